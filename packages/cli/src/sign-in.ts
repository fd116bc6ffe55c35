import type { Operation } from '@boathouse/contract';
import { ConfigError, WorkspaceClient } from '@boathouse/sdk';
import { debugFetch } from './debug.ts';
import { LoginError } from './failures.ts';
import type { Globals } from './globals.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

/**
 * The client of the workspace that the options, the environment or a profile name.
 *
 * @param operation what it is for, by which `--debug` knows what is secret
 * @throws LoginError when there is no usable login
 */
export const signIn = (globals: Globals, surroundings: Surroundings, operation?: Operation): WorkspaceClient => {
  const { env, fetch } = surroundings;
  try {
    return new WorkspaceClient({
      env,
      profile: globals.profile,
      fetch: globals.debug ? debugFetch(surroundings, operation) : fetch,
      product: `boathouse-cli/${version}`,
    });
  } catch (error) {
    if (error instanceof ConfigError) {
      throw new LoginError(
        `${error.message} \`boathouse configure\` makes a profile, and so does \`boathouse auth login\`.`,
      );
    }
    throw error;
  }
};
