import { type Column, columnsOf, type DataFile, dataFilesOf } from './data-files.ts';
import { ensure, NotTried } from './finding.ts';
import type { Trial } from './rule.ts';
import { query } from './table-calls.ts';
import { endOf, idsOf, isObject } from './table-lines.ts';

/** How literals of a type are named in a JSON predicate, for the types of columns that statistics have bounds of. */
const valueTypes: Readonly<Record<string, string>> = {
  integer: 'int',
  short: 'int',
  byte: 'int',
  long: 'long',
  string: 'string',
  date: 'date',
  float: 'float',
  double: 'double',
};

/** A column of a file, and what the statistics of the file say of it. */
export interface BoundColumn {
  readonly path: string;
  readonly name: string;
  readonly valueType: string;
  readonly file: DataFile;
  /** No value of the file is less, and none is greater. Of texts they may be shortened: no row need have them. */
  readonly min: string;
  readonly max: string;
  /** Rows without a value; undefined when the statistics do not say. */
  readonly nulls: number | undefined;
}

const boundsIn = (file: DataFile, name: string): readonly [string, string] | undefined => {
  const [min, max] = ['minValues', 'maxValues'].map(part => {
    const values = file.stats?.[part];
    return isObject(values) ? values[name] : undefined;
  });
  const isBound = (value: unknown) =>
    typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
  return isBound(min) && isBound(max) ? [String(min), String(max)] : undefined;
};

const nullsIn = ({ stats }: DataFile, name: string): number | undefined => {
  const counts = stats?.['nullCount'];
  const count = isObject(counts) ? counts[name] : undefined;
  return typeof count === 'number' ? count : undefined;
};

const boundColumn = (path: string, { name, type }: Column, file: DataFile): BoundColumn | undefined => {
  const valueType = typeof type === 'string' ? valueTypes[type] : undefined;
  const bounds = boundsIn(file, name);
  if (valueType === undefined || bounds === undefined) return undefined;
  const [min, max] = bounds;
  // A number that JSON cannot hold whole is not the bound that the server knows.
  const isExact =
    !['int', 'long'].includes(valueType) || (Number.isSafeInteger(Number(min)) && Number.isSafeInteger(Number(max)));
  return isExact ? { path, name, valueType, file, min, max, nulls: nullsIn(file, name) } : undefined;
};

/** Files of a table that are looked at: enough to meet every kind of column. */
const filesOfEach = 4;

/** Columns with statistics of a table in the parquet format. Each stands with one file. */
export const boundColumnsOf = async (trial: Pick<Trial, 'send'>, path: string): Promise<readonly BoundColumn[]> => {
  const { lines } = await query(trial, path, {});
  const columns = columnsOf(lines);
  return dataFilesOf(lines)
    .slice(0, filesOfEach)
    .flatMap(file => columns.map(column => boundColumn(path, column, file)).filter(found => found !== undefined));
};

/**
 * Columns with statistics, of the tables in the parquet format that have several files.
 *
 * @throws NotTried when the profile shows none
 */
export const boundColumns = async (trial: Trial): Promise<readonly BoundColumn[]> => {
  const found: BoundColumn[] = [];
  for (const { path } of trial.tables.filter(table => table.parquet && table.files > 1)) {
    found.push(...(await boundColumnsOf(trial, path)));
  }
  if (found.length > 0) return found;
  throw new NotTried('The profile shows no table of several files with statistics');
};

/** A node of a JSON predicate. */
export type Node = Readonly<Record<string, unknown>>;

/** A comparison of a column with a value, as a JSON predicate. */
export const compare = (
  op: string,
  { name, valueType }: Pick<BoundColumn, 'name' | 'valueType'>,
  value: string,
): Node => ({
  op,
  children: [
    { op: 'column', name, valueType },
    { op: 'literal', value, valueType },
  ],
});

/** One node above others. */
export const over = (op: string, ...children: readonly Node[]): Node => ({ op, children });

/** Whether a column has no value. */
export const isNull = ({ name, valueType }: Pick<BoundColumn, 'name' | 'valueType'>): Node =>
  over('isNull', { op: 'column', name, valueType });

/** A condition as a query carries it. */
export type Hint = { readonly jsonPredicateHints: string } | { readonly predicateHints: readonly string[] };

/** A JSON predicate as a query carries it. */
export const jsonHint = (condition: Node): Hint => ({ jsonPredicateHints: JSON.stringify(condition) });

/** More files than a table of the suite has, so that one page holds them all. */
const wholePage = { maxFiles: 1000 };

/**
 * Asks with a condition that rows of the file meet, for all files and for a page of them: servers may have another engine
 * for pages.
 *
 * @throws Finding unless the file is among those that come
 */
export const ensureKept = async (trial: Trial, { path, file }: BoundColumn, hint: Hint): Promise<void> => {
  for (const body of [hint, { ...hint, ...wholePage }]) {
    const { lines } = await query(trial, path, body);
    const isPart = endOf(lines)?.['nextPageToken'] !== undefined;
    ensure(isPart || idsOf(lines).includes(file.id), `A file that holds rows of ${JSON.stringify(body)} is left out.`);
  }
};

/** A column of integers, and what is known of its values in the file: these two are among them. */
export interface IntegerColumn extends BoundColumn {
  readonly least: number;
  readonly greatest: number;
}

/** A column of integers in a file that has more than one value of it. Throws `NotTried` when the profile shows none. */
export const integerColumn = async (trial: Trial): Promise<IntegerColumn> => {
  const column = (await boundColumns(trial))
    .filter(({ valueType }) => valueType === 'int' || valueType === 'long')
    .map(found => ({ ...found, least: Number(found.min), greatest: Number(found.max) }))
    .find(({ least, greatest }) => least < greatest);
  if (column !== undefined) return column;
  throw new NotTried('The profile shows no table of several files with statistics of a column of integers');
};
