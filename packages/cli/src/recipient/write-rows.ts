import type { ReadOptions, TableReader } from '@boathouse/recipient';
import { type Command, Option } from 'commander';
import { UsageError } from '../failures.ts';
import type { Globals } from '../globals.ts';
import { parseWord } from '../operations/options.ts';
import { printable, printableJson } from '../output/printable.ts';
import { tableLines } from '../output/table.ts';
import { writeText } from '../output/write-text.ts';
import { replaceFile } from '../replace-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { contentOf, type Format, formatOfFile, formats, isBinary } from './formats.ts';
import { startProgress } from './progress.ts';
import { valueText } from './row-text.ts';

/** A screen of rows, on a terminal that was given no `--limit`. */
const screenful = 100;

/** What commands that write rows can be told. */
export interface RowFlags {
  readonly limit?: number;
  readonly columns?: string;
  readonly format?: Format;
  readonly to?: string;
}

/** Adds the flags of commands that write rows. */
export const addRowFlags = (command: Command): Command =>
  command
    .option('--limit <number>', 'the most rows to read', countOf('--limit'))
    .option('--columns <names>', 'the columns to read, with commas between them; all when absent')
    .addOption(new Option('--format <format>', 'how to write the rows').choices(formats))
    .option('--to <file>', 'write to a file, in the format of its ending when --format is absent');

/** Makes the function that reads a count from a command line. */
export const countOf =
  (flag: string) =>
  (word: string): number => {
    const value = Number(parseWord(flag, { type: 'integer' }, word));
    if (value >= 0) return value;
    throw new UsageError(`${flag} must not be negative.`);
  };

/** Rows to be written: from where, which of them, and under which name progress is shown. */
export interface RowsToWrite<Options extends ReadOptions> {
  readonly reader: TableReader<Options>;
  readonly options: Options;
  readonly name: string;
}

/**
 * Writes rows: as a table on a terminal, else in a format, to standard output or to a file.
 *
 * @throws UsageError for bytes on a terminal, and for a file whose format nobody names
 */
export const writeRows = async <Options extends ReadOptions>(
  rows: RowsToWrite<Options>,
  flags: RowFlags,
  globals: Globals,
  surroundings: Surroundings,
): Promise<void> => {
  const { stdout, stderr, signal } = surroundings;
  const format = formatOf(flags, globals, stdout.isTTY === true);
  const { reader, name } = rows;
  const columns = flags.columns?.split(',').map(column => column.trim());
  const options = { ...rows.options, signal, limit: flags.limit, columns };
  if (format === 'table') return showTable(reader, options, surroundings);
  if (flags.to === undefined && stdout.isTTY === true) {
    for await (const part of contentOf(reader, format, options)) await writeText(stdout, printableJson(String(part)));
    return;
  }
  const progress = startProgress(name, stderr);
  try {
    const content = contentOf(reader, format, { ...options, onProgress: progress.report });
    if (flags.to === undefined) for await (const part of content) await writeText(stdout, part);
    else await replaceFile(flags.to, content, 0o666);
  } finally {
    progress.end();
  }
};

const formatOf = ({ format, to }: RowFlags, { output }: Globals, isTerminal: boolean): Format | 'table' => {
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

const showTable = async <Options extends ReadOptions>(
  reader: TableReader<Options>,
  options: Options,
  { stdout, stderr }: Surroundings,
): Promise<void> => {
  const { limit = screenful } = options;
  const names = options.columns ?? (await reader.metadata(options)).schema.fields.map(field => field.name);
  const rows: (readonly string[])[] = [];
  // By their names, for the table may get other columns between the two answers. One row more tells whether there are more.
  for await (const row of reader.rows({ ...options, columns: names, limit: options.limit ?? limit + 1 })) {
    rows.push(names.map(name => printable(valueText(row[name] ?? null))));
  }
  const lines = tableLines(names.map(printable), rows.slice(0, limit), stdout.columns ?? 80);
  for (const line of lines) await writeText(stdout, `${line}\n`);
  if (rows.length > limit) stderr.write(`The first ${limit} rows. --limit shows more, --to FILE keeps them all.\n`);
};
