import type { ReadOptions, TableReader } from '@boathouse/recipient';
import { csvLine, rowJson } from './row-text.ts';

/** The forms in which a table can be written. */
export const formats = ['csv', 'json', 'jsonl', 'arrow', 'parquet'] as const;

export type Format = (typeof formats)[number];

/** Whether a format is not for people to see. */
export const isBinary = (format: Format): boolean => format === 'arrow' || format === 'parquet';

/** The format that the name of a file asks for. */
export const formatOfFile = (file: string): Format | undefined =>
  formats.find(format => file.toLowerCase().endsWith(`.${format}`));

/** The rows of a table in a format, part by part. Memory is that of a few batches, whatever the table's size. */
export const contentOf = <Options extends ReadOptions>(
  table: TableReader<Options>,
  format: Format,
  options: Options,
): AsyncIterable<string | Uint8Array> => {
  switch (format) {
    case 'csv':
      return csv(table, options);
    case 'json':
      return jsonArray(table, options);
    case 'jsonl':
      return jsonLines(table, options);
    case 'arrow':
      return table.arrow(options);
    case 'parquet':
      return table.parquet(options);
  }
};

/** The head comes with the first row, so that what cannot be read writes nothing. */
async function* csv<Options extends ReadOptions>(
  table: TableReader<Options>,
  options: Options,
): AsyncGenerator<string> {
  const columns = options.columns ?? (await table.metadata(options)).schema.fields.map(({ name }) => name);
  let head = csvLine(columns);
  // By their names, for the table may get other columns between the two answers.
  for await (const row of table.rows({ ...options, columns })) {
    yield head + csvLine(columns.map(column => row[column] ?? null));
    head = '';
  }
  if (head !== '') yield head;
}

async function* jsonLines<Options extends ReadOptions>(
  table: TableReader<Options>,
  options: Options,
): AsyncGenerator<string> {
  for await (const row of table.rows(options)) yield `${rowJson(row)}\n`;
}

/** An array with one row on each line. */
async function* jsonArray<Options extends ReadOptions>(
  table: TableReader<Options>,
  options: Options,
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of table.rows(options)) {
    yield `${before}${rowJson(row)}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
