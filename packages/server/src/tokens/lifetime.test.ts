import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiryOf } from './lifetime.ts';

const twoYears = 63_072_000;
const day = 86_400;
const now = 1_700_000_000_000;

/** Seconds until a token expires; undefined: never. */
const seconds = (...asked: [lifetime: Parameters<typeof expiryOf>[1], maxDays: number]): number | undefined => {
  const expiry = expiryOf(now, ...asked);
  return expiry === undefined ? undefined : (expiry - now) / 1000;
};

describe('the lifetime of a token', () => {
  it.each([
    { asked: undefined, maxDays: 0, lives: twoYears },
    { asked: undefined, maxDays: 90, lives: 90 * day },
    { asked: undefined, maxDays: 1000, lives: twoYears },
    { asked: -1, maxDays: 0, lives: undefined },
    { asked: 'never' as const, maxDays: 0, lives: undefined },
    { asked: 'never' as const, maxDays: 30, lives: 30 * day },
    { asked: 1, maxDays: 0, lives: 1 },
    { asked: 30 * day, maxDays: 30, lives: 30 * day },
  ])('asked for as $asked is $lives seconds with a maximum of $maxDays days', ({ asked, maxDays, lives }) => {
    expect(seconds(asked, maxDays)).toBe(lives);
  });

  it.each([0, -2, -3600])('is refused as %d, in the words that clients know', asked => {
    expect(() => seconds(asked, 0)).toThrow(`requirement failed: Invalid timeout: ${asked}`);
  });

  it.each([
    { asked: -1, says: 'A token that never expires is more than the maximum' },
    { asked: 30 * day + 1, says: 'A lifetime of 2592001 seconds is more than the maximum' },
  ])('is refused beyond the maximum: $asked', ({ asked, says }) => {
    expect(() => seconds(asked, 30)).toThrow(says);
    expect(() => seconds(asked, 30)).toThrow('which is 30 days. Set lifetime_seconds to at most 2592000.');
  });

  it('is never more than the maximum, whatever is asked for', () => {
    const lifetimes = fc.oneof(fc.constant('never' as const), fc.constant(undefined), fc.integer());
    fc.assert(
      fc.property(lifetimes, fc.integer({ min: 1, max: 36_500 }), (asked, maxDays) => {
        try {
          const lives = seconds(asked, maxDays);
          expect(lives).toBeGreaterThan(0);
          expect(lives).toBeLessThanOrEqual(maxDays * day);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
        }
      }),
    );
  });
});
