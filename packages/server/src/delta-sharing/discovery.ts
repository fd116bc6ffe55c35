import type { deltaSharing } from '@boathouse/contract';
import { prepared, rowCount } from '../database/prepared.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { type Page, readPage } from '../http/paging.ts';
import {
  activeTables,
  type GrantedShare,
  getGrantedShare,
  grantedShares,
  requireSharedSchema,
  type SharedTable,
} from './shared-objects.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

/** Items of a page at most, and when a client names no number. */
const maxPage = 500;

const sizeOf = (maxResults: number | undefined): number => Math.min(maxResults ?? maxPage, maxPage);

const toList = <Item, Shown>({ items, nextPageToken }: Page<Item>, show: (item: Item) => Shown) => ({
  items: items.map(show),
  // Never an empty string: clients would ask for the next page for ever.
  ...(nextPageToken === undefined ? {} : { nextPageToken }),
});

const showShare = ({ id, name, comment }: GrantedShare) => ({ name, id, ...(comment === null ? {} : { comment }) });

const showTable = (share: GrantedShare) => (table: SharedTable) => ({
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

const pageRequest = ({ maxResults, pageToken }: Paging, context: Context<RecipientCaller>, ...list: string[]) => ({
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
  share: showShare(await getGrantedShare(workspace.database.read, principal, share)),
});

const listSchemas: All['listSchemas'] = async (request, context) => {
  const { read } = context.workspace.database;
  const share = await getGrantedShare(read, context.principal, request.share);
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'schemas', share.id),
    (after, limit) =>
      read
        .selectFrom(activeTables(read, share.id).as('active'))
        .select(({ fn }) => ['schemaKey', fn.min<string>('schema').as('schema')])
        .where('schemaKey', '>', after)
        .groupBy('schemaKey')
        .orderBy('schemaKey')
        .limit(limit)
        .execute(),
    row => row.schemaKey,
  );
  return toList(page, ({ schema }) => ({ name: schema, share: share.name }));
};

const listTables: All['listTables'] = async (request, context) => {
  const { read } = context.workspace.database;
  const share = await getGrantedShare(read, context.principal, request.share);
  await requireSharedSchema(read, share, request.schema);
  const schemaKey = request.schema.toLowerCase();
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'tables', share.id, schemaKey),
    (after, limit) =>
      activeTables(read, share.id)
        .where('shared_schema_key', '=', schemaKey)
        .where('shared_name_key', '>', after)
        .orderBy('shared_name_key')
        .limit(limit)
        .execute(),
    table => table.nameKey,
  );
  return toList(page, showTable(share));
};

/** Names hold no dot, so that schema and table cut at it are themselves again. */
const keyOf = (table: SharedTable): string => `${table.schemaKey}.${table.nameKey}`;

const listAllTables: All['listAllTables'] = async (request, context) => {
  const { read } = context.workspace.database;
  const share = await getGrantedShare(read, context.principal, request.share);
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'all-tables', share.id),
    (after, limit) => {
      const [schema = '', name = ''] = after.split('.');
      return activeTables(read, share.id)
        .where(where =>
          where.or([
            where('shared_schema_key', '>', schema),
            where.and([where('shared_schema_key', '=', schema), where('shared_name_key', '>', name)]),
          ]),
        )
        .orderBy('shared_schema_key')
        .orderBy('shared_name_key')
        .limit(limit)
        .execute();
    },
    keyOf,
  );
  return toList(page, showTable(share));
};

/** What a recipient can find: shares, their schemas and tables. */
export const discovery = { listShares, getShare, listSchemas, listTables, listAllTables };
