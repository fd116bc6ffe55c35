import { parseArgs } from 'node:util';
import type { Benchmark, Outcome } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';
import { saveResult } from './results.ts';
import { comparisonHeading, summarize, verdict } from './summary.ts';

/**
 * Runs benchmarks, each beside its peer.
 *
 *     npm run bench                    all of them
 *     npm run bench -- NAME…           some
 *     npm run bench -- --save NAME…    and keeps what they found in bench/results, for docs/benchmarks.md
 *     npm run bench -- --quick NAME…   small ones, to see that they run
 */
const { values: options, positionals: names } = parseArgs({
  options: { save: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const complain = (): string | undefined => {
  const known = benchmarks.map(({ name }) => name);
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length > 0) return `There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`;
  return options.save && options.quick ? 'What --quick finds says too little to be kept: leave out --save.' : undefined;
};

const print = ({ name, title, goal }: Benchmark, outcome: Outcome): void => {
  const heading = { who: '', median: 'median', comparison: comparisonHeading(outcome), range: 'least – greatest' };
  const rows = [heading, ...summarize(outcome)];
  const width = (field: keyof typeof heading) => Math.max(...rows.map(row => row[field].length));
  const lines = rows.map(({ who, median, comparison, range }) =>
    [
      who.padEnd(width('who')),
      median.padStart(width('median')),
      comparison.padStart(width('comparison')),
      range.padStart(width('range')),
    ].join('   '),
  );
  const target = goal === undefined ? [] : [`Goal: ${goal}: ${verdict(outcome)}`];
  const text = [title, ...lines, ...target, ...(outcome.remarks ?? [])].map(line => `  ${line}\n`).join('');
  process.stdout.write(`${name}\n${text}\n`);
};

/** @returns whether it ran */
const runOne = async (benchmark: Benchmark): Promise<boolean> => {
  process.stderr.write(`${benchmark.name} …\n`);
  try {
    const outcome = await benchmark.run({ quick: options.quick });
    print(benchmark, outcome);
    if (options.save) saveResult(benchmark.name, outcome, new Date());
    return true;
  } catch (error) {
    process.stderr.write(`${benchmark.name} could not be run: ${(error as Error).stack}\n`);
    return false;
  }
};

const complaint = complain();
if (complaint !== undefined) {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 1;
} else {
  for (const benchmark of benchmarks.filter(({ name }) => names.length === 0 || names.includes(name))) {
    if (!(await runOne(benchmark))) process.exitCode = 1;
  }
}
