import type { Exchange } from './exchange.ts';
import { Finding, NotOffered, NotTried } from './finding.ts';
import { type Limits, openProbe } from './probe.ts';
import type { Profile } from './profile.ts';
import type { Rule, Trial } from './rule.ts';
import { rules as allRules } from './rules.ts';
import { survey } from './survey.ts';
import { findTable, type TableFacts } from './table-facts.ts';

/** What came of a rule. */
export interface Result {
  readonly rule: Omit<Rule, 'check'>;
  readonly outcome: 'pass' | 'fail' | 'not offered' | 'not tried';
  /** Why it is not `pass`. */
  readonly reason?: string;
  /** What went over the wire for this rule. */
  readonly exchanges: readonly Exchange[];
}

/** What to run, and how patiently. */
export interface RunOptions extends Partial<Limits> {
  /** The rules to run; all when absent. */
  readonly rules?: readonly Rule[];
}

const defaults: Limits = { timeout: 30_000, maxBytes: 64 * 1024 * 1024 };

const outcomeOf = (error: unknown): Pick<Result, 'outcome' | 'reason'> => {
  if (error instanceof NotOffered) return { outcome: 'not offered', reason: error.message };
  if (error instanceof NotTried) return { outcome: 'not tried', reason: error.message };
  if (error instanceof Finding) return { outcome: 'fail', reason: error.message };
  throw error;
};

const surveyed = async (profile: Profile, limits: Limits): Promise<readonly TableFacts[] | Finding> => {
  try {
    return await survey(openProbe(profile, limits));
  } catch (error) {
    if (error instanceof Finding) return error;
    throw error;
  }
};

const runRule = async (
  rule: Rule,
  profile: Profile,
  limits: Limits,
  seen: readonly TableFacts[] | Finding,
): Promise<Result> => {
  const { check, ...facts } = rule;
  const probe = openProbe(profile, limits);
  const tables = seen instanceof Finding ? [] : seen;
  const tableWith: Trial['tableWith'] = (needs = {}) => {
    if (seen instanceof Finding) throw new NotTried(`The tables could not be looked at: ${seen.message}`);
    return findTable(tables, needs);
  };
  try {
    await check({ send: probe.send, tables, tableWith });
    return { rule: facts, outcome: 'pass', exchanges: probe.exchanges };
  } catch (error) {
    return { rule: facts, ...outcomeOf(error), exchanges: probe.exchanges };
  }
};

/**
 * Tries rules on the server of a profile, one after the other. It writes nothing there and needs no more than a
 * recipient may do. Each request ends within the timeout, so that the whole does too.
 *
 * @returns a result for each rule, in their order
 */
export async function* runRules(profile: Profile, options: RunOptions = {}): AsyncGenerator<Result> {
  const { rules = allRules, ...limits } = { ...defaults, ...options };
  const seen = await surveyed(profile, limits);
  for (const rule of rules) yield await runRule(rule, profile, limits, seen);
}
