import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { tokenId, tokenLookup } from './token-hash.ts';

/** How much of two hex texts agrees before they first differ. */
const commonPrefix = (one: string, other: string): number => {
  const differs = [...one].findIndex((digit, index) => digit !== other[index]);
  return differs === -1 ? one.length : differs;
};

describe('the time that a token is checked in', () => {
  let test: TestWorkspace;
  let value: string;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
    value = (await test.admin('POST /api/2.0/token/create', {})).json.token_value;
  });
  afterAll(() => test.close());

  const withLastDigit = (digit: string): string => `${value.slice(0, -1)}${digit}`;
  const near = (): string => withLastDigit(value.endsWith('0') ? '1' : '0');
  const far = (): string => `dapi${[...value.slice(4)].map(digit => (digit === '0' ? '1' : '0')).join('')}`;

  it('depends on a hash of it alone: guesses that are nearly right are as far off as any', () => {
    const right = tokenLookup(value);
    // A nearly right guess would share most of the text; of its hash it shares what chance gives.
    expect(commonPrefix(tokenLookup(near()), right)).toBeLessThan(12);
    expect(commonPrefix(tokenLookup(far()), right)).toBeLessThan(12);
    expect(right).toMatch(/^[0-9a-f]{64}$/);
    // What lists show is no help in finding what is looked up.
    expect(right).not.toBe(tokenId(value));
  });
});
