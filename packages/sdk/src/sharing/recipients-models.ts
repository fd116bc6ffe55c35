// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { AuthenticationType, PrivilegeAssignment } from './models.ts';

/** Shares that a recipient may read. */
export interface GetRecipientSharePermissionsResponse {
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
  /** One entry for each share. */
  permissions_out?: readonly ShareToPrivilegeAssignment[];
}

/** Addresses from which a recipient may connect. */
export interface IpAccessList {
  /** IPv4 addresses or CIDR blocks, at most 100; empty means any. */
  allowed_ip_addresses?: readonly string[];
}

/** One page of the recipients that the caller may see. */
export interface ListRecipientsResponse {
  /** The recipients of this page; absent when there are none. */
  recipients?: readonly RecipientInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** A recipient. */
export interface RecipientInfo {
  /** Whether the recipient has downloaded a credential at some time. */
  activated?: boolean;
  /**
   * Activation link of the newest token while it is unused: whoever opens it can read the shares. Of type
   * OIDC_FEDERATION the page with endpoint and profile files, which holds no secret.
   */
  activation_url?: string;
  /** Kinds of access that an invited person may choose from. */
  allowed_acceptance_types?: readonly Open<AuthenticationType>[];
  /** Sharing identifiers that an invitation may be accepted with. */
  allowed_data_recipient_global_metastore_ids?: readonly string[];
  /** How the recipient proves who it is. */
  authentication_type?: Open<AuthenticationType>;
  /** Cloud of the metastore of the recipient; only with type DATABRICKS. */
  cloud?: string;
  /** Free text for people. */
  comment?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** Sharing identifier of the metastore of the recipient, `cloud:region:uuid`. Only with type DATABRICKS. */
  data_recipient_global_metastore_id?: string;
  /** Address that the invitation went to. */
  email?: string;
  /** When the token ends, in milliseconds since 1970. */
  expiration_time?: number;
  /** UUID of the recipient; stays when it is renamed. */
  id?: string;
  /** Addresses from which the recipient may connect. */
  ip_access_list?: IpAccessList;
  /** UUID of the metastore of the recipient; only with type DATABRICKS. */
  metastore_id?: string;
  /** Name of the recipient, in the case that it was created with. */
  name?: string;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Properties of the recipient; those that start with `databricks.` are set by the server. */
  properties_kvpairs?: SecurablePropertiesKvPairs;
  /** Region of the metastore of the recipient; only with type DATABRICKS. */
  region?: string;
  /** One-time code that the recipient was created with. */
  sharing_code?: string;
  /** Tokens that are alive: one, or two during a rotation. */
  tokens?: readonly RecipientTokenInfo[];
}

/** A token of a recipient, without its value. */
export interface RecipientTokenInfo {
  /** Link to download the credential, while it is unused. Whoever opens it can read the shares. */
  activation_url?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** When the token ends, in milliseconds since 1970. */
  expiration_time?: number;
  /** UUID of the token. */
  id?: string;
}

/** Properties of a recipient. */
export interface SecurablePropertiesKvPairs {
  /** The properties by key; absent leaves them as they are. */
  properties?: Record<string, string>;
}

/** The privileges of a recipient on one share. */
export interface ShareToPrivilegeAssignment {
  /** The privileges. */
  privilege_assignments?: readonly PrivilegeAssignment[];
  /** Name of the share. */
  share_name?: string;
}
