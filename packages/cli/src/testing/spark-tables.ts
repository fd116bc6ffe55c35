import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Batch, type Cell, type DataType, type Variant, variantJson } from '@boathouse/recipient';

/** The folder of the tables that Apache Spark wrote, and of what it read from them. Its README describes both. */
export const sparkFolder = fileURLToPath(new URL('../../../delta/fixtures/spark/', import.meta.url));

/** The names of the tables. The clone is left out: it names its files by absolute paths, and they are elsewhere here. */
export const sparkTables: readonly string[] = readdirSync(sparkFolder)
  .flatMap(name => (name.endsWith('.rows.json') ? [name.slice(0, -'.rows.json'.length)] : []))
  .filter(name => name !== 'shallow-clone');

/** What Spark read from a table, row by row as sorted text. */
export interface SparkRows {
  readonly snapshots: readonly { readonly version: number; readonly rows: readonly string[] }[];
  readonly changes: readonly { readonly from: number; readonly to: number; readonly rows: readonly string[] }[];
}

/** What Spark read from a table. */
export const sparkRows = (table: string): SparkRows => {
  const text = readFileSync(`${sparkFolder}${table}.rows.json`, 'utf8');
  const { snapshots, changes } = JSON.parse(text, exactNumber);
  const sorted = (rows: readonly object[]) => rows.map(row => textOf(Object.entries(row))).toSorted();
  return {
    snapshots: snapshots.map((part: Part) => ({ version: Number(part['version']), rows: sorted(part.rows) })),
    changes: changes.map((part: Part) => ({
      from: Number(part['from']),
      to: Number(part['to']),
      rows: sorted(part.rows),
    })),
  };
};

/** A part of what Spark read, its numbers as text. */
type Part = { readonly rows: readonly object[] } & Readonly<Record<string, unknown>>;

/** The rows of batches in the same form. */
export const rowTexts = (batches: readonly Batch[]): readonly string[] =>
  batches
    .flatMap(({ schema, numRows, columns }) =>
      Array.from({ length: numRows }, (_, row) =>
        textOf(schema.fields.map(({ name, type }, i) => [name, plain(type, columns[i]?.[row] ?? null)])),
      ),
    )
    .toSorted();

const textOf = (entries: readonly (readonly [string, unknown])[]): string =>
  JSON.stringify(Object.fromEntries(entries));

/** Numbers are compared as text, so that none is rounded on its way. */
const exactNumber = (_: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? numberText(context?.source ?? String(value)) : value;

const numberText = (text: string): string => (/[.eE]/.test(text) ? String(Number(text)) : text);

/** A cell as the rows that Spark read have it. */
const plain = (type: DataType, cell: Cell): unknown => {
  if (cell === null) return null;
  if (type.kind === 'variant') return JSON.parse(variantJson(cell as Variant), exactNumber);
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('base64');
  if (Array.isArray(cell)) return plainList(type, cell);
  if (typeof cell === 'object') {
    const fields = type.kind === 'struct' ? type.fields : [];
    const members = cell as { readonly [name: string]: Cell };
    return Object.fromEntries(fields.map(field => [field.name, plain(field.type, members[field.name] ?? null)]));
  }
  return plainScalar(type, cell);
};

const plainList = (type: DataType, cells: readonly Cell[]): unknown => {
  if (type.kind === 'array') return cells.map(cell => plain(type.element, cell));
  if (type.kind !== 'map') throw new Error(`A list in a column of type ${type.kind}.`);
  const pairs = cells as readonly (readonly [Cell, Cell])[];
  return Object.fromEntries(pairs.map(([key, value]) => [String(plain(type.key, key)), plain(type.value, value)]));
};

const plainScalar = (type: DataType, cell: boolean | number | bigint | string): unknown => {
  if (typeof cell === 'string' || typeof cell === 'boolean') return cell;
  if (type.kind === 'date') return new Date(Number(cell) * 86_400_000).toISOString().slice(0, 10);
  if (type.kind === 'timestamp' || type.kind === 'timestamp_ntz') {
    return `${microsText(BigInt(cell))}${type.kind === 'timestamp' ? 'Z' : ''}`;
  }
  if (type.kind === 'decimal') return String(Number(cell) / 10 ** type.scale);
  // Spark writes the shortest number that is the same in 32 bits.
  if (type.kind === 'float') return String(Number(Number(cell).toPrecision(7)));
  return String(cell);
};

const microsText = (micros: bigint): string => {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  return `${new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}`;
};
