import { createHash } from 'node:crypto';
import { openToken, signToken } from '../secrets/signing-keys.ts';
import type { Workspace } from '../workspace.ts';
import { ApiError } from './api-error.ts';

/** A page of a list that is ordered by one key. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Continues after the last item; absent on the last page. */
  readonly nextPageToken?: string;
}

export interface PageRequest {
  /** What the token is bound to: operation, caller and every parameter that shapes the list. */
  readonly binding: readonly unknown[];
  readonly token: string | undefined;
  /** Items at most. */
  readonly size: number;
}

const bindingOf = (parts: readonly unknown[]): string =>
  `page ${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;

/** Where a page starts: after this key. Throws INVALID_PARAMETER_VALUE for a token of another request, or no token at all. */
const cursorOf = async (workspace: Workspace, { binding, token }: Omit<PageRequest, 'size'>): Promise<string> => {
  if (token === undefined || token === '') return '';
  await workspace.signingKeys.meet(token);
  const cursor = openToken(workspace.signingKeys, bindingOf(binding), token);
  if (typeof cursor !== 'string') {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      'The page token is not valid for this request. Repeat the request without it to start from the first page.',
    );
  }
  return cursor;
};

/**
 * Reads one page of a list.
 *
 * @param fetch up to `limit` items with a key greater than `after`, in ascending order of key
 * @param keyOf the key of an item; not empty
 */
export const readPage = async <Item>(
  workspace: Workspace,
  request: PageRequest,
  fetch: (after: string, limit: number) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): Promise<Page<Item>> => {
  const after = await cursorOf(workspace, request);
  // One more than asked tells whether there is a next page.
  const found = await fetch(after, request.size + 1);
  const items = found.slice(0, request.size);
  if (found.length <= request.size) return { items };
  const last = items.at(-1);
  const cursor = last === undefined ? after : keyOf(last);
  return { items, nextPageToken: signToken(workspace.signingKeys, bindingOf(request.binding), cursor) };
};

/** A page that was read by its cursor. */
export interface CursorPage<Content> {
  readonly content: Content;
  /** Where the next page starts; undefined on the last one. */
  readonly next: string | undefined;
}

/**
 * Reads one page of a list that finds out itself where a page ends.
 *
 * @param read the page at a cursor: one that it gave before as `next`, empty for the first page
 */
export const readByCursor = async <Content>(
  workspace: Workspace,
  request: Omit<PageRequest, 'size'>,
  read: (cursor: string) => Promise<CursorPage<Content>>,
): Promise<{ readonly content: Content; readonly nextPageToken?: string }> => {
  const { content, next } = await read(await cursorOf(workspace, request));
  if (next === undefined) return { content };
  return { content, nextPageToken: signToken(workspace.signingKeys, bindingOf(request.binding), next) };
};

/** The largest page of a Unity Catalog list. */
const maxPageSize = 1000;

/** More items than any list has: all of them in one page. */
const everything = 2 ** 31;

/**
 * `max_results` of a Unity Catalog list → page size. 0 leaves it to the server; scripts that name none know no pages and
 * get everything.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE when negative
 */
export const pageSize = (maxResults: number | undefined): number => {
  if (maxResults === undefined) return everything;
  if (maxResults < 0) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `Field 'max_results' must be 0 or more, not ${maxResults}.`);
  }
  return maxResults === 0 ? maxPageSize : Math.min(maxResults, maxPageSize);
};
