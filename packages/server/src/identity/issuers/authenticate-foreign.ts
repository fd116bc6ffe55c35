import { ApiError } from '../../http/api-error.ts';
import type { Caller, RequestFacts } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import { toCaller } from '../to-caller.ts';
import { RefusedToken } from './refused-token.ts';
import { signInByToken } from './sign-in-by-token.ts';
import { claimedIssuer } from './trusted-issuers.ts';

/** Whether a token says that it is of an issuer that the workspace trusts. */
export const isForeign = ({ issuers }: Workspace, token: string): boolean =>
  issuers.all.length > 0 && claimedIssuer(issuers, token) !== undefined;

/**
 * Finds out who calls with a JWT that the workspace has not made itself.
 *
 * @throws ApiError INVALID_ACCESS_TOKEN for one that is not good, saying why; TEMPORARILY_UNAVAILABLE when its issuer
 * cannot be asked
 */
export const authenticateForeign = async (
  workspace: Workspace,
  token: string,
  request: RequestFacts,
): Promise<Caller> => {
  try {
    return toCaller(await signInByToken(workspace, { token, applicationId: undefined }, request));
  } catch (error) {
    if (!(error instanceof RefusedToken)) throw error;
    throw new ApiError('INVALID_ACCESS_TOKEN', `Invalid access token. The token ${error.message}.`, { cause: error });
  }
};
