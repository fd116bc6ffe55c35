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

/** The metastore, and what is in it. */
export interface CatalogTables {
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
  catalogs: CatalogObject & {
    storage_root: string | null;
    properties: string;
    /** Both set where the catalog shows a share of a provider, and has no schemas of its own. */
    provider_id: string | null;
    share_name: string | null;
  };
  schemas: CatalogObject & { catalog_id: string; storage_root: string | null; properties: string };
  tables: CatalogObject & {
    schema_id: string;
    table_type: 'EXTERNAL';
    data_source_format: 'DELTA';
    storage_location: string;
    /** What covers its location; null: nothing, and the settings of the server open it. */
    external_location_id: string | null;
    columns: string;
    properties: string;
  };
  volumes: CatalogObject & {
    schema_id: string;
    volume_type: 'EXTERNAL';
    storage_location: string;
    /** As that of tables. */
    external_location_id: string | null;
  };
  storage_credentials: CatalogObject & {
    kind: string;
    /** JSON: what may be shown. */
    details: string;
    /** JSON: what may not. */
    secrets_sealed: string | null;
    /** Grows with every change of what the credential is, so that whoever keeps it opened sees that it is old. */
    version: number;
    read_only: 0 | 1;
  };
  external_locations: CatalogObject & {
    url: string;
    credential_id: string;
    read_only: 0 | 1;
    /** JSON: what is only recorded, and shown as it was given. */
    options: string;
  };
  /** Privileges that were granted on securables. A row stays when its principal is deleted: clients see it by the id. */
  privilege_grants: {
    securable_type: string;
    securable_id: string;
    principal_id: number;
    privilege: string;
    granted_at: number;
    granted_by: string;
  };
}
