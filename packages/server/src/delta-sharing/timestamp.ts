import { ApiError } from '../http/api-error.ts';

/** A day and a time of it, with a zone: without one it would depend on where it is read. */
const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/i;

/** Of a day that its month does not have, JavaScript makes one of the next month. */
const isDay = (text: string): boolean => {
  const day = text.slice(0, '2024-01-31'.length);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
};

/**
 * Reads a point in time, ISO 8601 with a zone.
 *
 * @param field names it in the error
 * @returns milliseconds since 1970
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const readTimestamp = (field: string, text: string): number => {
  const time = pattern.test(text) ? Date.parse(text.replace(',', '.')) : Number.NaN;
  if (!Number.isNaN(time) && isDay(text)) return time;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Field '${field}' must be a time in ISO 8601 with its zone, such as 2024-01-31T12:00:00Z.`,
  );
};
