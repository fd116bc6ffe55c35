import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock } from './clock.ts';

const start = Date.UTC(2026, 0, 1);

/** A clock of a process whose `Date` stands still. */
const clockAtStart = () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  return createClock();
};

afterEach(() => {
  vi.useRealTimers();
});

describe('the clock of a test workspace', () => {
  it('shows the time of the process, and follows it', () => {
    const clock = clockAtStart();
    expect(clock.now()).toBe(start);
    vi.setSystemTime(start + 5);
    expect(clock.now()).toBe(start + 5);
  });

  it('advances by milliseconds, by units, and by all of them together', () => {
    const clock = clockAtStart();
    clock.advance(1500);
    expect(clock.now()).toBe(start + 1500);
    clock.advance({ days: 364 });
    expect(clock.now()).toBe(start + 1500 + 364 * 86_400_000);
    clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 });
    expect(clock.now()).toBe(start + 1500 + 365 * 86_400_000 + 7_384_005);
  });

  it('keeps to whole milliseconds', () => {
    const clock = clockAtStart();
    clock.advance({ seconds: 1 / 3 });
    expect(clock.now()).toBe(start + 333);
  });

  it.each([
    [-1, 'A clock is advanced by 0 or more milliseconds, not by -1.'],
    [Number.NaN, 'A clock is advanced by 0 or more milliseconds, not by NaN.'],
    [{ days: 2, hours: -1 }, 'A clock is advanced by 0 or more hours, not by -1.'],
    [{ days: '3' } as never, 'A clock is advanced by 0 or more days, not by 3.'],
    [{ day: 1 } as never, "A duration has no unit 'day'. Its units are days, hours, minutes, seconds, milliseconds."],
    [{ days: 1e9 }, 'The clock cannot be advanced beyond the year 275760.'],
    [Number.POSITIVE_INFINITY, 'The clock cannot be advanced beyond the year 275760.'],
  ])('refuses %j and stays where it was', (by, message) => {
    const clock = clockAtStart();
    expect(() => clock.advance(by)).toThrow(new RangeError(message));
    expect(clock.now()).toBe(start);
  });
});
