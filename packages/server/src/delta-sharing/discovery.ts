import type { deltaSharing } from '@boathouse/contract';
import { prepared, rowCount } from '../database/prepared.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { readPage } from '../http/paging.ts';
import { listOfSchema, listOfShare } from './listed-objects.ts';
import { listedTables } from './listed-tables.ts';
import { pageRequest, toList } from './page-request.ts';
import { activeSchemas, type GrantedShare, getGrantedShare, getSharedTable, grantedShares } from './shared-objects.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

const showShare = ({ id, name, comment }: GrantedShare) => ({ name, id, ...(comment === null ? {} : { comment }) });

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

interface PageOfSchemas {
  readonly share: string;
  readonly after: string;
  readonly limit: number;
}

const schemasPage = prepared((database, { share, after, limit }: PageOfSchemas) =>
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

const listTables: All['listTables'] = (request, context) => listOfSchema(listedTables, request, context);

const listAllTables: All['listAllTables'] = (request, context) => listOfShare(listedTables, request, context);

const getTable: All['getTable'] = async (request, { workspace, principal }) => {
  const { share, table } = await getSharedTable(workspace.database, principal, request);
  return { ...listedTables.show(share)(table), format: 'delta' };
};

/** What a recipient can find: shares, their schemas and tables. */
export const discovery = { listShares, getShare, listSchemas, listTables, listAllTables, getTable };
