import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { type Credential, checkCredential, hasAddress } from './credential-kinds.ts';
import { metastoreRights } from './securables.ts';

/**
 * Checks a credential that a caller wants to store or to try.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE; PERMISSION_DENIED for one that says where requests go, unless by a metastore
 *   admin: whoever may make credentials shall not reach what only the server can reach
 */
export const admitCredential = async (context: Context, credential: Credential, queries?: Queries): Promise<void> => {
  if (context.workspace.config.strict && credential.kind.startsWith('boathouse.')) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      "Field 'boathouse' is not part of Databricks, and the workspace is strict.",
    );
  }
  checkCredential(credential);
  if (!hasAddress(credential) || (await metastoreRights(context, queries)).rights.admin) return;
  throw new ApiError(
    'PERMISSION_DENIED',
    'Only metastore admins may say where the server sends requests to: leave out endpoint, authority, token_endpoint and sts_endpoint.',
  );
};
