import { invalidResponse } from './errors.ts';
import { isObject, type JsonObject } from './json.ts';
import { type Call, type Connection, nameOf } from './request.ts';
import type { CallOptions } from './table-reader.ts';

/** How to list. */
export interface ListOptions extends CallOptions {
  /** The most items in one answer; the server's choice when absent. All items are listed either way. */
  readonly maxResults?: number | undefined;
}

/**
 * The items of a list, following the server's pages. A page is asked for when the one before it has been read.
 *
 * @param list its path and query
 * @param parse an item as the server sent it → what is given; `what` names the call in errors
 * @throws {SharingError}
 */
export async function* listItems<T>(
  connection: Connection,
  list: Pick<Call, 'path' | 'query'>,
  { maxResults, signal }: ListOptions,
  parse: (item: unknown, what: string) => T,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const call: Call = { method: 'GET', path: list.path, query: { ...list.query, maxResults, pageToken } };
    const page = await connection.json(call, signal);
    for (const item of itemsOf(page, nameOf(call))) yield parse(item, nameOf(call));
    const next = page['nextPageToken'];
    pageToken = typeof next === 'string' && next !== '' ? next : undefined;
    if (pageToken !== undefined && seen.has(pageToken)) {
      throw invalidResponse(`${nameOf(call)}: the server's pages go in a circle.`);
    }
    if (pageToken !== undefined) seen.add(pageToken);
  } while (pageToken !== undefined);
}

function itemsOf(page: JsonObject, what: string): readonly unknown[] {
  const items = page['items'] ?? [];
  if (Array.isArray(items)) return items;
  throw invalidResponse(`${what}: items is not a list.`);
}

/** The name of an item. */
export function nameField(item: unknown, what: string): string {
  const name = isObject(item) ? item['name'] : undefined;
  if (typeof name === 'string') return name;
  throw invalidResponse(`${what}: an item has no name.`);
}

/** Those of some fields of an item that are text. */
export function texts<Name extends string>(item: unknown, names: readonly Name[]): { readonly [Key in Name]?: string } {
  const fields = isObject(item) ? item : {};
  const found: { [Key in Name]?: string } = {};
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}
