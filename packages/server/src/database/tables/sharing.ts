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
    data_object_type: 'TABLE' | 'SCHEMA' | 'VOLUME';
    comment: string | null;
    /**
     * The two parts of `shared_as`, and both in lower case: names of the protocol ignore case. A whole schema has an empty
     * second part: no table can.
     */
    shared_schema: string;
    shared_name: string;
    shared_schema_key: string;
    shared_name_key: string;
    /** Whether the table had a change data feed when its log was last read for the share. */
    cdf_enabled: number;
    /** Whether the change data feed is shared where the table has one. */
    feed_shared: number;
    history_sharing: number;
    start_version: number | null;
    /** The filter as it was given, JSON: a list of Partition. Null: the whole table. */
    partitions: string | null;
    /** The full name of the source when the object was last added or updated: how it is known once the source is gone. */
    source_name: string;
    added_at: number;
    added_by: string;
  };
  recipients: CatalogObject & {
    authentication_type: 'TOKEN' | 'OIDC_FEDERATION' | 'DATABRICKS';
    activated: number;
    properties: string;
    allowed_ip_addresses: string | null;
    expires_at: number | null;
    /** Of type DATABRICKS: the metastore of the recipient, `cloud:region:uuid` in lower case. */
    sharing_identifier: string | null;
  };
  /** Which tokens of outside issuers a recipient of type OIDC_FEDERATION may come with. */
  federation_policies: {
    id: string;
    recipient_id: string;
    name: string;
    comment: string | null;
    issuer: string;
    subject_claim: string;
    subject: string;
    /** A list as JSON; empty: the endpoint of the recipient. */
    audiences: string;
    created_at: number;
    updated_at: number;
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
  providers: CatalogObject & {
    authentication_type: 'TOKEN' | 'OAUTH_CLIENT_CREDENTIALS' | 'DATABRICKS';
    endpoint: string;
    /** Null of type DATABRICKS, which has no profile. */
    share_credentials_version: number | null;
    /** The profile file, whole. */
    profile_sealed: string | null;
    /** Of type DATABRICKS: the metastore of the provider, `cloud:region:uuid` in lower case. */
    sharing_identifier: string | null;
  };
  share_grants: { share_id: string; recipient_id: string; created_at: number; created_by: string };
}
