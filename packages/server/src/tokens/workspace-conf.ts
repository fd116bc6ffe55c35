import { workspaceConf } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { type Conf, keyNames, readConf, requireKey, requireValue, writeConf } from './conf.ts';

/** Whoever turns tokens off has another way in, by which they can be turned on again. */
const keepWayIn = (change: Partial<Conf>, tokenId: string | undefined): void => {
  if (change.enableTokensConfig !== 'false' || tokenId === undefined) return;
  throw new ApiError(
    'INVALID_STATE',
    'This call was made with a personal access token, which would not be good any more. Sign in with OAuth to turn tokens off.',
  );
};

export const workspaceConfRoom = room(workspaceConf, authenticateCaller, {
  getStatus: async (request, { workspace }) => {
    const asked = request.keys.split(',').map(key => requireKey(key.trim()));
    const conf = await readConf(workspace.database.read);
    return Object.fromEntries(asked.map(key => [key, conf[key]]));
  },

  setStatus: async ({ contents }, context) => {
    const entries = Object.entries(contents).map(([name, value]) => {
      const key = requireKey(name);
      return [key, requireValue(key, value)];
    });
    if (entries.length === 0) {
      throw new ApiError('INVALID_PARAMETER_VALUE', `The body has no setting. Name one of ${keyNames.join(', ')}.`);
    }
    const change: Partial<Conf> = Object.fromEntries(entries);
    keepWayIn(change, context.principal.tokenId);
    await context.write(transaction => writeConf(transaction, change));
    return {};
  },
});
