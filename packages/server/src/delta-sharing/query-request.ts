import type { deltaSharing, RequestOf } from '@boathouse/contract';
import type { Predicate } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';
import { readPredicateHints } from './predicate-hints.ts';
import { readSqlPredicateHints } from './sql-predicate-hints.ts';

/** A query as it was sent, decoded. */
export type QueryRequest = RequestOf<(typeof deltaSharing)['operations']['queryTable']>;

/** What a query asks for: which rows of which versions. */
export type QueryParameters = Pick<
  QueryRequest,
  | 'predicateHints'
  | 'jsonPredicateHints'
  | 'limitHint'
  | 'version'
  | 'timestamp'
  | 'startingVersion'
  | 'endingVersion'
  | 'includeHistoricalProtocol'
>;

/** How the answer to a query is parted and renewed, which leaves alone what it asks for. */
export type QueryPaging = Pick<QueryRequest, 'maxFiles' | 'pageToken' | 'includeRefreshToken' | 'refreshToken'>;

const refused = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/** Whether a field was given: some clients send an empty text for no token, and say what they do not ask for. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== false;

const momentFields = ['version', 'timestamp', 'startingVersion'] as const;

const given = <Field extends string>(
  request: { readonly [Name in Field]?: unknown },
  fields: readonly Field[],
): readonly Field[] => fields.filter(field => isGiven(request[field]));

const quotedNames = (fields: readonly string[]): string => fields.map(field => `'${field}'`).join(' and ');

/**
 * Refuses more than one of the fields that say which version is meant.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const checkMoments = (request: Pick<QueryRequest, (typeof momentFields)[number]>): void => {
  const moments = given(request, momentFields);
  if (moments.length > 1) throw refused(`Fields ${quotedNames(moments)} exclude each other: give one of them.`);
};

/**
 * Refuses fields that contradict each other.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const checkQuery = (request: QueryRequest): void => {
  checkMoments(request);
  const [orphan] = given(request, ['endingVersion', 'includeHistoricalProtocol']);
  if (orphan !== undefined && request.startingVersion === undefined) {
    throw refused(`Field '${orphan}' is only for queries with 'startingVersion'.`);
  }
  const [contrary] = given(request, [...momentFields, 'pageToken']);
  if (contrary !== undefined && isGiven(request.refreshToken)) {
    throw refused(`Field 'refreshToken' renews the answer of a query for the latest version: leave out '${contrary}'.`);
  }
};

/** What a query asks for, without how the answer is parted. Fields that were not given are not there. */
export const parametersOf = (request: QueryRequest): QueryParameters => {
  const { share, schema, table, maxFiles, pageToken, includeRefreshToken, refreshToken, ...rest } = request;
  const { idempotencyKey, idempotency_key, ...parameters } = rest;
  return parameters;
};

/** How the answer is parted and renewed; an empty token is none. */
export const pagingOf = ({ maxFiles, includeRefreshToken, ...request }: QueryPaging): QueryPaging => ({
  ...(maxFiles !== undefined && { maxFiles }),
  ...(includeRefreshToken !== undefined && { includeRefreshToken }),
  ...(isGiven(request.pageToken) && { pageToken: request.pageToken ?? '' }),
  ...(isGiven(request.refreshToken) && { refreshToken: request.refreshToken ?? '' }),
});

/** The condition that rows are wanted by: the JSON hint and the SQL hints together, as far as they are understood. */
export const predicateOf = (
  { jsonPredicateHints, predicateHints = [] }: QueryParameters,
  schemaString: string,
): Predicate | undefined => {
  const children = [readPredicateHints(jsonPredicateHints), readSqlPredicateHints(predicateHints, schemaString)].filter(
    predicate => predicate !== undefined,
  );
  return children.length < 2 ? children[0] : { op: 'and', children };
};
