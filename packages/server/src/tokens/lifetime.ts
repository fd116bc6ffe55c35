import { ApiError } from '../http/api-error.ts';

/** Two years: how long a token lives that is made without a lifetime. */
const usualSeconds = 63_072_000;

/** A hundred years: more is no lifetime but a slip of the keyboard. */
const longestSeconds = 3_153_600_000;

const secondsPerDay = 86_400;

/** How long a token is to live: seconds, -1 for ever, undefined: as usual; `never`: as long as the workspace allows. */
export type Lifetime = number | 'never' | undefined;

const withinMaximum = (seconds: number, maxDays: number): number => {
  if (maxDays === 0 || (seconds !== -1 && seconds <= maxDays * secondsPerDay)) return seconds;
  const asked = seconds === -1 ? 'A token that never expires' : `A lifetime of ${seconds} seconds`;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `${asked} is more than the maximum token lifetime of this workspace, which is ${maxDays} days. Set lifetime_seconds to at most ${maxDays * secondsPerDay}.`,
  );
};

const lifetimeSeconds = (lifetime: Lifetime, maxDays: number): number => {
  const most = maxDays === 0 ? Number.POSITIVE_INFINITY : maxDays * secondsPerDay;
  if (lifetime === undefined) return Math.min(usualSeconds, most);
  if (lifetime === 'never') return maxDays === 0 ? -1 : most;
  if (lifetime <= 0 && lifetime !== -1) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `requirement failed: Invalid timeout: ${lifetime}`);
  }
  if (lifetime > longestSeconds) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `Field 'lifetime_seconds' must be at most ${longestSeconds}, or -1.`);
  }
  return withinMaximum(lifetime, maxDays);
};

/**
 * When a new token expires, in milliseconds since 1970; undefined: never.
 *
 * @param now milliseconds since 1970
 * @param maxDays the workspace's maximum, in days; 0: there is none
 * @throws ApiError INVALID_PARAMETER_VALUE for zero and negative numbers, in the words that clients know, and for more
 *   than the maximum
 */
export const expiryOf = (now: number, lifetime: Lifetime, maxDays: number): number | undefined => {
  const seconds = lifetimeSeconds(lifetime, maxDays);
  return seconds === -1 ? undefined : now + seconds * 1000;
};
