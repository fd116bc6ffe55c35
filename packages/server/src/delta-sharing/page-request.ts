import type { Context, RecipientCaller } from '../http/context.ts';
import type { Page, PageRequest } from '../http/paging.ts';

/** Items of a page at most, and when a client names no number. */
const maxPage = 500;

/** What the protocol's lists are asked for in pages by. */
export interface Paging {
  readonly maxResults?: number;
  readonly pageToken?: string;
}

/**
 * Which page of a list a recipient asks for.
 *
 * @param list what tells the list from all others that the recipient could ask for
 */
export const pageRequest = (
  { maxResults, pageToken }: Paging,
  context: Context<RecipientCaller>,
  ...list: string[]
): PageRequest => ({
  binding: ['delta-sharing', context.principal.id, ...list],
  token: pageToken,
  size: Math.min(maxResults ?? maxPage, maxPage),
});

/** A page as the protocol writes it. */
export const toList = <Item, Shown>({ items, nextPageToken }: Page<Item>, show: (item: Item) => Shown) => ({
  items: items.map(show),
  // Never an empty string: clients would ask for the next page for ever.
  ...(nextPageToken === undefined ? {} : { nextPageToken }),
});
