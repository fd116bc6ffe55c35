import type { Call, CallOptions, Send } from './call.ts';

/** A call whose answers are the pages of a list. */
export interface ListCall extends Call {
  /** The key of the answer that holds the items. */
  readonly items: string;
  /**
   * How the next page is asked for. `token`: `page_token` and `next_page_token`. `scim`: `startIndex` and `count`.
   * `whole`: there is only one page.
   */
  readonly paging: 'token' | 'scim' | 'whole';
}

/** The keys of an answer that paging looks at. Which type has them is known where the list is generated, not here. */
interface PageFacts {
  readonly next_page_token?: string;
  readonly totalResults?: number;
  readonly startIndex?: number;
}

/**
 * What a list operation gives: all items, however many pages they come in.
 *
 * ```ts
 * for await (const share of workspace.shares.listShares()) console.log(share.name);
 * const all = await workspace.shares.listShares().toArray();
 * const firstPage = await workspace.shares.listShares({ max_results: 10 }).page();
 * ```
 *
 * Nothing is sent before it is read; each reading sends the calls anew. Throws as every call does.
 */
export class List<Item, Page> implements AsyncIterable<Item> {
  readonly #send: Send;
  readonly #call: ListCall;
  readonly #options: CallOptions | undefined;

  constructor(send: Send, call: ListCall, options: CallOptions | undefined) {
    this.#send = send;
    this.#call = call;
    this.#options = options;
  }

  /** The first page, as the workspace answers it. One call. */
  page(): Promise<Page> {
    return this.#send<Page>(this.#call, this.#options);
  }

  /** Every page, as the workspace answers it. A page may be empty and not be the last one. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let call: ListCall | undefined = this.#call;
    while (call !== undefined) {
      const page: Page = await this.#send<Page>(call, this.#options);
      yield page;
      call = nextCall(call, page as PageFacts, itemsOf(page, call).length);
    }
  }

  /** Every item. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* itemsOf(page, this.#call) as readonly Item[];
  }

  /** Every item at once. */
  async toArray(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this) items.push(item);
    return items;
  }
}

const itemsOf = (page: unknown, { items }: ListCall): readonly unknown[] => {
  const found = (page as Readonly<Record<string, unknown>>)[items];
  return Array.isArray(found) ? found : [];
};

/** The fields that a list is asked by: in the body of a POST, else in the query. */
const requestOf = (call: ListCall): Readonly<Record<string, unknown>> => ({ ...(call.body ?? call.query) });

const withFields = (call: ListCall, fields: object): ListCall =>
  call.body === undefined
    ? { ...call, query: { ...call.query, ...fields } }
    : { ...call, body: { ...call.body, ...fields } };

const nextCall = (call: ListCall, page: PageFacts, received: number): ListCall | undefined => {
  if (call.paging === 'token') return nextByToken(call, page.next_page_token);
  if (call.paging === 'scim') return nextByIndex(call, page, received);
  return undefined;
};

const nextByToken = (call: ListCall, token: string | undefined): ListCall | undefined => {
  if (token === undefined || token === null || token === '') return undefined;
  if (token === requestOf(call)['page_token']) {
    throw new Error(
      `${call.method} ${call.path}: the page token leads back to its own page, so that the list never ends.`,
    );
  }
  return withFields(call, { page_token: token });
};

/** The next index follows from what came, because a server may send less than was asked for. */
const nextByIndex = (call: ListCall, page: PageFacts, received: number): ListCall | undefined => {
  const startIndex = Number(requestOf(call)['startIndex'] ?? 1) + received;
  if (received === 0 || (page.totalResults !== undefined && startIndex > page.totalResults)) return undefined;
  return withFields(call, { startIndex });
};
