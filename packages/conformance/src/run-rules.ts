import { type Exchange, toShow } from './exchange.ts';
import { Finding, NotOffered, NotTried } from './finding.ts';
import type { Lab } from './lab/lab.ts';
import { LabError } from './lab/lab-error.ts';
import { defaultLimits, type Limits, openProbe, type Probe } from './probe.ts';
import type { Profile } from './profile.ts';
import type { Rule, Trial } from './rule.ts';
import { rules as allRules } from './rules.ts';
import { lookAgain, type Seen, survey } from './survey.ts';
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
  if (!(error instanceof Error)) throw error;
  // It may hold what the server sent.
  const reason = toShow(error.message);
  if (error instanceof NotOffered) return { outcome: 'not offered', reason };
  if (error instanceof NotTried || error instanceof LabError) return { outcome: 'not tried', reason };
  if (error instanceof Finding) return { outcome: 'fail', reason };
  throw error;
};

/** How many answers that take the whole timeout a rule, or the survey, may wait for. */
const patience = 10;

/** Does something with a probe of its own, which gives up when all of it together takes too long. */
const withProbe = async <Made>(
  { profile, limits }: Pick<Run, 'profile' | 'limits'>,
  action: (probe: Probe) => Promise<Made>,
): Promise<Made> => {
  const end = new AbortController();
  const time = limits.timeout * patience;
  const late = new NotTried(`It was given up after ${time / 1000} seconds: the server answers slowly, or without end`);
  const timer = setTimeout(() => end.abort(late), time);
  const signal = limits.signal === undefined ? end.signal : AbortSignal.any([end.signal, limits.signal]);
  try {
    return await action(openProbe(profile, { ...limits, signal }));
  } finally {
    clearTimeout(timer);
  }
};

/** What all rules of a run share. */
interface Run {
  readonly profile: Profile;
  readonly limits: Limits;
  readonly lab: Lab | undefined;
  /** Brought up to date when tables get new versions. */
  seen: Seen;
}

const trialOf = ({ seen: { tables, problem }, lab }: Run, { send, fetchFile }: Probe): Trial => ({
  send,
  fetchFile,
  tables,
  tableWith: (needs = {}) => {
    if (tables.length > 0 || problem === undefined) return findTable(tables, needs, problem);
    throw new NotTried(`The tables could not be looked at: ${problem}`);
  },
  lab: () => {
    if (lab !== undefined) return lab;
    throw new NotTried(
      'It needs tables of known content, which the suite makes when it is given a storage to write to',
    );
  },
});

/** How often a rule is tried on tables that somebody writes to. */
const maxTries = 3;

const tryRule = ({ check, ...rule }: Rule, run: Run): Promise<Result> =>
  withProbe(run, async probe => {
    try {
      await check(trialOf(run, probe));
      return { rule, outcome: 'pass', exchanges: probe.exchanges };
    } catch (error) {
      return { rule, ...outcomeOf(error), exchanges: probe.exchanges };
    }
  });

/** Brings what was seen up to date, where a rule was tried on tables that have a newer version now. */
const haveMoved = async (run: Run, { exchanges }: Result): Promise<boolean> => {
  const isTouched = ({ path }: TableFacts) => exchanges.some(({ request }) => request.includes(`${path}/`));
  const touched = run.seen.tables.filter(isTouched);
  const now = await withProbe(run, probe => lookAgain(probe, touched));
  if (now === undefined) return false;
  const fresh = new Map(now.map(table => [table.path, table]));
  run.seen = { ...run.seen, tables: run.seen.tables.map(table => fresh.get(table.path) ?? table) };
  return true;
};

/** Rules compare answers: when somebody writes between two of them, a rule that fails says nothing, and is tried again. */
const runRule = async (rule: Rule, run: Run): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    const result = await tryRule(rule, run);
    if (result.outcome !== 'fail' || !(await haveMoved(run, result))) return result;
    if (tries === maxTries) {
      const reason = `Somebody wrote to the table each time that it was tried. The last time: ${result.reason}`;
      return { ...result, outcome: 'not tried', reason };
    }
  }
};

/**
 * Tries rules on the server of a profile, one after the other. It writes nothing there, but for what the lab makes, and
 * needs no more than a recipient may do. Each request ends within the timeout, and each rule within ten of them.
 *
 * @returns a result for each rule, in their order
 */
export async function* runRules(profile: Profile, options: RunOptions = {}): AsyncGenerator<Result> {
  const { rules = allRules, lab, ...rest } = options;
  const limits = { ...defaultLimits, ...rest };
  const run = { profile, limits, lab, seen: await withProbe({ profile, limits }, survey) };
  for (const rule of rules) yield await runRule(rule, run);
}
