import { operation, service } from '../operation.ts';
import { Empty, Int64, Type } from '../schema.ts';
import {
  FoundTable,
  SharedSchemaPage,
  SharedShareAnswer,
  SharedSharePage,
  SharedTablePage,
  TableLine,
  TemporaryCredentials,
} from './models.ts';
import { list, paging, schema, share } from './request-fields.ts';
import { volumeOperations } from './volumes.ts';

const table = Type.String({ description: 'Name of the table within the schema; case does not matter.' });

const tablePath = '/delta-sharing/shares/{share}/schemas/{schema}/tables/{table}';

const startingTimestamp = Type.Optional(
  Type.String({ description: 'Asks for the first version at or after this time, ISO 8601 in UTC.' }),
);

const idempotencyKey = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 255,
    description:
      'Names an asynchronous query, once for each recipient and table: sent again, it is the same query. Clients write it in either way.',
  }),
);

/** The recipient's side of Delta Sharing and OpenSharing. Rules and names are those of the protocol document. */
export const deltaSharing = service(
  'deltaSharing',
  'delta-sharing',
  'Reads what providers share, with a recipient token.',
  {
    listShares: operation({
      summary: 'List the shares that the recipient may read',
      method: 'GET',
      path: '/delta-sharing/shares',
      request: Type.Object(paging),
      response: SharedSharePage,
      paging: { items: 'items', style: 'delta-sharing' },
      ...list,
      errors: [],
    }),
    getShare: operation({
      summary: 'Get a share',
      method: 'GET',
      path: '/delta-sharing/shares/{share}',
      request: Type.Object({ share }),
      response: SharedShareAnswer,
      ...list,
    }),
    listSchemas: operation({
      summary: 'List the schemas of a share',
      method: 'GET',
      path: '/delta-sharing/shares/{share}/schemas',
      request: Type.Object({ share, ...paging }),
      response: SharedSchemaPage,
      paging: { items: 'items', style: 'delta-sharing' },
      ...list,
    }),
    listTables: operation({
      summary: 'List the tables of a schema',
      method: 'GET',
      path: '/delta-sharing/shares/{share}/schemas/{schema}/tables',
      request: Type.Object({ share, schema, ...paging }),
      response: SharedTablePage,
      paging: { items: 'items', style: 'delta-sharing' },
      ...list,
    }),
    listAllTables: operation({
      summary: 'List the tables of all schemas of a share',
      method: 'GET',
      path: '/delta-sharing/shares/{share}/all-tables',
      request: Type.Object({ share, ...paging }),
      response: SharedTablePage,
      paging: { items: 'items', style: 'delta-sharing' },
      ...list,
    }),
    getTable: operation({
      summary: 'Get a table',
      description: 'Of OpenSharing.',
      method: 'GET',
      path: tablePath,
      request: Type.Object({ share, schema, table }),
      response: FoundTable,
      ...list,
    }),
    getTableVersion: operation({
      summary: 'Get the version of a table',
      description: 'The version is in the header `Delta-Table-Version`; there is no body.',
      method: 'GET',
      path: `${tablePath}/version`,
      request: Type.Object({ share, schema, table, startingTimestamp }),
      response: Empty,
      ...list,
    }),
    headTable: operation({
      summary: 'Get the version of a table, as old clients ask for it',
      description: 'The version is in the header `Delta-Table-Version`.',
      method: 'HEAD',
      path: tablePath,
      request: Type.Object({ share, schema, table, startingTimestamp }),
      response: Empty,
      ...list,
    }),
    getTableMetadata: operation({
      summary: 'Get schema and facts of a table',
      description: 'Two lines: protocol and metaData.',
      method: 'GET',
      path: `${tablePath}/metadata`,
      request: Type.Object({
        share,
        schema,
        table,
        version: Type.Optional(
          Int64({ minimum: 0, description: 'A past version; only of tables shared with history.' }),
        ),
        timestamp: Type.Optional(
          Type.String({ description: 'A past time, ISO 8601 in UTC; only of tables shared with history.' }),
        ),
      }),
      response: TableLine,
      lines: true,
      ...list,
    }),
    queryTable: operation({
      summary: 'Read a table',
      description:
        'Lines: protocol, metaData, then one for each data file, with a signed URL. The header `delta-sharing-capabilities` chooses the response format and asks for an `endStreamAction`, or for an answer that may come later (`asyncquery=true`).',
      method: 'POST',
      path: `${tablePath}/query`,
      request: Type.Object({
        share,
        schema,
        table,
        predicateHints: Type.Optional(
          Type.Array(Type.String({ description: 'A condition in SQL.' }), {
            description:
              'Conditions in SQL that rows are wanted by. A hint: files without such rows may be left out. More than 1000, or than 64 KiB of them, are ignored.',
          }),
        ),
        jsonPredicateHints: Type.Optional(
          Type.String({
            description:
              'A condition as JSON text. A hint: one that is not understood, or longer than 1 MiB, is ignored.',
          }),
        ),
        limitHint: Type.Optional(
          Int64({ minimum: 0, description: 'How many rows are wanted. A hint: the files may hold more.' }),
        ),
        version: Type.Optional(
          Int64({ minimum: 0, description: 'A past version; only of tables shared with history.' }),
        ),
        timestamp: Type.Optional(
          Type.String({ description: 'A past time, ISO 8601 in UTC; only of tables shared with history.' }),
        ),
        startingVersion: Type.Optional(
          Int64({ minimum: 0, description: 'Asks for the changes since a version instead of a snapshot.' }),
        ),
        endingVersion: Type.Optional(
          Int64({ minimum: 0, description: 'Last version of the changes; only with `startingVersion`.' }),
        ),
        includeHistoricalProtocol: Type.Optional(
          Type.Boolean({
            description:
              'Asks for the protocol of each version where it changed; only with `startingVersion`, and of use in the delta format alone.',
          }),
        ),
        idempotencyKey,
        idempotency_key: idempotencyKey,
        maxFiles: Type.Optional(Int64({ minimum: 1, description: 'Files at most in one page.' })),
        pageToken: Type.Optional(Type.String({ description: 'Continues a paged query.' })),
        includeRefreshToken: Type.Optional(
          Type.Boolean({ description: 'Asks for a token that renews the URLs of this answer.' }),
        ),
        refreshToken: Type.Optional(Type.String({ description: 'Renews the URLs of an earlier answer.' })),
      }),
      response: TableLine,
      lines: true,
      readOnly: true,
      ...list,
    }),
    queryTableChanges: operation({
      summary: 'Read the changes of a table',
      description: 'The change data feed: lines for the files of each version, with how their rows changed.',
      method: 'GET',
      path: `${tablePath}/changes`,
      request: Type.Object({
        share,
        schema,
        table,
        startingVersion: Type.Optional(
          Int64({ minimum: 0, description: 'First version; this or `startingTimestamp`.' }),
        ),
        startingTimestamp: Type.Optional(Type.String({ description: 'First time, ISO 8601 in UTC.' })),
        endingVersion: Type.Optional(Int64({ minimum: 0, description: 'Last version; the newest when absent.' })),
        endingTimestamp: Type.Optional(Type.String({ description: 'Last time, ISO 8601 in UTC.' })),
        includeHistoricalMetadata: Type.Optional(
          Type.Boolean({ description: 'Asks for the metadata of each version where it changed.' }),
        ),
        includeHistoricalProtocol: Type.Optional(
          Type.Boolean({
            description: 'Asks for the protocol of each version where it changed; of use in the delta format alone.',
          }),
        ),
        maxFiles: Type.Optional(Int64({ minimum: 1, description: 'Files at most in one page.' })),
        pageToken: Type.Optional(Type.String({ description: 'Continues a paged answer.' })),
      }),
      response: TableLine,
      lines: true,
      ...list,
    }),
    getQuery: operation({
      summary: 'Ask for the answer of an asynchronous query',
      description:
        'A line `queryStatus` as long as the answer is not there, then the lines of the answer. A query that failed is an error.',
      method: 'POST',
      path: `${tablePath}/queries/{queryId}`,
      request: Type.Object({
        share,
        schema,
        table,
        queryId: Type.String({ description: 'Id that the query was answered with.' }),
        maxFiles: Type.Optional(Int64({ minimum: 1, description: 'Files at most in one page.' })),
        pageToken: Type.Optional(Type.String({ description: 'Continues a paged answer.' })),
      }),
      response: TableLine,
      lines: true,
      readOnly: true,
      ...list,
    }),
    generateTemporaryTableCredential: operation({
      summary: 'Get credentials for the folder of a table',
      description: 'For tables that are read as a directory: the client lists and reads the files itself.',
      method: 'POST',
      path: `${tablePath}/temporary-table-credentials`,
      request: Type.Object({
        share,
        schema,
        table,
        location: Type.Optional(
          Type.String({ description: 'Root of the table, as its metadata tells it. It must be given.' }),
        ),
      }),
      response: TemporaryCredentials,
      readOnly: true,
      ...list,
    }),
    ...volumeOperations,
  },
);
