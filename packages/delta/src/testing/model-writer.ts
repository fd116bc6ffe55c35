import { type Kind, kindOf, kinds, type ModelFile, type Value } from './predicate-model.ts';
import { floatText, timestampText } from './value-text.ts';

// The texts that the writer of a file of the model leaves in the log.

/** The partition values of a file, as JSON. */
export function partitionJson({ partition, zoned }: ModelFile): string {
  const texts = Object.entries(partition).map(([name, value]) => [name, partitionText(kindOf(name), value, zoned)]);
  return JSON.stringify(Object.fromEntries(texts));
}

function partitionText(kind: Kind, value: Value, zoned: boolean): string | null {
  if (typeof value === 'bigint')
    return kind === 'long' ? String(value) : timestampText(value, zoned && kind === 'timestamp');
  if (typeof value !== 'number') return value === null ? null : String(value);
  if (kind === 'decimal') return value.toFixed(2);
  return kind === 'float' ? floatText(value, zoned) : String(value);
}

/** The statistics of a file, as JSON: true, but for what writers cut off or leave out. `null` when there are none. */
export function statsJson(file: ModelFile): string | null {
  const { rows, gaps } = file;
  if (gaps.includes('all')) return null;
  const columns = kinds.filter(kind => !gaps.includes(kind));
  const perColumn = (text: (kind: Kind) => string | undefined) =>
    `{${columns.flatMap(kind => (text(kind) === undefined ? [] : [`"${kind}":${text(kind)}`])).join(',')}}`;
  const stats = {
    numRecords: String(rows.length),
    minValues: perColumn(kind => extremeJson(kind, file, -1)),
    maxValues: perColumn(kind => extremeJson(kind, file, 1)),
    nullCount: perColumn(kind => String(rows.filter(row => row[kind] === null).length)),
  };
  const kept = Object.entries(stats).filter(([name]) => !gaps.includes(name));
  return `{${kept.map(([name, json]) => `"${name}":${json}`).join(',')}}`;
}

/** The smallest (-1) or largest (1) value of a column, NaN aside; `undefined` if it has none. */
function extremeJson(kind: Kind, { rows, prefix, zoned }: ModelFile, side: 1 | -1): string | undefined {
  let extreme: Value = null;
  for (const row of rows) {
    const value = row[kind] ?? null;
    if (value === null || Number.isNaN(value)) continue;
    if (extreme === null || side * (compareValues(kind, value, extreme) ?? 0) > 0) extreme = value;
  }
  // delta-rs keeps the extremes of booleans, Spark does not.
  if (extreme === null || (typeof extreme === 'boolean' && zoned)) return undefined;
  if (typeof extreme === 'number') {
    const text = kind === 'float' ? floatText(extreme, zoned) : String(extreme);
    return Number.isFinite(extreme) ? text : JSON.stringify(text);
  }
  if (typeof extreme === 'bigint') {
    const time = () => `${timestampText(extreme, true).slice(0, 23)}${kind === 'timestamp' ? 'Z' : ''}`;
    return kind === 'long' ? String(extreme) : JSON.stringify(time());
  }
  if (typeof extreme === 'boolean') return String(extreme);
  return JSON.stringify(kind === 'string' ? [...extreme].slice(0, prefix).join('') : extreme);
}

/** The order of two values: negative, 0 or positive; `undefined` if they have none. */
export function compareValues(
  kind: Kind,
  a: Exclude<Value, null>,
  b: Exclude<Value, null>,
  nanIsLargest = false,
): number | undefined {
  if (kind === 'string') return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return nanIsLargest ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : undefined;
  }
  return a === b ? 0 : a < b ? -1 : 1;
}
