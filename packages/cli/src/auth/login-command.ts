import { beginLogin, parseHost, readConfigText, WorkspaceClient } from '@boathouse/sdk';
import { Command } from 'commander';
import { debugFetch } from '../debug.ts';
import { UsageError } from '../failures.ts';
import { type Globals, globalsOf } from '../globals.ts';
import { replaceFile } from '../replace-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { startCallbackServer } from './callback-server.ts';
import { commandLineLogin } from './login-host.ts';
import { withProfile } from './profile-text.ts';

/** `boathouse auth login`: signs a person in by their browser. */
export const loginCommand = (surroundings: Surroundings): Command => {
  const command = new Command('login')
    .summary('sign in by a browser')
    .description(
      'Prints the address at which you sign in, and waits for your browser to come back. The login is kept in ' +
        '~/.databricks/token-cache.json, and a profile of the configuration file says to use it.',
    )
    .option('--host <url>', 'URL of the workspace');
  return command.action(() => run(command, surroundings));
};

const profileOf = ({ profile }: Globals, { env }: Surroundings): string => {
  const name = profile ?? (env['DATABRICKS_CONFIG_PROFILE'] || 'DEFAULT');
  if (/[[\]\r\n]/.test(name)) throw new UsageError('The name of a profile holds no brackets and no line ends.');
  return name;
};

const run = async (command: Command, surroundings: Surroundings): Promise<void> => {
  const { env, signal, stderr } = surroundings;
  const globals = globalsOf(command, surroundings);
  const fetch = globals.debug ? debugFetch(surroundings) : surroundings.fetch;
  const profile = profileOf(globals, surroundings);
  const { host: given } = command.opts<{ host?: string }>();
  const host = given === undefined ? commandLineLogin(undefined, globals, surroundings).host : parseHost(given);
  await signIn(host, { ...surroundings, fetch });
  const me = await new WorkspaceClient({ host, authType: 'databricks-cli', env, fetch }).currentUser.me({}, { signal });
  const { path, text = '' } = readConfigText(env['DATABRICKS_CONFIG_FILE'] || undefined);
  await replaceFile(path, withProfile(text, path, profile, { host, auth_type: 'databricks-cli' }), 0o600);
  stderr.write(`Profile "${profile}" of ${path} is for ${host}, signed in as ${me.userName}.\n`);
};

const signIn = async (host: string, { env, fetch, signal, stderr }: Surroundings): Promise<void> => {
  await using server = await startCallbackServer(signal);
  const login = await beginLogin({ host, redirectUri: server.redirectUri, env, fetch });
  stderr.write(`Open this address in a browser and sign in:\n\n  ${login.url}\n\n`);
  await login.finish(await server.returned);
};
