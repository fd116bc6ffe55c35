// Made by `npm run generate` from packages/contract. Change it there.

import type { ExchangeFilter } from './models.ts';

/** Answer to the linking of a listing to an exchange. */
export interface AddExchangeForListingResponse {
  /** The new link between listing and exchange. */
  exchange_for_listing?: ExchangeListing;
}

/** Answer to the creation of an exchange. */
export interface CreateExchangeResponse {
  /** Identifier of the new private exchange. */
  exchange_id?: string;
}

/** A private exchange: chosen consumers and the listings that they see. */
export interface Exchange {
  /** Name of the exchange, unique among the exchanges of the workspace. */
  name: string;
  /** Note about the exchange for its administrators; absent means none. */
  comment?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** Members of the exchange; changed by the operations on filters. */
  filters?: readonly ExchangeFilter[];
  /** Identifier of the exchange, chosen by the server; ignored on input. */
  id?: string;
  /** Listings that the members see; changed by linking and unlinking. */
  linked_listings?: readonly ExchangeListing[];
}

/** A link between a listing and a private exchange. */
export interface ExchangeListing {
  /** When the link was made, in milliseconds since 1970; set by the server. */
  created_at?: number;
  /** Sign-in name of the principal that made the link; set by the server. */
  created_by?: string;
  /** Identifier of the exchange that the link leads to. */
  exchange_id?: string;
  /** Name of the exchange that the link leads to. */
  exchange_name?: string;
  /** Identifier of the link; unlinking takes it. */
  id?: string;
  /** Identifier of the listing that is linked. */
  listing_id?: string;
  /** Name of the listing that is linked. */
  listing_name?: string;
}

/** Answer that holds the one exchange asked for. */
export interface GetExchangeResponse {
  /** The exchange with its filters and linked listings. */
  exchange?: Exchange;
}

/** One page of the exchanges that the listing is in that the caller may see. */
export interface ListExchangesForListingResponse {
  /** The exchanges that the listing is in of this page; absent when there are none. */
  exchange_listing?: readonly ExchangeListing[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One page of the exchanges that the caller may see. */
export interface ListExchangesResponse {
  /** The exchanges of this page; absent when there are none. */
  exchanges?: readonly Exchange[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One page of the listings of the exchange that the caller may see. */
export interface ListListingsForExchangeResponse {
  /** The listings of the exchange of this page; absent when there are none. */
  exchange_listings?: readonly ExchangeListing[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** Answer to the update of an exchange. */
export interface UpdateExchangeResponse {
  /** The whole exchange as it is after the change. */
  exchange?: Exchange;
}
