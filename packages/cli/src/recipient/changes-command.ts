import type { ReadOptions } from '@boathouse/recipient';
import { Command } from 'commander';
import { globalsOf } from '../globals.ts';
import type { Surroundings } from '../surroundings.ts';
import { openTable } from './open-table.ts';
import { addRowFlags, countOf, type RowFlags, writeRows } from './write-rows.ts';

interface ChangesFlags extends RowFlags {
  readonly startingVersion?: number;
  readonly startingTimestamp?: string;
  readonly endingVersion?: number;
  readonly endingTimestamp?: string;
}

const everything: ReadOptions = {};

/** `boathouse recipient changes PROFILE#SHARE.SCHEMA.TABLE`: the change data feed of a shared table. */
export const changesCommand = (surroundings: Surroundings): Command => {
  const command = new Command('changes')
    .summary('read what changed in a table')
    .description(
      'Reads the rows that a range of versions inserted, updated and deleted, where the provider shares them. Each row ' +
        'has _change_type, _commit_version and _commit_timestamp. Give one start; without an end, the range ends now.',
    )
    .argument('<TABLE>', 'PROFILE#SHARE.SCHEMA.TABLE')
    .option('--starting-version <number>', 'the first version', countOf('--starting-version'))
    .option('--starting-timestamp <time>', 'the first version from a time on, such as 2024-01-31T12:00:00Z')
    .option('--ending-version <number>', 'the last version', countOf('--ending-version'))
    .option('--ending-timestamp <time>', 'the last version up to a time');
  return addRowFlags(command).action(async (url: string) => {
    const globals = globalsOf(command, surroundings);
    const { startingVersion, startingTimestamp, endingVersion, endingTimestamp, ...flags } =
      command.opts<ChangesFlags>();
    const table = await openTable(url, globals, surroundings);
    const reader = table.changes({ startingVersion, startingTimestamp, endingVersion, endingTimestamp });
    await writeRows({ reader, options: everything, name: table.name.table }, flags, globals, surroundings);
  });
};
