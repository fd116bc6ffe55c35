import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Result } from '@boathouse/conformance';

/** What came of a rule, as `boathouse conformance sharing -o json` prints it. Of a rule that is kept, the outcome is enough. */
export type SavedResult = Pick<Result, 'outcome' | 'reason'> & {
  readonly rule: Pick<Result['rule'], 'id'>;
  /** Of a rule that is broken: the last one shows it. */
  readonly exchanges?: Result['exchanges'];
};

/** One run of the suite. */
export interface SavedRun {
  /** What the server ran on, in a few words, such as `SQLite, local folder`. */
  readonly on: string;
  /** The command, as somebody would repeat it. */
  readonly command: string;
  readonly results: readonly SavedResult[];
}

/** All that is kept of a server. */
export interface ServerResults {
  readonly server: string;
  readonly version: string;
  /** The day, `2026-11-22`. */
  readonly date: string;
  /** What else has to be known, such as how the server was built: Markdown. */
  readonly remarks?: string;
  readonly runs: readonly SavedRun[];
  /** By the id of a broken rule: what looking at the exchange by hand came to. No failure is shown without. */
  readonly judgements?: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL('./results/', import.meta.url));

/** Our own results stand first, whatever the others are called. */
const ownFile = 'boathouse.json';

/** The results of every server that there are some of, Boathouse's first. */
export const readSavedResults = (): readonly ServerResults[] => {
  const names = readdirSync(folder).filter(name => name.endsWith('.json'));
  const others = names.filter(name => name !== ownFile).sort();
  return [...names.filter(name => name === ownFile), ...others].map(name =>
    JSON.parse(readFileSync(`${folder}${name}`, 'utf8')),
  );
};

/** A line for each result, so that a difference can be read. */
const toText = ({ runs, ...server }: ServerResults): string => {
  const runText = ({ results, ...run }: SavedRun): string => {
    const lines = results.map(result => `    ${JSON.stringify(result)}`).join(',\n');
    return `  {${JSON.stringify(run).slice(1, -1)}, "results": [\n${lines}\n  ]}`;
  };
  return `{${JSON.stringify(server).slice(1, -1)}, "runs": [\n${runs.map(runText).join(',\n')}\n]}\n`;
};

/** Keeps the results of Boathouse, for the page that shows them. */
export const saveOwnResults = (results: ServerResults): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${ownFile}`, toText(results));
};
