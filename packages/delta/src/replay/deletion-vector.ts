import { sqlString } from '../worker/database.ts';
import { isAbsolute, pathProblem } from './file-path.ts';

/** The digits of Base85 as ZeroMQ's RFC 32 (Z85) has them, in ascending order. */
const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
/** Characters of a UUID: 16 bytes in groups of four, each written with five digits. */
const uuidLength = 20;

/**
 * The path below the table's root of a deletion vector with the storage type `u`.
 *
 * @param location a random prefix, which may be empty, and the UUID of the file in Base85; checked when the log was
 *   replayed
 */
export function vectorPath(location: string): string {
  const prefix = location.slice(0, -uuidLength);
  const hex = location.slice(-uuidLength).replace(/.{5}/gs, group => {
    const value = [...group].reduce((sum, digit) => sum * 85 + digits.indexOf(digit), 0);
    return value.toString(16).padStart(8, '0');
  });
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return `${prefix === '' ? '' : `${prefix}/`}deletion_vector_${uuid}.bin`;
}

const anyDigit = `[${digits.replace(/[[\]^-]/g, '\\$&')}]`;
/** As many characters in the order of their codes, so that texts compare as numbers do. */
const inOrder = String.fromCharCode(...Array.from(digits, (_, index) => 40 + index));
const largestGroup = '%nSc0';

/** SQL: whether each of the four groups of a UUID fits into four bytes. */
function fits(uuid: string): string {
  const ordered = (text: string) => `translate(${text}, ${sqlString(digits)}, ${sqlString(inOrder)})`;
  return [1, 6, 11, 16]
    .map(from => `${ordered(`substr(${uuid}, ${from}, 5)`)} <= ${ordered(sqlString(largestGroup))}`)
    .join(' AND ');
}

/** SQL: what is wrong with a deletion vector, for a message, or NULL. */
export function vectorProblem(vector: string): string {
  const location = `${vector}."pathOrInlineDv"`;
  const isSafe = (field: string, least: number) =>
    `coalesce(${vector}."${field}" BETWEEN ${least} AND ${Number.MAX_SAFE_INTEGER}, false)`;
  return `CASE
  WHEN ${vector} IS NULL THEN NULL
  WHEN ${location} IS NULL THEN 'has no pathOrInlineDv'
  WHEN NOT ${isSafe('sizeInBytes', 1)} THEN 'has no sizeInBytes, or an impossible one'
  WHEN NOT ${isSafe('cardinality', 0)} THEN 'has no cardinality, or an impossible one'
  WHEN ${vector}."offset" IS NOT NULL AND NOT ${isSafe('offset', 0)} THEN 'has an impossible offset'
  ELSE CASE ${vector}."storageType"
    WHEN 'u' THEN CASE WHEN NOT regexp_full_match(${location}, ${sqlString(`[\\w-]*${anyDigit}{${uuidLength}}`)})
      OR NOT (${fits(`right(${location}, ${uuidLength})`)}) THEN 'is not named by a UUID in Base85' END
    WHEN 'i' THEN CASE WHEN ${vector}."offset" IS NOT NULL THEN 'is inline and has an offset'
      WHEN NOT regexp_full_match(${location}, ${sqlString(`${anyDigit}*`)})
        OR length(${location}) <> 5 * ceil(${vector}."sizeInBytes" / 4) THEN 'is inline and not sizeInBytes in Base85' END
    WHEN 'p' THEN CASE WHEN NOT ${isAbsolute(location)} OR (${pathProblem(location)}) IS NOT NULL
      THEN 'is not at an absolute path that can be served' END
    ELSE 'is of an unknown storageType' END
END`;
}
