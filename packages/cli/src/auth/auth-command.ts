import { type FoundLogin, resolveLogin } from '@boathouse/sdk';
import { Command } from 'commander';
import { globalsOf } from '../globals.ts';
import { writeObject } from '../output/write-object.ts';
import { signIn } from '../sign-in.ts';
import type { Surroundings } from '../surroundings.ts';
import { loginCommand } from './login-command.ts';
import { logoutCommand } from './logout-command.ts';
import { tokenCommand } from './token-command.ts';

/** `boathouse auth …`: which login is used. */
export const authCommand = (surroundings: Surroundings): Command => {
  const describe = new Command('describe')
    .summary('show which login is used')
    .description('Shows which workspace is used and as whom, where both were found, and whether the login works.')
    .action(() => run(describe, surroundings));
  return new Command('auth')
    .description('Signs in and out, and tells which login is used and where it comes from.')
    .addCommand(loginCommand(surroundings))
    .addCommand(tokenCommand(surroundings))
    .addCommand(logoutCommand(surroundings))
    .addCommand(describe);
};

const run = async (command: Command, surroundings: Surroundings): Promise<void> => {
  const globals = globalsOf(command, surroundings);
  const client = signIn(globals, surroundings);
  const login = resolveLogin({ env: surroundings.env, profile: globals.profile });
  const facts = factsOf(login);
  try {
    const me = await client.currentUser.me({}, { signal: surroundings.signal });
    await writeObject({ ...facts, user: me.userName, user_id: me.id }, globals.output, surroundings.stdout);
  } catch (error) {
    // What was tried is what helps to find out why it failed.
    await writeObject(facts, globals.output, surroundings.stdout);
    throw error;
  }
};

/** Each part of a login, and behind it where it was found. */
const factsOf = ({ host, hostSource, authType, parts }: FoundLogin): Readonly<Record<string, string>> => ({
  host,
  host_from: hostSource,
  auth_type: authType,
  ...Object.fromEntries(
    parts.flatMap(({ name, value, source, isSecret }) => [
      [name, isSecret ? masked(value) : value],
      [`${name}_from`, source],
    ]),
  ),
});

/** Enough to tell two tokens apart, and not enough to guess one. */
const masked = (token: string): string => (token.length < 16 ? '…' : `…${token.slice(-4)}`);
