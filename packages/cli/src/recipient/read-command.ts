import { Command } from 'commander';
import { globalsOf } from '../globals.ts';
import type { Surroundings } from '../surroundings.ts';
import { openTable } from './open-table.ts';
import { addRowFlags, countOf, type RowFlags, writeRows } from './write-rows.ts';

interface ReadFlags extends RowFlags {
  readonly version?: number;
  readonly timestamp?: string;
  /** In seconds. */
  readonly queryTimeout?: number;
}

/** `boathouse recipient read PROFILE#SHARE.SCHEMA.TABLE`: the rows of a shared table. */
export const readCommand = (surroundings: Surroundings): Command => {
  const command = new Command('read')
    .summary('read the rows of a table')
    .description(
      'Reads the rows of a table: as a table on a terminal, else as CSV, or in the format that is asked for. A file ' +
        'gets its name when all of it is written.',
    )
    .argument('<TABLE>', 'PROFILE#SHARE.SCHEMA.TABLE')
    .option('--version <number>', 'an earlier version, where the provider shares history', countOf('--version'))
    .option('--timestamp <time>', 'the version that was current at a time, such as 2024-01-31T12:00:00Z')
    .option(
      '--query-timeout <seconds>',
      'let the server answer later, and come for the answer until then',
      countOf('--query-timeout'),
    );
  return addRowFlags(command).action(async (url: string) => {
    const globals = globalsOf(command, surroundings);
    const { version, timestamp, queryTimeout: seconds, ...flags } = command.opts<ReadFlags>();
    const queryTimeout = seconds === undefined ? undefined : seconds * 1000;
    const reader = await openTable(url, globals, surroundings, { queryTimeout });
    await writeRows({ reader, options: { version, timestamp }, name: reader.name.table }, flags, globals, surroundings);
  });
};
