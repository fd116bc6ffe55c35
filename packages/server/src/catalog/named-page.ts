import type { RawBuilder } from 'kysely';
import { rowCount } from '../database/prepared.ts';
import type { Context } from '../http/context.ts';
import { pageSize, readPage } from '../http/paging.ts';

/** What lists of Unity Catalog take. */
interface PageFields {
  readonly max_results?: number;
  readonly page_token?: string;
}

/** A page of objects, with the field that leads to the next one. */
export interface NamedPage<Row> {
  readonly items: readonly Row[];
  readonly next: { readonly next_page_token?: string };
}

/**
 * Reads one page of a list that is ordered by name.
 *
 * @param list which list it is: its name, and the ids of what it is within
 * @param fetch up to `limit` rows with a `name_key` greater than `after`, in ascending order of it
 * @throws ApiError INVALID_PARAMETER_VALUE for a negative `max_results` or the token of another list
 */
export const namedPage = async <Row extends { readonly name_key: string }>(
  { workspace, principal }: Pick<Context, 'workspace' | 'principal'>,
  { max_results, page_token }: PageFields,
  list: readonly string[],
  fetch: (after: string, limit: RawBuilder<number>) => Promise<readonly Row[]>,
): Promise<NamedPage<Row>> => {
  const { items, nextPageToken } = await readPage(
    workspace,
    { binding: [...list, principal.id], token: page_token, size: pageSize(max_results) },
    (after, limit) => fetch(after, rowCount(limit)),
    row => row.name_key,
  );
  return { items, next: nextPageToken === undefined ? {} : { next_page_token: nextPageToken } };
};
