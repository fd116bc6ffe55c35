import { type Command, Option } from 'commander';
import { UsageError } from './failures.ts';
import type { Surroundings } from './surroundings.ts';

/** `text` for people: tables on a terminal, tab-separated lines without a head elsewhere. `json` for programs. */
export type OutputFormat = 'text' | 'json';

/** What every command understands. */
export interface Globals {
  readonly output: OutputFormat;
  /** The configuration profile that was named. */
  readonly profile: string | undefined;
  readonly debug: boolean;
}

/** Adds the options that every command understands, before or after it. */
export const addGlobals = (program: Command): Command =>
  program
    .addOption(new Option('-o, --output <format>', 'how to answer: text or json').choices(['text', 'json']))
    .option('-p, --profile <name>', 'profile of the configuration file to use')
    .option('--debug', 'show requests and answers on standard error, without secrets');

/**
 * The global options of a parsed command. `DATABRICKS_OUTPUT_FORMAT` stands in for `--output`.
 *
 * @throws UsageError when that variable holds something else
 */
export const globalsOf = (command: Command, { env }: Surroundings): Globals => {
  const { output, profile, debug } = command.optsWithGlobals<{ output?: string; profile?: string; debug?: true }>();
  const format = output ?? (env['DATABRICKS_OUTPUT_FORMAT'] || 'text');
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`DATABRICKS_OUTPUT_FORMAT is "${format}"; it must be text or json.`);
  }
  return { output: format, profile, debug: debug === true };
};
