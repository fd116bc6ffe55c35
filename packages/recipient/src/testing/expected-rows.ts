import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { compareScalars } from '../evaluate.ts';
import { type DataType, isScalar, type StructType, typeName } from '../schema.ts';
import type { Row, Value } from '../value.ts';
import { sampleData } from './sample-table.ts';

/** What `examples/data/expected` says of a column. */
export interface ColumnFacts {
  readonly type: string;
  readonly nulls: number;
  readonly min?: unknown;
  readonly max?: unknown;
  readonly sum?: unknown;
}

/** What `examples/data/expected` says of a table's version; `examples/data/README.md` defines each fact. */
export interface TableFacts {
  readonly rows: number;
  readonly columns: Readonly<Record<string, ColumnFacts>>;
  readonly checksum: number;
  /** All rows, of small tables only. */
  readonly values?: readonly unknown[];
}

/** The facts of all versions of a sample table, computed from its source before the table was written. */
export async function expectedFacts(table: string): Promise<Readonly<Record<string, TableFacts>>> {
  return JSON.parse(await readFile(`${sampleData}expected/${table}.json`, 'utf8')).versions;
}

/** The same facts, of rows that were read. */
export function factsOf(schema: StructType, rows: readonly Row[]): TableFacts {
  const columns = schema.fields.map(({ name, type }) => {
    const values = rows.map(row => row[name] ?? null);
    return [name, columnFacts(type, values)];
  });
  const textual = schema.fields.filter(({ type }) => isScalar(type) && !isFloating(type) && type.kind !== 'binary');
  const texts = rows.map(row => textual.map(({ name }) => textOf(row[name] ?? null)).join('\u001f'));
  const checksum = texts.reduce((sum, text) => sum + crc32(text), 0);
  return { rows: rows.length, columns: Object.fromEntries(columns), checksum };
}

/** A value as `expected` writes it. */
export function plain(value: Value): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

function columnFacts(type: DataType, values: readonly Value[]): ColumnFacts {
  const present = values.filter(value => value !== null).map(plain);
  const facts = { type: typeName(type), nulls: values.length - present.length };
  if (!isScalar(type) || type.kind === 'binary' || present.length === 0) return facts;
  const sorted = present.toSorted((a, b) => (type.kind === 'decimal' ? Number(a) - Number(b) : compareAny(a, b)));
  const bounds = { ...facts, min: sorted[0], max: sorted.at(-1) };
  if (type.kind === 'decimal') {
    const cents = present.reduce((sum: bigint, value) => sum + BigInt(String(value).replace('.', '')), 0n);
    const digits = String(cents).padStart(type.scale + 1, '0');
    return { ...bounds, sum: `${digits.slice(0, -type.scale)}.${digits.slice(-type.scale)}` };
  }
  const isNumber = isFloating(type) || ['byte', 'short', 'integer', 'long'].includes(type.kind);
  return isNumber ? { ...bounds, sum: present.reduce((sum: number, value) => sum + Number(value), 0) } : bounds;
}

function compareAny(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareScalars(a, b);
  return Number(a) - Number(b);
}

function isFloating(type: DataType): boolean {
  return type.kind === 'float' || type.kind === 'double';
}

function textOf(value: Value): string {
  return value === null ? '\\N' : String(plain(value));
}
