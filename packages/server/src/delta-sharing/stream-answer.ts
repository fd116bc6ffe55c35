import type { Answer } from '../http/answer.ts';
import { answerChanges } from './changes-answer.ts';
import { pagingOf, parametersOf, type QueryRequest } from './query-request.ts';
import type { TableCall } from './table-call.ts';
import { requireHistory } from './table-history.ts';
import { versionRange } from './version-range.ts';

/**
 * Answers a query with `startingVersion`: every file that the versions from that one on add or remove, and the metadata
 * wherever it changes.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE; DeltaError
 */
export const answerStream = (
  call: TableCall,
  request: QueryRequest & { readonly startingVersion: number },
): Promise<Answer> => {
  requireHistory(call.opened);
  const parameters = parametersOf(request);
  const query = {
    kind: 'stream',
    parameters,
    paging: pagingOf(request),
    history: { metadata: true, protocol: parameters.includeHistoricalProtocol === true },
  } as const;
  return answerChanges(call, query, () => versionRange(call, request.startingVersion, request.endingVersion));
};
