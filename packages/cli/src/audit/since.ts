import { UsageError } from '../failures.ts';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads how far back somebody wants to look: a duration such as `30s`, `15m`, `1h` or `7d`, or a day or a time in ISO 8601,
 * which is in UTC where it names no zone.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970
 * @throws UsageError for any other word
 */
export const parseSince = (word: string, now: number): number => {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(word) ?? [];
  if (count !== undefined) return Math.max(0, now - Number(count) * (units[unit] ?? 0));
  const [, day, time = 'T00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(word) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}${time.replace(' ', 'T')}${zone}`);
  if (Number.isNaN(at)) {
    throw new UsageError(
      `--since must be a duration such as 30s, 15m, 1h or 7d, or a date such as 2026-01-31, not "${word}".`,
    );
  }
  return at;
};
