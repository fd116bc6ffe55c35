// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** What one principal may do with a scope. */
export interface AclItem {
  /** User name, group display name, or application id of a service principal that the entry is for. */
  principal: string;
  /** Level that the entry grants: READ, WRITE or MANAGE. */
  permission: Open<AclPermission>;
}

/**
 * A level on a scope. READ reads secrets; WRITE also changes them; MANAGE also changes the ACL and deletes the scope.
 */
export type AclPermission = 'MANAGE' | 'READ' | 'WRITE';

/** The Azure Key Vault behind a scope. */
export interface AzureKeyVaultSecretScopeMetadata {
  /** Azure resource id of the key vault, starting with `/subscriptions/`. */
  resource_id: string;
  /**
   * Base URL of the vault, such as `https://name.vault.azure.net/`; one that the configuration of the workspace has.
   */
  dns_name: string;
}

/** A secret with its value. */
export interface GetSecretResponse {
  /** Key of the secret within its scope. */
  key?: string;
  /** Value in base64, also when it was stored as text. */
  value?: string;
}

/** The whole ACL of a scope. */
export interface ListAclsResponse {
  /** The ACLs of the scope; empty when there are none. */
  items?: readonly AclItem[];
}

/** All secret scopes that the caller may see. */
export interface ListScopesResponse {
  /** The secret scopes by name; empty when there are none. */
  scopes?: readonly SecretScope[];
}

/** All secrets of a scope, without their values. */
export interface ListSecretsResponse {
  /** The secrets of the scope by key; empty when there are none. */
  secrets?: readonly SecretMetadata[];
}

/**
 * Where a scope keeps its secrets: `DATABRICKS` in the workspace itself, encrypted; `AZURE_KEYVAULT` in a key vault
 * that is read live.
 */
export type ScopeBackendType = 'AZURE_KEYVAULT' | 'DATABRICKS';

/** A secret without its value. */
export interface SecretMetadata {
  /** Key of the secret within its scope. */
  key?: string;
  /** When the secret was last written, in ms since 1970. */
  last_updated_timestamp?: number;
}

/** A named collection of secrets with one ACL. */
export interface SecretScope {
  /** Where the secrets are kept: in the workspace or in a key vault. */
  backend_type?: Open<ScopeBackendType>;
  /** Key vault that holds the secrets; absent unless the backend is `AZURE_KEYVAULT`. */
  keyvault_metadata?: AzureKeyVaultSecretScopeMetadata;
  /** Name of the scope as it was written at creation. */
  name?: string;
}
