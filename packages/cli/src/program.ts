import { Command } from 'commander';
import { apiCommand } from './api/api-command.ts';
import { authCommand } from './auth/auth-command.ts';
import { configureCommand } from './auth/configure-command.ts';
import { completeCommand, completionCommand } from './completion/completion-commands.ts';
import { conformanceCommand } from './conformance/conformance-command.ts';
import { addGlobals } from './globals.ts';
import { operationCommands } from './operations/operation-commands.ts';
import { writeText } from './output/write-text.ts';
import { recipientCommand } from './recipient/recipient-command.ts';
import { serveCommand } from './serve/serve-command.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

/** The whole command line. Parsing it runs a command. */
export const createProgram = (surroundings: Surroundings): Command => {
  const program = addGlobals(new Command('boathouse'))
    .description('Administers a workspace, Boathouse or Databricks, and reads what is shared with you.')
    .helpOption('-h, --help', 'show help')
    .usage('COMMAND [flags]')
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help to see what there is.');
  const commands = [
    serveCommand(surroundings),
    configureCommand(surroundings),
    authCommand(surroundings),
    recipientCommand(surroundings),
    conformanceCommand(surroundings),
    apiCommand(surroundings),
    completionCommand(surroundings),
    versionCommand(surroundings),
    ...operationCommands(surroundings),
  ];
  for (const command of commands) program.addCommand(command);
  program.addCommand(completeCommand(program, surroundings), { hidden: true });
  settle(program, surroundings);
  return program;
};

/** A command, because an operation has a field of that name, and its flag. */
const versionCommand = ({ stdout }: Surroundings): Command =>
  new Command('version').summary('show the version').action(() => writeText(stdout, `${version}\n`));

/** What commander does not hand down to commands that are made apart. */
const settle = (command: Command, surroundings: Surroundings): void => {
  const { stdout, stderr } = surroundings;
  command
    .exitOverride()
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      outputError: (text, write) => write(text.replace(/^error: /, 'Error: ')),
    })
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false);
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    settle(child, surroundings);
  }
};
