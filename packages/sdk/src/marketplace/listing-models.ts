// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { FileInfo } from './file-models.ts';
import type { RegionInfo, RepoInfo, ShareInfo } from './models.ts';

/** Kinds of asset that a listing can deliver. */
export type AssetType =
  | 'ASSET_TYPE_APP'
  | 'ASSET_TYPE_DATA_TABLE'
  | 'ASSET_TYPE_GIT_REPO'
  | 'ASSET_TYPE_MCP'
  | 'ASSET_TYPE_MEDIA'
  | 'ASSET_TYPE_MODEL'
  | 'ASSET_TYPE_NOTEBOOK'
  | 'ASSET_TYPE_PARTNER_INTEGRATION';

/** Subject areas that listings are sorted by. */
export type Category =
  | 'ADVERTISING_AND_MARKETING'
  | 'CLIMATE_AND_ENVIRONMENT'
  | 'COMMERCE'
  | 'DEMOGRAPHICS'
  | 'ECONOMICS'
  | 'EDUCATION'
  | 'ENERGY'
  | 'FINANCIAL'
  | 'GAMING'
  | 'GEOSPATIAL'
  | 'HEALTH'
  | 'LOOKUP_TABLES'
  | 'MANUFACTURING'
  | 'MEDIA'
  | 'OPEN_SOURCE'
  | 'OTHER'
  | 'PUBLIC_SECTOR'
  | 'RETAIL'
  | 'SCIENCE_AND_RESEARCH'
  | 'SECURITY'
  | 'SPORTS'
  | 'TRANSPORTATION_AND_LOGISTICS'
  | 'TRAVEL_AND_TOURISM';

/** Whether consumers pay for the data; payment happens outside the workspace. */
export type Cost = 'FREE' | 'PAID';

/** Unit of time of an update interval or of a data granularity; NONE means never. */
export type DataRefresh =
  | 'DAILY'
  | 'HOURLY'
  | 'MINUTE'
  | 'MONTHLY'
  | 'NONE'
  | 'QUARTERLY'
  | 'SECOND'
  | 'WEEKLY'
  | 'YEARLY';

/** An interval of time: a number of units. */
export interface DataRefreshInfo {
  /** How many units make up one interval. */
  interval: number;
  /** Unit that the interval is counted in. */
  unit: Open<DataRefresh>;
}

/** Answer that holds the one listing asked for. */
export interface GetListingResponse {
  /** The listing, as far as the caller may see it. */
  listing?: Listing;
}

/** One page of the listings that the caller may see. */
export interface ListListingsResponse {
  /** The listings of this page; absent when there are none. */
  listings?: readonly Listing[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** A data product that a provider offers in the marketplace. */
export interface Listing {
  /** What a consumer sees first, and the listing's state. */
  summary: ListingSummary;
  /** Description, terms, support and technical facts of the listing. */
  detail?: ListingDetail;
  /** Identifier of the listing, chosen by the server; ignored on input. */
  id?: string;
}

/** Description, terms, support and technical facts of a listing. */
export interface ListingDetail {
  /** Kinds of asset that the listing delivers. */
  assets?: readonly Open<AssetType>[];
  /** End of the period that the data covers, in milliseconds since 1970. */
  collection_date_end?: number;
  /** Start of the period that the data covers, in milliseconds since 1970. */
  collection_date_start?: number;
  /** Smallest step of time at which the data was collected. */
  collection_granularity?: DataRefreshInfo;
  /** Whether the data is free or paid. */
  cost?: Open<Cost>;
  /** Where the data comes from, in words for people. */
  data_source?: string;
  /** What the listing offers, as text or Markdown. */
  description?: string;
  /** URL of the documentation of the data. */
  documentation_link?: string;
  /** Sample notebooks shown with the listing, at most ten; set by the server. */
  embedded_notebook_file_infos?: readonly FileInfo[];
  /** Identifiers of the uploaded files that the listing shows. */
  file_ids?: readonly string[];
  /** Part of the world that the data covers, in words for people. */
  geographical_coverage?: string;
  /** Licence of the content; required for listings of models. */
  license?: string;
  /** How consumers pay, in words for people; only with cost PAID. */
  pricing_model?: string;
  /** URL of the privacy policy that applies to the data. */
  privacy_policy_link?: string;
  /** Size of the data in gigabytes, as the provider states it. */
  size?: number;
  /** URL where consumers find support for the data. */
  support_link?: string;
  /** Tags that consumers find the listing by. */
  tags?: readonly ListingTag[];
  /** URL or text of the terms that consumers must accept. */
  terms_of_service?: string;
  /** How often the data is updated. */
  update_frequency?: DataRefreshInfo;
}

/** Settings of a listing that govern who sees it. */
export interface ListingSetting {
  /** Who may see the listing once it is published; absent means PUBLIC. */
  visibility?: Open<Visibility>;
}

/**
 * State of a listing: DRAFT, PENDING review, PUBLISHED, or SUSPENDED by an administrator. Consumers see PUBLISHED ones
 * only.
 */
export type ListingStatus = 'DRAFT' | 'PENDING' | 'PUBLISHED' | 'SUSPENDED';

/** Name, type, state and origin of a listing. Note the camelCase of `listingType`. */
export interface ListingSummary {
  /** Name of the listing that consumers see. */
  name: string;
  /** Whether it is available instantly or by request; cannot be changed later. */
  listingType: Open<ListingType>;
  /** Subject areas of the listing; at most five. */
  categories?: readonly Open<Category>[];
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** Numeric id of the principal that created the listing; set by the server. */
  created_by_id?: number;
  /** Private exchanges that the listing is linked to; only with PRIVATE visibility. */
  exchange_ids?: readonly string[];
  /** Repository that the listing delivers, instead of a share. */
  git_repo?: RepoInfo;
  /** Identifier of the provider profile that the listing appears under. */
  provider_id?: string;
  /** Cloud and region of the provider's metastore. */
  provider_region?: RegionInfo;
  /** When the listing was last published, in milliseconds since 1970; set by the server. */
  published_at?: number;
  /** Sign-in name of the principal that last published the listing; set by the server. */
  published_by?: string;
  /** Visibility of the listing; absent means that every consumer sees it. */
  setting?: ListingSetting;
  /** Share that the listing delivers; STANDARD listings need it, or a repository, before they are published. */
  share?: ShareInfo;
  /** State of the listing; setting it publishes or unpublishes. New listings are DRAFT. */
  status?: Open<ListingStatus>;
  /** One line below the name, to say what the listing offers. */
  subtitle?: string;
  /** Numeric id of the principal that last changed the listing; set by the server. */
  updated_by_id?: number;
}

/** A kind of tag with its values. */
export interface ListingTag {
  /** Kind of the tag: language or task. */
  tag_name?: Open<ListingTagType>;
  /** Values of the tag, such as the languages that a model understands. */
  tag_values?: readonly string[];
}

/** Kinds of listing tag: the language or the task of a model. */
export type ListingTagType = 'LISTING_TAG_TYPE_LANGUAGE' | 'LISTING_TAG_TYPE_TASK';

/** STANDARD is available instantly; PERSONALIZED by request, with the share named when it is fulfilled. */
export type ListingType = 'PERSONALIZED' | 'STANDARD';

/** PUBLIC shows a listing to every consumer, PRIVATE only to members of its exchanges. */
export type Visibility = 'PRIVATE' | 'PUBLIC';
