import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';
import { type Result, runRules } from './run-rules.ts';
import { brokenDiscovery } from './testing/broken-discovery.ts';
import { brokenHistory } from './testing/broken-history.ts';
import { brokenReading } from './testing/broken-reading.ts';
import { type OddLab, startOddLab } from './testing/odd-lab.ts';

const broken = { ...brokenDiscovery, ...brokenReading, ...brokenHistory };

let workspace: TestWorkspace;
let odd: OddLab;
const results = new Map<string, Result>();

beforeAll(async () => {
  workspace = await startWorkspace();
  odd = await startOddLab(workspace);
  const { lab, proxy } = odd;
  // The survey, which comes before the first rule, is to meet a correct server.
  const oddly = (rule: Rule): Rule => ({
    ...rule,
    check: trial => {
      proxy.become(broken[rule.id]);
      return rule.check(trial);
    },
  });
  const options = { rules: rules.map(oddly), lab, timeout: 5000 };
  for await (const result of runRules(proxy.profile, options)) results.set(result.rule.id, result);
}, 240_000);
afterAll(async () => {
  await odd?.[Symbol.asyncDispose]();
  await workspace?.stop();
});

describe('in front of a server that is correct but for what the rule is about', () => {
  it.each(rules)('$id finds it', ({ id }) => {
    const { outcome, reason, exchanges } = results.get(id) ?? {};
    expect({ outcome, reason, last: outcome === 'fail' ? undefined : exchanges?.at(-1) }).toEqual({
      outcome: 'fail',
      reason: expect.stringMatching(/\w{3}.*\.$/s),
    });
  });

  it('every rule has its own, and there is no other', () => {
    expect(Object.keys(broken).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });
});

/** Numbers between 0 and 1 that are the same in every run. */
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

const strange = [null, 7, -1, 1.5, true, '', 'x', [], [null], {}, { a: null }];

/** Puts something strange in some places of a value, and leaves out others. */
const disturb = (value: unknown, rate: number, next: () => number): unknown => {
  if (next() < rate) return strange[Math.floor(next() * strange.length)];
  if (Array.isArray(value)) return value.map(item => disturb(item, rate, next));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(() => next() >= rate);
  return Object.fromEntries(kept.map(([name, field]) => [name, disturb(field, rate, next)]));
};

const disturbLine = (line: string, rate: number, next: () => number): string => {
  try {
    return JSON.stringify(disturb(JSON.parse(line), rate, next));
  } catch {
    return line;
  }
};

describe('in front of a server whose JSON has other shapes', () => {
  it.each([0.003, 0.02, 0.1])(
    'every rule ends with an outcome (%d of all values are others)',
    async rate => {
      const next = random(7);
      odd.proxy.become({
        say: answered => ({
          ...answered,
          body: answered.body
            .split('\n')
            .map(line => disturbLine(line, rate, next))
            .join('\n'),
        }),
      });
      const outcomes: string[] = [];
      for await (const { outcome } of runRules(odd.proxy.profile, { timeout: 5000 })) outcomes.push(outcome);
      expect(outcomes).toHaveLength(rules.length);
      expect(outcomes).toContain('fail');
    },
    120_000,
  );
});
