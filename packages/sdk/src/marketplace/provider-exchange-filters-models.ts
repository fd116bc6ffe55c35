// Made by `npm run generate` from packages/contract. Change it there.

import type { ExchangeFilter } from './models.ts';

/** Answer to the creation of an exchange filter. */
export interface CreateExchangeFilterResponse {
  /** Identifier of the new exchange filter. */
  filter_id?: string;
}

/** One page of the filters of the exchange that the caller may see. */
export interface ListExchangeFiltersResponse {
  /** The filters of the exchange of this page; absent when there are none. */
  filters?: readonly ExchangeFilter[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** Answer to the update of an exchange filter. */
export interface UpdateExchangeFilterResponse {
  /** The whole filter as it is after the change. */
  filter?: ExchangeFilter;
}
