import { parseHost, readConfigText, WorkspaceClient } from '@boathouse/sdk';
import { password, text } from '@clack/prompts';
import { Command } from 'commander';
import { UsageError } from '../failures.ts';
import { globalsOf } from '../globals.ts';
import { replaceFile } from '../replace-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { firstLine } from './first-line.ts';
import { withProfile } from './profile-text.ts';

/** `boathouse configure`: keeps a login as a profile. */
export const configureCommand = (surroundings: Surroundings): Command => {
  const command = new Command('configure')
    .summary('keep a login as a profile')
    .description(
      'Asks for the host of a workspace and a personal access token, tries them, and keeps them as a profile of the ' +
        'configuration file (~/.databrickscfg, or DATABRICKS_CONFIG_FILE) that official clients read too. Without a ' +
        'terminal the token is the first line of standard input.',
    )
    .option('--host <url>', 'URL of the workspace')
    .option('--no-verify', 'do not try the login');
  return command.action(() => run(command, surroundings));
};

const run = async (command: Command, surroundings: Surroundings): Promise<void> => {
  const { env, fetch, signal, stderr } = surroundings;
  const { host: given, verify } = command.opts<{ host?: string; verify: boolean }>();
  const profile = globalsOf(command, surroundings).profile ?? (env['DATABRICKS_CONFIG_PROFILE'] || 'DEFAULT');
  if (/[[\]\r\n]/.test(profile)) throw new UsageError('The name of a profile holds no brackets and no line ends.');
  const host = parseHost(given ?? (await askForHost(surroundings)));
  const token = await askForToken(surroundings);
  // It also refuses a token that no header can carry.
  const client = new WorkspaceClient({ host, token, env: {}, fetch });
  const user = verify ? (await client.currentUser.me({}, { signal })).userName : undefined;
  const { path, text: before = '' } = readConfigText(env['DATABRICKS_CONFIG_FILE'] || undefined);
  await replaceFile(path, withProfile(before, path, profile, { host, token: token.trim() }), 0o600);
  const as = user === undefined ? '' : `, signed in as ${user}`;
  stderr.write(`Profile "${profile}" of ${path} is for ${host}${as}.\n`);
};

const askForHost = async ({ stdin, stderr, env }: Surroundings): Promise<string> => {
  if (env['DATABRICKS_HOST']) return env['DATABRICKS_HOST'];
  if (stdin.isTTY !== true) throw new UsageError('Give the workspace by --host.');
  return answered(
    await text({ message: 'Host of the workspace', placeholder: 'https://…', input: stdin, output: stderr }),
  );
};

const askForToken = async ({ stdin, stderr }: Surroundings): Promise<string> => {
  const token = stdin.isTTY
    ? answered(await password({ message: 'Personal access token', input: stdin, output: stderr }))
    : await firstLine(stdin);
  if (token.trim() === '') throw new UsageError('There is no token: it is the first line of standard input.');
  return token;
};

const answered = (answer: string | symbol): string => {
  if (typeof answer === 'string') return answer;
  throw new UsageError('Nothing was changed.');
};
