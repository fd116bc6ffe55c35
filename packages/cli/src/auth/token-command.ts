import { type FoundLogin, getToken, resolveLogin } from '@boathouse/sdk';
import { Command } from 'commander';
import { debugFetch } from '../debug.ts';
import { LoginError, UsageError } from '../failures.ts';
import { type Globals, globalsOf } from '../globals.ts';
import { writeObject } from '../output/write-object.ts';
import type { Surroundings } from '../surroundings.ts';
import { commandLineLogin } from './login-host.ts';

/** `boathouse auth token`: gives other programs a token, in the form in which official clients take it. */
export const tokenCommand = (surroundings: Surroundings): Command => {
  const command = new Command('token')
    .summary('print an access token')
    .description(
      'Prints an access token as JSON, renewed when it is about to end. With --host it is that of `auth login`. ' +
        'Official clients run this command when DATABRICKS_CLI_PATH names this program.',
    )
    .option('--host <url>', 'URL of the workspace');
  return command.action(() => run(command, surroundings));
};

const run = async (command: Command, surroundings: Surroundings): Promise<void> => {
  const globals = globalsOf(command, surroundings);
  const login = loginOf(command.opts<{ host?: string }>().host, globals, surroundings);
  if (login.authType === 'pat') {
    throw new UsageError('This login is a personal access token, which is not renewed. Read it where it is kept.');
  }
  const fetch = globals.debug ? debugFetch(surroundings) : surroundings.fetch;
  const { value, expiresAt } = await getToken(login, { fetch });
  const token = { access_token: value, token_type: 'Bearer', expiry: localTime(expiresAt) };
  await writeObject(token, 'json', surroundings.stdout);
};

const loginOf = (host: string | undefined, globals: Globals, surroundings: Surroundings): FoundLogin => {
  if (host !== undefined) return commandLineLogin(host, globals, surroundings);
  try {
    return resolveLogin({ env: surroundings.env, profile: globals.profile });
  } catch (error) {
    throw new LoginError((error as Error).message, { cause: error });
  }
};

/** ISO 8601 with the machine's own offset: an official client cuts the offset off and takes the rest for local time. */
const localTime = (time: number): string => {
  const offset = -new Date(time).getTimezoneOffset();
  const part = (minutes: number) => String(Math.abs(minutes)).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${part(Math.trunc(offset / 60))}:${part(offset % 60)}`;
  return new Date(time + offset * 60_000).toISOString().replace('Z', zone);
};
