import type { deltaSharing } from '@boathouse/contract';
import { prepared, rowCount } from '../database/prepared.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { type Page, readPage } from '../http/paging.ts';
import { listedTables } from './listed-tables.ts';
import {
  activeSchemas,
  type GrantedShare,
  getGrantedShare,
  grantedShares,
  type ListedTable,
  requireSharedSchema,
} from './shared-objects.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

/** Items of a page at most, and when a client names no number. */
const maxPage = 500;

const sizeOf = (maxResults: number | undefined): number => Math.min(maxResults ?? maxPage, maxPage);

/** A page as the protocol writes it. */
export const toList = <Item, Shown>({ items, nextPageToken }: Page<Item>, show: (item: Item) => Shown) => ({
  items: items.map(show),
  // Never an empty string: clients would ask for the next page for ever.
  ...(nextPageToken === undefined ? {} : { nextPageToken }),
});

const showShare = ({ id, name, comment }: GrantedShare) => ({ name, id, ...(comment === null ? {} : { comment }) });

const showTable = (share: GrantedShare) => (table: ListedTable) => ({
  name: table.name,
  schema: table.schema,
  share: share.name,
  shareId: share.id,
  id: table.tableId,
});

interface Paging {
  readonly maxResults?: number;
  readonly pageToken?: string;
}

/** Which page of a list a recipient asks for. */
export const pageRequest = (
  { maxResults, pageToken }: Paging,
  context: Context<RecipientCaller>,
  ...list: string[]
) => ({
  binding: ['delta-sharing', context.principal.id, ...list],
  token: pageToken,
  size: sizeOf(maxResults),
});

const sharesPage = prepared(
  (
    database,
    { recipient, after, limit }: { readonly recipient: string; readonly after: string; readonly limit: number },
  ) =>
    grantedShares(database.read, recipient)
      .where('shares.name_key', '>', after)
      .orderBy('shares.name_key')
      .limit(rowCount(limit)),
);

const listShares: All['listShares'] = async (request, context) => {
  const { workspace, principal } = context;
  const { database } = workspace;
  const page = await readPage(
    workspace,
    pageRequest(request, context, 'shares'),
    (after, limit) => database.execute(sharesPage(database, { recipient: principal.id, after, limit })),
    share => share.name_key,
  );
  return toList(page, showShare);
};

const getShare: All['getShare'] = async ({ share }, { workspace, principal }) => ({
  share: showShare(await getGrantedShare(workspace.database, principal, share)),
});

interface PageOfShare {
  readonly share: string;
  readonly after: string;
  readonly limit: number;
}

const schemasPage = prepared((database, { share, after, limit }: PageOfShare) =>
  database.read
    .selectFrom(activeSchemas(database.read, share).as('active'))
    .select(({ fn }) => ['schemaKey', fn.min<string>('schema').as('schema')])
    .where('schemaKey', '>', after)
    .groupBy('schemaKey')
    .orderBy('schemaKey')
    .limit(rowCount(limit)),
);

const listSchemas: All['listSchemas'] = async (request, context) => {
  const { database } = context.workspace;
  const share = await getGrantedShare(database, context.principal, request.share);
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'schemas', share.id),
    (after, limit) => database.execute(schemasPage(database, { share: share.id, after, limit })),
    row => row.schemaKey,
  );
  return toList(page, ({ schema }) => ({ name: schema, share: share.name }));
};

/** Which page of the objects of a schema is read, or of all schemas from this one on. */
export interface PageOfSchema extends PageOfShare {
  readonly schema: string;
}

const listTables: All['listTables'] = async (request, context) => {
  const { database } = context.workspace;
  const share = await getGrantedShare(database, context.principal, request.share);
  const schema = request.schema.toLowerCase();
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'tables', share.id, schema),
    (after, limit) => listedTables(database, { share: share.id, schema, after, limit }, 'schema'),
    table => table.nameKey,
  );
  // A table that can be read says as much. Otherwise the schema is empty, or not there.
  if (page.items.length === 0) await requireSharedSchema(database, share, request.schema);
  return toList(page, showTable(share));
};

/** Where a table or volume is in a list over all schemas. Names hold no dot, so that a key cut at it gives both again. */
export const keyOf = ({ schemaKey, nameKey }: Pick<ListedTable, 'schemaKey' | 'nameKey'>): string =>
  `${schemaKey}.${nameKey}`;

const listAllTables: All['listAllTables'] = async (request, context) => {
  const { database } = context.workspace;
  const share = await getGrantedShare(database, context.principal, request.share);
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'all-tables', share.id),
    (last, limit) => {
      const [schema = '', after = ''] = last.split('.');
      return listedTables(database, { share: share.id, schema, after, limit }, 'share');
    },
    keyOf,
  );
  return toList(page, showTable(share));
};

/** What a recipient can find: shares, their schemas and tables. */
export const discovery = { listShares, getShare, listSchemas, listTables, listAllTables };
