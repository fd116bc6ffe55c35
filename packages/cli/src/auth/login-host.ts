import { type FoundLogin, resolveLogin } from '@boathouse/sdk';
import { LoginError } from '../failures.ts';
import type { Globals } from '../globals.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * The login of the command line for a workspace: the one that is named, or that of the environment or the profile.
 *
 * @param host as it was given by `--host`
 * @throws LoginError when no workspace is named
 */
export const commandLineLogin = (host: string | undefined, { profile }: Globals, { env }: Surroundings): FoundLogin => {
  try {
    return resolveLogin({ host, profile: host === undefined ? profile : undefined, env, authType: 'databricks-cli' });
  } catch (error) {
    throw new LoginError((error as Error).message, { cause: error });
  }
};
