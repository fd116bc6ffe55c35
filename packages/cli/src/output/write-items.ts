import type { OutputFormat } from '../globals.ts';
import type { Terminal } from '../surroundings.ts';
import { cellOf } from './cell.ts';
import type { Columns } from './columns.ts';
import { printableJson } from './printable.ts';
import { tableLines } from './table.ts';
import { writeText } from './write-text.ts';

/** A terminal that does not tell its width. */
const usualWidth = 80;

/**
 * Writes the items of a list: an array as JSON, a table on a terminal, else one line for each with a tab between its
 * columns. All but the table are written while the pages come.
 */
export const writeItems = async (
  items: AsyncIterable<unknown>,
  columns: Columns,
  format: OutputFormat,
  stdout: Terminal,
): Promise<void> => {
  if (format === 'json') return writeJson(items, stdout);
  if (stdout.isTTY === true) return writeTable(items, columns, stdout);
  for await (const item of items) await writeText(stdout, `${cellsOf(item, columns).join('\t')}\n`);
};

const writeJson = async (items: AsyncIterable<unknown>, stdout: Terminal): Promise<void> => {
  let before = '[';
  for await (const item of items) {
    const json = printableJson(JSON.stringify(item, null, 2)).replaceAll('\n', '\n  ');
    await writeText(stdout, `${before}\n  ${json}`);
    before = ',';
  }
  await writeText(stdout, before === '[' ? '[]\n' : '\n]\n');
};

const writeTable = async (items: AsyncIterable<unknown>, columns: Columns, stdout: Terminal): Promise<void> => {
  const rows: (readonly string[])[] = [];
  for await (const item of items) rows.push(cellsOf(item, columns));
  if (rows.length === 0) return;
  const head = columns.map(({ title }) => title);
  for (const line of tableLines(head, rows, stdout.columns ?? usualWidth)) await writeText(stdout, `${line}\n`);
};

const cellsOf = (item: unknown, columns: Columns): readonly string[] =>
  typeof item === 'object' && item !== null
    ? columns.map(({ field }) => cellOf(field, Reflect.get(item, field)))
    : [cellOf('', item)];
