// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { DeltaSharingRecipientType, RepoInfo, ShareInfo } from './models.ts';

/** Whether a listing can be installed at once or must be requested first. */
export type FulfillmentType = 'INSTALL' | 'REQUEST_ACCESS';

/** One page of the shared data objects of the listing that the caller may see. */
export interface GetListingContentResponse {
  /** The shared data objects of the listing of this page; absent when there are none. */
  shared_data_objects?: readonly SharedDataObject[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One page of the fulfillments that the caller may see. */
export interface ListFulfillmentsResponse {
  /** The fulfillments of this page; absent when there are none. */
  fulfillments?: readonly ListingFulfillment[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One way in which a listing delivers its content. */
export interface ListingFulfillment {
  /** Identifier of the listing that delivers. */
  listing_id: string;
  /** Whether it can be installed now or must be requested first. */
  fulfillment_type?: Open<FulfillmentType>;
  /** How the content is read; absent when both ways are possible. */
  recipient_type?: Open<DeltaSharingRecipientType>;
  /** Repository that is delivered; absent for listings of shared data. */
  repo_info?: RepoInfo;
  /** Share that is delivered; absent for repositories and before a request is fulfilled. */
  share_info?: ShareInfo;
}

/** One object that a listing's share holds. */
export interface SharedDataObject {
  /** Kind of the object: TABLE, SCHEMA, NOTEBOOK_FILE, MODEL or VOLUME. */
  data_object_type?: string;
  /** Name of the object as the share shows it to recipients. */
  name?: string;
}
