import { describe, expect, it } from 'vitest';
import { RefusalLimit } from './refusal-limit.ts';

const minute = 60_000;
const count = (times: number, decide: (index: number) => boolean): number =>
  Array.from({ length: times }, (_, index) => decide(index)).filter(Boolean).length;

describe('records of refusals', () => {
  it('are ten of one address in a minute, and the rest is counted', () => {
    const limit = new RefusalLimit();
    expect(count(25, () => limit.admits('192.0.2.1', 5))).toBe(10);
    expect(limit.admits('192.0.2.2', 6)).toBe(true);
    expect(limit.endPeriod(5 + minute - 1)).toBeUndefined();
    expect(limit.endPeriod(5 + minute)).toEqual({
      count: 15,
      addresses: 1,
      topAddress: '192.0.2.1',
      topCount: 15,
      since: 5,
    });
    expect(limit.admits('192.0.2.1', minute + 10)).toBe(true);
  });

  it('are sixty in all, from however many addresses', () => {
    const limit = new RefusalLimit();
    expect(count(20_000, index => limit.admits(`2001:db8::${index.toString(16)}`, 1))).toBe(60);
    expect(limit.endPeriod(2, true)).toMatchObject({ count: 19_940, addresses: 9941 });
  });

  it('tell nothing when all of them left one', () => {
    const limit = new RefusalLimit();
    limit.admits('192.0.2.1', 1);
    expect(limit.endPeriod(2, true)).toBeUndefined();
    expect(limit.endPeriod(3, true)).toBeUndefined();
  });
});
