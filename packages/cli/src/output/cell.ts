import { printable, printableJson } from './printable.ts';

/**
 * A value as text of one line. Times in milliseconds since 1970 are written in ISO 8601, null and undefined as nothing,
 * objects as JSON.
 *
 * @param field its name, by which a time is known
 */
export const cellOf = (field: string, value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' && isTime(field)) return timeOf(value);
  if (typeof value === 'object') return printableJson(JSON.stringify(value));
  return printable(String(value));
};

const isTime = (field: string): boolean => /(_at|_time|_timestamp)$|^(time|timestamp)$/.test(field);

/** The first millisecond of 2001. What is smaller is a duration or a count of seconds. */
const earliest = 978_307_200_000;

const timeOf = (value: number): string => {
  // Tokens that never end say so by -1.
  if (value === -1) return 'never';
  if (value < earliest || value > 8.64e15) return String(value);
  return new Date(value).toISOString().replace(/\.\d+Z$/, 'Z');
};
