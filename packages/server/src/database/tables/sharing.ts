import type { CatalogObject } from './catalog.ts';

/** Shares, recipients and what binds them. */
export interface SharingTables {
  shares: CatalogObject & { storage_root: string | null };
  share_objects: {
    share_id: string;
    /** The catalog object that is shared. */
    object_id: string;
    /** Order within the share: objects come back as they were added. */
    position: number;
    data_object_type: 'TABLE' | 'SCHEMA';
    comment: string | null;
    /**
     * The two parts of `shared_as`, and both in lower case: names of the protocol ignore case. A whole schema has an empty
     * second part: no table can.
     */
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
