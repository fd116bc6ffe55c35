import type { Exchange } from './exchange.ts';
import { Finding, NotOffered, NotTried } from './finding.ts';
import type { Lab } from './lab/lab.ts';
import { LabError } from './lab/lab-error.ts';
import { defaultLimits, type Limits, openProbe } from './probe.ts';
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
  /** Makes the tables that some rules need; those are not tried without one. */
  readonly lab?: Lab | undefined;
}

const outcomeOf = (error: unknown): Pick<Result, 'outcome' | 'reason'> => {
  if (error instanceof NotOffered) return { outcome: 'not offered', reason: error.message };
  if (error instanceof NotTried || error instanceof LabError) return { outcome: 'not tried', reason: error.message };
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

/** What all rules of a run share. */
interface Run {
  readonly profile: Profile;
  readonly limits: Limits;
  readonly lab: Lab | undefined;
  readonly seen: readonly TableFacts[] | Finding;
}

const trialOf = ({ seen, lab }: Run, send: Trial['send']): Trial => ({
  send,
  tables: seen instanceof Finding ? [] : seen,
  tableWith: (needs = {}) => {
    if (seen instanceof Finding) throw new NotTried(`The tables could not be looked at: ${seen.message}`);
    return findTable(seen, needs);
  },
  lab: () => {
    if (lab !== undefined) return lab;
    throw new NotTried(
      'It needs tables of known content, which the suite makes when it is given a storage to write to',
    );
  },
});

const runRule = async (rule: Rule, run: Run): Promise<Result> => {
  const { check, ...facts } = rule;
  const probe = openProbe(run.profile, run.limits);
  try {
    await check(trialOf(run, probe.send));
    return { rule: facts, outcome: 'pass', exchanges: probe.exchanges };
  } catch (error) {
    return { rule: facts, ...outcomeOf(error), exchanges: probe.exchanges };
  }
};

/**
 * Tries rules on the server of a profile, one after the other. It writes nothing there, but for what the lab makes, and
 * needs no more than a recipient may do. Each request ends within the timeout, so that the whole does too.
 *
 * @returns a result for each rule, in their order
 */
export async function* runRules(profile: Profile, options: RunOptions = {}): AsyncGenerator<Result> {
  const { rules = allRules, lab, ...rest } = options;
  const limits = { ...defaultLimits, ...rest };
  const run = { profile, limits, lab, seen: await surveyed(profile, limits) };
  for (const rule of rules) yield await runRule(rule, run);
}
