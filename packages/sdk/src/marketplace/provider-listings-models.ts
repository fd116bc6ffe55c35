// Made by `npm run generate` from packages/contract. Change it there.

import type { Listing } from './listing-models.ts';

/** Answer to the creation of a listing. */
export interface CreateListingResponse {
  /** Identifier of the new listing, which is a DRAFT. */
  listing_id?: string;
}

/** Answer to the update of a listing. */
export interface UpdateListingResponse {
  /** The whole listing as it is after the change. */
  listing?: Listing;
}
