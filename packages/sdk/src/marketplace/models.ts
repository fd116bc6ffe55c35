// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** Acceptance of a listing's terms by a consumer. */
export interface ConsumerTerms {
  /** Version of the terms that was shown and accepted. */
  version: string;
}

/** Person to contact at a consumer. */
export interface ContactInfo {
  /** Company that the person works for. */
  company?: string;
  /** E-mail address, taken from the principal that made the request. */
  email?: string;
  /** First name of the person, if given. */
  first_name?: string;
  /** Last name of the person, if given. */
  last_name?: string;
}

/** How shared data is read: by a Databricks workspace, or by any client with a bearer token (OPEN). */
export type DeltaSharingRecipientType = 'DELTA_SHARING_RECIPIENT_TYPE_DATABRICKS' | 'DELTA_SHARING_RECIPIENT_TYPE_OPEN';

/** A member of a private exchange, recognised by its metastore. */
export interface ExchangeFilter {
  /** Identifier of the exchange that the member belongs to. */
  exchange_id: string;
  /** Global metastore id of the member, in the form `cloud:region:uuid`. */
  filter_value: string;
  /** How members are recognised; always by global metastore id. */
  filter_type: Open<ExchangeFilterType>;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** Identifier of the filter, chosen by the server; ignored on input. */
  id?: string;
  /** Name of the member shown to people; absent means none. */
  name?: string;
}

/** How an exchange filter recognises its members; only by global metastore id. */
export type ExchangeFilterType = 'GLOBAL_METASTORE_ID';

/** Answer that holds the one provider profile asked for. */
export interface GetProviderResponse {
  /** The provider profile, with the links to its icons. */
  provider?: ProviderInfo;
}

/** One page of the personalization requests that the caller may see. */
export interface ListPersonalizationRequestsResponse {
  /** The personalization requests of this page; absent when there are none. */
  personalization_requests?: readonly PersonalizationRequest[];
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

/** Whether the share holds the whole data or only a sample. */
export type ListingShareType = 'FULL' | 'SAMPLE';

/** A consumer's request for access to a personalized listing, and the provider's answer. */
export interface PersonalizationRequest {
  /** Cloud and region of the consumer's metastore. */
  consumer_region: RegionInfo;
  /** Further message of the consumer to the provider. */
  comment?: string;
  /** Person to contact about the request. */
  contact_info?: ContactInfo;
  /** When the request was made, in milliseconds since 1970; set by the server. */
  created_at?: number;
  /** Identifier of the request, chosen by the server. */
  id?: string;
  /** What the consumer means to do with the data. */
  intended_use?: string;
  /** Databricks-internal mark of where the request came from; returned as it was sent. */
  is_from_lighthouse?: boolean;
  /** Identifier of the listing that the consumer asks for. */
  listing_id?: string;
  /** Name of the listing that the consumer asks for. */
  listing_name?: string;
  /** Identifier of the consumer's metastore, from the caller. */
  metastore_id?: string;
  /** Identifier of the provider that answers the request. */
  provider_id?: string;
  /** How the data is to be read: by a Databricks workspace or with a token. */
  recipient_type?: Open<DeltaSharingRecipientType>;
  /** Share granted when the request was fulfilled; absent before. */
  share?: ShareInfo;
  /** State of the request; FULFILLED and DENIED are final. */
  status?: Open<PersonalizationRequestStatus>;
  /** The provider's message about the last change of state. */
  status_message?: string;
  /** When the request last changed, in milliseconds since 1970; set by the server. */
  updated_at?: number;
}

/** State of a request: NEW, then REQUEST_PENDING while the provider works on it; FULFILLED and DENIED are final. */
export type PersonalizationRequestStatus = 'DENIED' | 'FULFILLED' | 'NEW' | 'REQUEST_PENDING';

/** Profile under which a provider appears in the marketplace. */
export interface ProviderInfo {
  /** Name of the provider that consumers see. */
  name: string;
  /** E-mail address for business matters, such as access requests. */
  business_contact_email: string;
  /** URL of the provider's terms of service. */
  term_of_service_link: string;
  /** URL of the provider's privacy policy. */
  privacy_policy_link: string;
  /** URL of the provider's website; absent means none. */
  company_website_link?: string;
  /** Identifier of the uploaded icon for dark backgrounds. */
  dark_mode_icon_file_id?: string;
  /** Path of the icon for dark backgrounds; set by the server. */
  dark_mode_icon_file_path?: string;
  /** What the provider does, in words for consumers. */
  description?: string;
  /** Identifier of the uploaded icon file; absent means no icon. */
  icon_file_id?: string;
  /** Path of the icon; set by the server. */
  icon_file_path?: string;
  /** Identifier of the profile, chosen by the server; ignored on input. */
  id?: string;
  /** Whether the marketplace presents the provider prominently; set by the server. */
  is_featured?: boolean;
  /** Data aggregator that publishes on the provider's behalf; absent when the provider publishes itself. */
  published_by?: string;
  /** E-mail address where consumers find support. */
  support_contact_email?: string;
}

/** A cloud and one of its regions. */
export interface RegionInfo {
  /** Cloud provider, such as `aws`, `azure` or `gcp`. */
  cloud?: string;
  /** Region within the cloud, such as `us-west-2`. */
  region?: string;
}

/** A Git repository that a listing delivers. */
export interface RepoInfo {
  /** Address of the Git repository, with scheme; consumers clone it. */
  git_repo_url: string;
}

/** A share that a listing delivers. */
export interface ShareInfo {
  /** Name of the share in the provider's metastore. */
  name: string;
  /** Whether the share holds the whole data or a sample. */
  type: Open<ListingShareType>;
}
