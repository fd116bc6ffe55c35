import type { Database, Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { capabilitiesHeader, readCapabilities } from './capabilities.ts';
import { fileIdHashHeader, readFileIdHash } from './file-id-hash.ts';
import type { QueryPaging, QueryParameters } from './query-request.ts';
import type { TableCall, Wishes } from './table-call.ts';

/** How long the answer of an asynchronous query can be asked for, in milliseconds. Clients give up after ten minutes. */
const life = 60 * 60 * 1000;

/** Characters of a request that is kept at most: a recipient may send many, which must not fill the database. */
const longestKept = 65_536;

/** A query that is answered later. Everything that the answer takes is here, so that any replica can give it. */
export interface AsyncQuery {
  readonly id: string;
  readonly parameters: QueryParameters;
  /** Of how the answer is parted, what only the first request says. */
  readonly paging: QueryPaging;
  readonly wishes: Wishes;
  /** The version that the answer is of: the one that was the latest when the query came. */
  readonly version: number;
}

/** A query to be kept: what it asks for, under which name. */
export interface NamedQuery {
  readonly key: string | undefined;
  readonly parameters: QueryParameters;
  readonly paging: QueryPaging;
}

/** What is kept of a request. */
interface KeptRequest {
  readonly parameters: QueryParameters;
  readonly includeRefreshToken?: boolean;
  readonly capabilities: string;
  readonly fileIdHash?: string;
}

/** The recipient's table that a query is about. */
type Asked = Pick<TableCall, 'context' | 'opened'>;

const keptRequest = ({ request }: Asked['context'], { parameters, paging }: NamedQuery): string => {
  const { includeRefreshToken } = paging;
  const fileIdHash = request.header(fileIdHashHeader);
  const kept: KeptRequest = {
    parameters,
    ...(includeRefreshToken !== undefined && { includeRefreshToken }),
    capabilities: request.header(capabilitiesHeader) ?? '',
    ...(fileIdHash !== undefined && { fileIdHash }),
  };
  return JSON.stringify(kept);
};

const reviveQuery = ({ id, request, version }: { id: string; request: string; version: number }): AsyncQuery => {
  const { parameters, includeRefreshToken, capabilities, fileIdHash } = JSON.parse(request) as KeptRequest;
  return {
    id,
    parameters,
    paging: includeRefreshToken === undefined ? {} : { includeRefreshToken },
    wishes: { capabilities: readCapabilities(capabilities), fileIdHash: readFileIdHash(fileIdHash) },
    version,
  };
};

/** Whether a query may be answered later. Who sends a longer one waits for the answer. */
export const isKeepable = (parameters: QueryParameters): boolean => JSON.stringify(parameters).length <= longestKept;

/** The queries that a recipient has sent of one table of one share. */
const queriesOf = (queries: Queries, { context, opened }: Asked) =>
  queries
    .selectFrom('async_queries')
    .select(['id', 'request', 'version'])
    .where('recipient_id', '=', context.principal.id)
    .where('share_id', '=', opened.share.id)
    .where('table_id', '=', opened.table.tableId)
    .where('expires_at', '>', context.workspace.database.now());

/**
 * An asynchronous query of the recipient that calls, of this very table.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST when there is none, or its time is over
 */
export const getAsyncQuery = async (call: Asked, id: string): Promise<AsyncQuery> => {
  const { read } = call.context.workspace.database;
  const row = await queriesOf(read, call).where('id', '=', id).executeTakeFirst();
  if (row !== undefined) return reviveQuery(row);
  throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'The query does not exist or has expired. Send it again.');
};

/**
 * The query that the recipient sent before under the same key.
 *
 * @param queries where to look
 * @throws ApiError RESOURCE_CONFLICT when it asked for something else
 */
export const findRepeated = async (
  queries: Queries,
  call: Asked,
  query: NamedQuery,
): Promise<AsyncQuery | undefined> => {
  if (query.key === undefined) return undefined;
  const row = await queriesOf(queries, call).where('idempotency_key', '=', query.key).executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.request === keptRequest(call.context, query)) return reviveQuery(row);
  throw new ApiError(
    'RESOURCE_CONFLICT',
    'The idempotency key was used for another query of this table. Use a new one for each query.',
  );
};

/**
 * Writes a query down for later, together with the audit record of the call. One that the recipient sends twice at once is
 * one query.
 *
 * @param version that the answer will be of
 * @returns its id
 * @throws ApiError RESOURCE_CONFLICT as {@link findRepeated}
 */
export const keepQuery = (call: Asked, query: NamedQuery, version: number): Promise<string> => {
  const { context, opened } = call;
  const [id, now] = [context.workspace.newId(), context.workspace.now()];
  return context.write(async transaction => {
    const earlier = await findRepeated(transaction, call, query);
    if (earlier !== undefined) return earlier.id;
    const row = {
      id,
      recipient_id: context.principal.id,
      share_id: opened.share.id,
      table_id: opened.table.tableId,
      idempotency_key: query.key ?? null,
      request: keptRequest(context, query),
      version,
      created_at: now,
      expires_at: now + life,
    };
    // Only one that has expired can still have the key.
    await transaction
      .insertInto('async_queries')
      .values(row)
      .onConflict(conflict =>
        conflict.columns(['recipient_id', 'share_id', 'table_id', 'idempotency_key']).doUpdateSet(row),
      )
      .execute();
    return id;
  });
};

/** Takes away queries whose time is over. */
export const pruneAsyncQueries = (database: Database, now: number): Promise<void> =>
  database.write(async transaction => {
    await transaction.deleteFrom('async_queries').where('expires_at', '<', now).execute();
  });
