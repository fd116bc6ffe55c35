// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { AuthenticationType } from './models.ts';

/** One page of the shares of a provider. */
export interface ListProviderSharesResponse {
  /** The shares of the provider of this page; absent when there are none. */
  shares?: readonly ProviderShare[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One page of the providers that the caller may see. */
export interface ListProvidersResponse {
  /** The providers of this page; absent when there are none. */
  providers?: readonly ProviderInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** A provider, without its token. */
export interface ProviderInfo {
  /** How this metastore signs in at the provider. */
  authentication_type?: Open<AuthenticationType>;
  /** Cloud of the metastore of the provider; only with type DATABRICKS. */
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
  /** Sharing identifier of the metastore of the provider; only with type DATABRICKS. */
  data_provider_global_metastore_id?: string;
  /** Id of the invitation that was accepted. */
  email_recipient_id?: string;
  /** UUID of the metastore of the provider; only with type DATABRICKS. */
  metastore_id?: string;
  /** Name of the provider. */
  name?: string;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Where the provider is reached. */
  recipient_profile?: RecipientProfile;
  /** Always absent in answers: the profile holds the token. */
  recipient_profile_str?: string;
  /** Region of the metastore of the provider; only with type DATABRICKS. */
  region?: string;
}

/** A share that a provider offers. */
export interface ProviderShare {
  /** Name of the share. */
  name?: string;
}

/** The parts of a profile file. */
export interface RecipientProfile {
  /** The bearer token; always absent in answers. */
  bearer_token?: string;
  /** URL of the sharing server. */
  endpoint?: string;
  /** Version of the profile format. */
  share_credentials_version?: number;
}

/** A tag on an object. */
export interface TagKeyValue {
  /** Key of the tag. */
  key?: string;
  /** Value of the tag; may be absent. */
  value?: string;
}
