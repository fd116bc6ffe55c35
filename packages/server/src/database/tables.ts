import type { Generated } from 'kysely';

/**
 * The rows of every table, as Kysely sees them. Times are milliseconds since 1970, truth values are 0 or 1, and JSON is
 * text, so that a row reads the same from SQLite and from PostgreSQL.
 */
export interface Tables {
  settings: { name: string; value: string };
  signing_keys: { id: string; sealed: string; created_at: number };
  principals: {
    id: number;
    kind: 'USER' | 'SERVICE_PRINCIPAL';
    /** The user name (an e-mail address) or the application id; what grants and owners refer to. */
    name: string;
    name_key: string;
    display_name: string;
    admin: number;
    active: number;
    created_at: number;
  };
  tokens: {
    id: string;
    lookup: string;
    principal_id: number;
    comment: string | null;
    created_at: number;
    expires_at: number | null;
  };
  audit_log: {
    sequence: Generated<number>;
    id: string;
    time: number;
    service_name: string;
    action_name: string;
    /** Who did it: a user name, an application id, or empty for a recipient. */
    identity: string;
    recipient_name: string | null;
    request_id: string;
    source_ip: string;
    user_agent: string;
    request_params: string;
    status_code: number;
    error_message: string | null;
    result: string | null;
  };
  metastores: {
    id: string;
    name: string;
    owner: string;
    cloud: string;
    region: string;
    organization_name: string | null;
    sharing_scope: 'INTERNAL' | 'INTERNAL_AND_EXTERNAL';
    recipient_token_lifetime_seconds: number;
    created_at: number;
    created_by: string;
    updated_at: number;
    updated_by: string;
  };
  catalogs: CatalogObject & { storage_root: string | null; properties: string };
  schemas: CatalogObject & { catalog_id: string; storage_root: string | null; properties: string };
  tables: CatalogObject & {
    schema_id: string;
    table_type: 'EXTERNAL';
    data_source_format: 'DELTA';
    storage_location: string;
    columns: string;
    properties: string;
  };
  shares: CatalogObject & { storage_root: string | null };
  share_objects: {
    share_id: string;
    /** The catalog object that is shared. */
    object_id: string;
    /** Order within the share: objects come back as they were added. */
    position: number;
    data_object_type: 'TABLE';
    comment: string | null;
    /** The two parts of `shared_as`, and both in lower case: names of the protocol ignore case. */
    shared_schema: string;
    shared_name: string;
    shared_schema_key: string;
    shared_name_key: string;
    cdf_enabled: number;
    history_sharing: number;
    start_version: number | null;
    added_at: number;
    added_by: string;
  };
  recipients: CatalogObject & {
    authentication_type: 'TOKEN';
    activated: number;
    properties: string;
    allowed_ip_addresses: string | null;
    expires_at: number | null;
  };
  recipient_tokens: {
    id: string;
    recipient_id: string;
    /** Null until the credential is downloaded. */
    token_lookup: string | null;
    /** Null once the credential is downloaded. */
    activation_lookup: string | null;
    activation_sealed: string | null;
    expires_at: number;
    created_at: number;
    created_by: string;
    updated_at: number;
    updated_by: string;
  };
  share_grants: { share_id: string; recipient_id: string; created_at: number; created_by: string };
}

/** What every named object of the metastore has. `name_key` is the name in lower case: names ignore case. */
export interface CatalogObject {
  id: string;
  name: string;
  name_key: string;
  owner: string;
  comment: string | null;
  created_at: number;
  created_by: string;
  updated_at: number;
  updated_by: string;
}
