/** A stretch of time; what is given is added up, and may be a fraction. A day has 24 hours. */
export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/**
 * The clock of a workspace in a test. It runs with `Date` of the process, so that what is done later is later, and can be
 * moved ahead of it.
 */
export interface WorkspaceClock {
  /** The workspace's time, in milliseconds since 1970: what code that asks for the time is to be given in a test. */
  now(): number;
  /**
   * Moves the clock ahead, at once: what ends on the way has ended for the next request.
   *
   * @param by milliseconds, or a duration such as `{ days: 364 }`; 0 or more, because nothing that is stored may lie in
   *   the future
   * @throws RangeError for a duration that is negative or no number, names another unit, or leads beyond what `Date` holds
   */
  advance(by: number | Duration): void;
}

const units: Readonly<Record<keyof Duration, number>> = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
  milliseconds: 1,
};

/** The latest time that `Date` holds, in milliseconds since 1970. */
const endOfTime = 8.64e15;

const isUnit = (name: string): name is keyof Duration => Object.hasOwn(units, name);

const toMilliseconds = (by: number | Duration): number => {
  const parts = typeof by === 'number' ? { milliseconds: by } : by;
  return Object.entries(parts).reduce((sum, [name, amount]) => {
    if (!isUnit(name)) {
      throw new RangeError(`A duration has no unit '${name}'. Its units are ${Object.keys(units).join(', ')}.`);
    }
    if (typeof amount !== 'number' || !(amount >= 0)) {
      throw new RangeError(`A clock is advanced by 0 or more ${name}, not by ${amount}.`);
    }
    return sum + amount * units[name];
  }, 0);
};

/**
 * Makes a clock that shows what `Date` does, until it is advanced.
 *
 * `Date` is asked anew each time, so that a test that replaces it moves the workspace with it.
 */
export const createClock = (): WorkspaceClock => {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  return {
    now,
    advance: by => {
      const step = Math.round(toMilliseconds(by));
      if (now() + step > endOfTime) throw new RangeError('The clock cannot be advanced beyond the year 275760.');
      ahead += step;
    },
  };
};
