// Made by `npm run generate` from packages/contract. Change it there.

/** The id of the new partner. */
export interface CreateSelfTestPartnerResponse {
  /** Id of the partner, 32 hex digits in upper case; the partner keeps it like a key. */
  id: string;
}

/** The self-testing partner of the workspace, if there is one. */
export interface GetSelfTestPartnersResponse {
  /** The active partner; absent without one, because the reference client reads `[]` as a partner. */
  partners?: readonly SelfTestPartnerSummary[];
}

/** How a partner signs in at the workspace: personal access token, or OAuth for a program or a user. */
export type PartnerAuthOption = 'AUTH_OAUTH_M2M' | 'AUTH_OAUTH_U2M' | 'AUTH_PAT';

/** Section of the Partner Connect page that the tile of a partner is in. */
export type PartnerCategory =
  | 'BI_AND_VIZ'
  | 'DATA_GOVERNANCE'
  | 'DATA_PREP_AND_TRANSFORM'
  | 'DATA_QUALITY'
  | 'INGEST'
  | 'ML'
  | 'REVERSE_ETL'
  | 'SECURITY_AND_GOVERNANCE'
  | 'SEMANTIC_LAYER';

/** Something that a partner supports beyond the minimum. */
export type PartnerFeature = 'EXTERNAL_LOCATION' | 'NON_ADMIN' | 'UNITY_CATALOG';

/** What a partner works with in the workspace, which decides what it is granted when it connects. */
export type PartnerIntegrationType =
  | 'CLUSTER_COMPUTE'
  | 'NO_INTEGRATION'
  | 'WAREHOUSE_READ'
  | 'WAREHOUSE_READ_WRITE'
  | 'WAREHOUSE_WRITE'
  | 'WORKSPACE_MANAGEMENT';

/** The configuration of a partner that tests its own integration. */
export interface SelfTestPartner {
  /** Name on the tile; the service principal of a connection is named after it. */
  name: string;
  /** Section of the page that the tile is in. */
  category: PartnerCategory;
  /** URL that a new connection is sent to. Plain http only on this machine. */
  connect_url: string;
  /** URL that users are sent to when the partner refuses a connection. */
  sign_up_url: string;
  /** URL of the terms that users agree to by connecting. */
  terms_of_service_url: string;
  /** URL of the privacy policy that users agree to by connecting. */
  privacy_policy_url: string;
  /** Hosts that the partner may redirect a user to, separated by commas; required without `hostname`. */
  hostnames?: string;
  /** What `hostnames` is called in old configuration files; `hostnames` wins. */
  hostname?: string;
  /** What the partner works with, and so what it is granted. */
  integration_type: PartnerIntegrationType;
  /** URL that is told when a connection is deleted; absent: nobody is told. */
  delete_url?: string;
  /** What the partner supports beyond the minimum; absent: nothing. */
  supported_features?: readonly PartnerFeature[];
  /** How the partner can sign in; absent or empty: AUTH_PAT. AUTH_PAT excludes AUTH_OAUTH_M2M. */
  auth_options?: readonly PartnerAuthOption[];
}

/** A self-testing partner without its configuration. */
export interface SelfTestPartnerSummary {
  /** Id of the partner, as its creation gave it. */
  id: string;
  /** Name on the tile. */
  name: string;
}
