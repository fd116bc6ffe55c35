// Made by `npm run generate` from packages/contract. Change it there.

import type { Listing } from './listing-models.ts';

/** Answer to a request for several listings at once. */
export interface BatchGetListingsResponse {
  /** Listings that were asked for and are visible; the others are left out. */
  listings?: readonly Listing[];
}

/** One page of the listings that the caller may see. */
export interface SearchListingsResponse {
  /** The listings of this page; absent when there are none. */
  listings?: readonly Listing[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}
