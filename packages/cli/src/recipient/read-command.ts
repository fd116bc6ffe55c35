import type { RowOptions, SharedTable } from '@boathouse/recipient';
import { Command, Option } from 'commander';
import { UsageError } from '../failures.ts';
import { type Globals, globalsOf } from '../globals.ts';
import { parseWord } from '../operations/options.ts';
import { printable, printableJson } from '../output/printable.ts';
import { tableLines } from '../output/table.ts';
import { writeText } from '../output/write-text.ts';
import { replaceFile } from '../replace-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { contentOf, type Format, formatOfFile, formats, isBinary } from './formats.ts';
import { openTable } from './open-table.ts';
import { startProgress } from './progress.ts';
import { valueText } from './row-text.ts';

/** A screen of rows, on a terminal that was given no `--limit`. */
const screenful = 100;

interface ReadOptions {
  readonly limit?: number;
  readonly columns?: string;
  readonly version?: number;
  readonly format?: Format;
  readonly to?: string;
}

/** `boathouse recipient read PROFILE#SHARE.SCHEMA.TABLE`: the rows of a shared table. */
export const readCommand = (surroundings: Surroundings): Command => {
  const number = (flag: string) => (word: string) => parseCount(flag, word);
  const command = new Command('read')
    .summary('read the rows of a table')
    .description(
      'Reads the rows of a table: as a table on a terminal, else as CSV, or in the format that is asked for. A file ' +
        'gets its name when all of it is written.',
    )
    .argument('<TABLE>', 'PROFILE#SHARE.SCHEMA.TABLE')
    .option('--limit <number>', 'the most rows to read', number('--limit'))
    .option('--columns <names>', 'the columns to read, with commas between them; all when absent')
    .option('--version <number>', 'an earlier version, where the provider shares history', number('--version'))
    .addOption(new Option('--format <format>', 'how to write the rows').choices(formats))
    .option('--to <file>', 'write to a file, in the format of its ending when --format is absent');
  return command.action((url: string) => run(url, command, surroundings));
};

const parseCount = (flag: string, word: string): number => {
  const value = Number(parseWord(flag, { type: 'integer' }, word));
  if (value >= 0) return value;
  throw new UsageError(`${flag} must not be negative.`);
};

const run = async (url: string, command: Command, surroundings: Surroundings): Promise<void> => {
  const globals = globalsOf(command, surroundings);
  const options = command.opts<ReadOptions>();
  const { stdout, signal } = surroundings;
  const format = formatOf(options, globals, stdout.isTTY === true);
  const table = await openTable(url, globals, surroundings);
  const rows: RowOptions = {
    signal,
    limit: options.limit,
    columns: options.columns?.split(',').map(name => name.trim()),
    version: options.version,
  };
  if (format === 'table') return showTable(table, rows, surroundings);
  if (options.to === undefined && stdout.isTTY === true) {
    for await (const part of contentOf(table, format, rows)) await writeText(stdout, shown(part));
    return;
  }
  const progress = startProgress(table.name.table, surroundings.stderr);
  try {
    const content = contentOf(table, format, { ...rows, onProgress: progress.report });
    if (options.to === undefined) for await (const part of content) await writeText(stdout, part);
    else await replaceFile(options.to, content, 0o666);
  } finally {
    progress.end();
  }
};

/** @throws UsageError for bytes on a terminal, and for a file whose format nobody names */
const formatOf = ({ format, to }: ReadOptions, { output }: Globals, isTerminal: boolean): Format | 'table' => {
  const asked = format ?? (to === undefined ? undefined : formatOfFile(to)) ?? (output === 'json' ? 'json' : undefined);
  if (to !== undefined) {
    if (asked !== undefined) return asked;
    throw new UsageError(`--to ${to}: its ending names no format. Give --format, one of ${formats.join(', ')}.`);
  }
  if (asked !== undefined && isTerminal && isBinary(asked)) {
    throw new UsageError(`${asked} is not for a terminal. Give --to FILE, or pipe it into something.`);
  }
  return asked ?? (isTerminal ? 'table' : 'csv');
};

const shown = (part: string | Uint8Array): string => printableJson(String(part));

const showTable = async (table: SharedTable, options: RowOptions, { stdout, stderr }: Surroundings): Promise<void> => {
  const { limit = screenful } = options;
  // One row more tells whether there are more.
  const rows: (readonly string[])[] = [];
  const names = options.columns ?? (await table.metadata(options)).schema.fields.map(({ name }) => name);
  for await (const row of table.rows({ ...options, limit: options.limit ?? limit + 1 })) {
    rows.push(names.map(name => printable(valueText(row[name] ?? null))));
  }
  const head = names.map(printable);
  const lines = tableLines(head, rows.slice(0, limit), stdout.columns ?? 80);
  for (const line of lines) await writeText(stdout, `${line}\n`);
  if (rows.length > limit) stderr.write(`The first ${limit} rows. --limit shows more, --to FILE keeps them all.\n`);
};
