import { QueryError } from './errors.ts';
import { parseScalar } from './scalar.ts';

/** A day, or a day and a time with its zone: without one it would depend on where it is read. */
const form = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d))?$/i;

/**
 * A point in time as the protocol has it: ISO 8601 in UTC.
 *
 * @param name names it in the error
 * @param value a Date, or ISO 8601 with a zone; a day alone begins at midnight UTC
 * @throws {QueryError}
 */
export function instantText(name: string, value: string | Date): string {
  const time = value instanceof Date ? value.getTime() : parseInstant(value);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new QueryError(`${name} must be a time in ISO 8601 with its zone, such as 2024-01-31T12:00:00Z.`);
}

/** As {@link instantText}, of a time that may be absent. */
export function optionalInstantText(name: string, value: string | Date | undefined): string | undefined {
  return value === undefined ? undefined : instantText(name, value);
}

/** Milliseconds since 1970; NaN for what is no time. */
function parseInstant(text: string): number {
  // Date.parse takes the 30th of February for the 1st of March.
  const isDay = parseScalar({ kind: 'date' }, text.slice(0, 10)) !== undefined;
  return isDay && form.test(text) ? Date.parse(text) : Number.NaN;
}
