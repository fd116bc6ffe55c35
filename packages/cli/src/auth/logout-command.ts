import { endLogin } from '@boathouse/sdk';
import { Command } from 'commander';
import { debugFetch } from '../debug.ts';
import { globalsOf } from '../globals.ts';
import type { Surroundings } from '../surroundings.ts';
import { commandLineLogin } from './login-host.ts';

/** `boathouse auth logout`: ends what `auth login` began. */
export const logoutCommand = (surroundings: Surroundings): Command => {
  const command = new Command('logout')
    .summary('forget a login')
    .description('Forgets the login that `auth login` keeps for a workspace, and has the workspace end it.')
    .option('--host <url>', 'URL of the workspace');
  return command.action(() => run(command, surroundings));
};

const run = async (command: Command, surroundings: Surroundings): Promise<void> => {
  const { env, stderr } = surroundings;
  const globals = globalsOf(command, surroundings);
  const { host } = commandLineLogin(command.opts<{ host?: string }>().host, globals, surroundings);
  const fetch = globals.debug ? debugFetch(surroundings) : surroundings.fetch;
  const isEnded = await endLogin(host, { env, fetch });
  if (isEnded === undefined) stderr.write(`Nobody is signed in to ${host}.\n`);
  else if (isEnded) stderr.write(`Signed out of ${host}.\n`);
  else stderr.write(`Signed out of ${host} here. The workspace was not told: its tokens live to their own end.\n`);
};
