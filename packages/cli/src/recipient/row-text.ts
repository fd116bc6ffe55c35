import type { Row, Value } from '@boathouse/recipient';

/**
 * A row as JSON of one line. Integers beyond 2^53 keep all digits, binary values are base64. NaN and the infinities, for
 * which JSON has no numbers, are text as Spark writes them: `"NaN"`, `"Infinity"`, `"-Infinity"`.
 */
export const rowJson = (row: Row): string => JSON.stringify(row, replaceValue);

/** Not in the declarations of ES2024 yet; every Node that this runs on has it. */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

const replaceValue = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return rawJSON(String(value));
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
};

/** A line of CSV (RFC 4180) with its end. A null is empty, an empty string is `""`. */
export const csvLine = (values: readonly Value[]): string => `${values.map(csvCell).join(',')}\r\n`;

const csvCell = (value: Value): string => {
  if (value === null) return '';
  const text = valueText(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A value as text: times in ISO 8601, binary values in base64, lists and objects as JSON. */
export const valueText = (value: Value): string => {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return typeof value === 'object' ? JSON.stringify(value, replaceValue) : String(value);
};
