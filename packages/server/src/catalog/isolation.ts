import type { RequestOf, storageCredentials } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';

type IsolationMode = RequestOf<(typeof storageCredentials)['operations']['update']>['isolation_mode'];

/** The only isolation that there is: the metastore has one workspace, which may use all that is in it. */
export const openOnly = 'ISOLATION_MODE_OPEN' as const;

/** @throws ApiError INVALID_PARAMETER_VALUE for any other isolation */
export const refuseIsolated = (mode: IsolationMode): void => {
  if (mode === undefined || mode === openOnly) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Field 'isolation_mode' must be ${openOnly}: the metastore has one workspace, and no bindings.`,
  );
};
