import type { Lab } from './lab/lab.ts';
import type { Probe } from './probe.ts';
import type { TableFacts, TableNeeds } from './table-facts.ts';

/** What a rule has to work with. */
export interface Trial {
  readonly send: Probe['send'];
  readonly fetchFile: Probe['fetchFile'];
  /** The tables that the profile shows, as far as they were looked at. */
  readonly tables: readonly TableFacts[];
  /** The first table with these properties. Throws `NotTried` when the profile shows none. */
  tableWith(needs?: TableNeeds): TableFacts;
  /** Makes tables of known content. Throws `NotTried` when the suite was not given an administrator's login. */
  lab(): Lab;
}

/** One thing that a correct server does. */
export interface Rule {
  /** Stable and unique, `area/what-holds`: people name it in `--only` and in reports. */
  readonly id: string;
  /** What a correct server does, as a sentence. */
  readonly title: string;
  /** Where that is written: a section of the protocol, or the client whose contract it is. */
  readonly requirement: string;
  /** Whom or what it protects, or what goes wrong for whom where it does not hold: a sentence. */
  readonly protects: string;
  /** `core` is what every client needs; `full` is what the protocol offers besides. */
  readonly level: 'core' | 'full';
  /** Throws `Finding` when the server breaks the rule, `NotOffered` or `NotTried` when nothing can be said. */
  check(trial: Trial): Promise<void>;
}
