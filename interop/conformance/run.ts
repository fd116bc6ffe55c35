import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Checked, checkCombination } from './check-combination.ts';
import { type Combination, combinations, nameOf, quickCombinations } from './combinations.ts';
import { isAsExpected, isUnexpected } from './expected.ts';
import { type SavedRun, saveOwnResults } from './saved-results.ts';
import { openDatabase, openStore } from './services.ts';

/**
 * Has the command line check Boathouse by every rule of Delta Sharing, on each database and each store:
 *
 *     npm run conformance                every combination
 *     npm run conformance -- --quick     PostgreSQL with S3 alone
 *     npm run conformance -- --save      every combination, kept in interop/conformance/results for docs/conformance.md
 *
 * Ends with exit code 1 when a rule is broken, or could not be tried, or something is not offered that should be.
 */
const { values: options } = parseArgs({
  options: { save: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
if (options.save && options.quick) throw new Error('What --quick finds is not all: leave out --save.');

const ended = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => ended.abort(new Error(`Ended by ${name}.`)));
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../packages/conformance/package.json', import.meta.url), 'utf8'),
);

/** What somebody would type who has such a workspace. */
const commandOf = ({ store }: Combination): string => {
  const urls = {
    'local folder': 'file:///srv/tables',
    S3: 's3://tables',
    Azure: 'abfss://tables@account.dfs.core.windows.net',
  };
  return `boathouse conformance sharing --admin-profile DEFAULT --storage ${urls[store]} -o json`;
};

const seconds = (begun: number): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

/** Says what came of a combination: a line, and what is not a pass with all that explains it. */
const report = (combination: Combination, { results, log }: Checked, begun: number): void => {
  const others = results.filter(isUnexpected);
  const passed = results.filter(({ outcome }) => outcome === 'pass').length;
  const counts = `${passed} of ${results.length} rules pass`;
  say(`${isAsExpected(results) ? 'ok  ' : 'FAIL'} ${nameOf(combination)}: ${counts} (${seconds(begun)})`);
  for (const { rule, outcome, reason, exchanges = [] } of others) {
    say(`     ${outcome} ${rule.id}: ${reason ?? 'It is expected not to be offered.'}`);
    for (const { request, response } of exchanges) say(`     > ${request}\n     < ${response}`);
  }
  if (others.length > 0) say(log);
};

/** Starts what a combination needs, checks it, and stops all of it again. */
const check = async (combination: Combination): Promise<Checked> => {
  const scratch = mkdtempSync(join(tmpdir(), 'boathouse-conformance-'));
  const stops: (() => Promise<void>)[] = [];
  try {
    const store = await openStore(combination.store, scratch);
    stops.push(store.stop);
    const database = await openDatabase(combination.database);
    stops.push(database.stop);
    return await checkCombination(database, store, ended.signal);
  } finally {
    for (const stop of stops.reverse()) await stop();
    rmSync(scratch, { recursive: true, force: true });
  }
};

const runs: SavedRun[] = [];
for (const combination of options.quick ? quickCombinations : combinations) {
  const begun = performance.now();
  try {
    const checked = await check(combination);
    report(combination, checked, begun);
    if (!isAsExpected(checked.results)) process.exitCode = 1;
    runs.push({ on: nameOf(combination), command: commandOf(combination), results: checked.results });
  } catch (error) {
    process.exitCode = 1;
    say(`FAIL ${nameOf(combination)}: ${(error as Error).message} (${seconds(begun)})`);
    if (ended.signal.aborted) break;
  }
}
// A page with some combinations missing would look as if there were no more.
if (options.save && runs.length === combinations.length) {
  saveOwnResults({ server: 'Boathouse', version, date: new Date().toISOString().slice(0, 10), runs });
}
