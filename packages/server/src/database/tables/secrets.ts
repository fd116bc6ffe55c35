/** Secret scopes, what is in them, and who may use them. */
export interface SecretTables {
  secret_scopes: {
    id: string;
    name: string;
    /** The name in lower case: names ignore case. */
    name_key: string;
    backend_type: 'DATABRICKS' | 'AZURE_KEYVAULT';
    /** The key vault behind the scope; null for a scope of the workspace's own. */
    vault_resource_id: string | null;
    vault_dns_name: string | null;
    /** The key that the values are encrypted under, sealed; null for a scope of a key vault. */
    data_key_sealed: string | null;
    created_at: number;
    created_by: string;
  };
  secrets: {
    scope_id: string;
    key: string;
    /** Counts the writes; a value opens only beside the number that it was written with. */
    version: number;
    /** The value under the key of the scope, in base64. */
    ciphertext: string;
    updated_at: number;
  };
  secret_acls: { scope_id: string; principal_id: number; permission: 'READ' | 'WRITE' | 'MANAGE' };
}
