import type { Benchmark } from '../../bench/benchmark.ts';
import type { Result } from '../../bench/results.ts';
import { comparisonHeading, summarize, verdict } from '../../bench/summary.ts';

/** A benchmark and the run of it that was saved, if one was. */
export interface Measured {
  readonly benchmark: Benchmark;
  readonly result: Result | undefined;
}

const tableOf = ({ outcome }: Result): string => {
  const rows = summarize(outcome).map(
    ({ who, median, comparison, range }) => `| ${who} | ${median} | ${comparison} | ${range} |`,
  );
  return [
    `| | median | ${comparisonHeading(outcome)} | least – greatest |`,
    '| --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
};

const machineOf = ({ date, machine }: Result): string =>
  `${date}, ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}`;

const goalOf = ({ benchmark: { goal }, result }: Measured): string => {
  if (goal === undefined) return '';
  return result === undefined ? `Goal: ${goal}.` : `Goal: ${goal}: **${verdict(result.outcome)}**.`;
};

const foundOf = ({ result }: Measured): string[] => {
  if (result === undefined) return ['No run of it has been saved.'];
  const { figures = [] } = result.outcome.sides[0] ?? {};
  const remarks = [...(result.outcome.remarks ?? []), `${figures.length} rounds; ${machineOf(result)}`];
  return [tableOf(result), remarks.map(remark => `- ${remark}`).join('\n')];
};

const section = (measured: Measured): string => {
  const { name, title, note = '' } = measured.benchmark;
  const parts = [`## ${name}`, title, goalOf(measured), ...foundOf(measured), note];
  return [...parts, `\`npm run bench -- ${name}\``].filter(part => part !== '').join('\n\n');
};

const overview = (all: readonly Measured[]): string => {
  const rows = all
    .filter(({ benchmark }) => benchmark.goal !== undefined)
    .map(({ benchmark: { name, goal }, result }) => {
      const found = result === undefined ? 'not run' : verdict(result.outcome);
      return `| [${name}](#${name}) | ${goal} | ${found} |`;
    });
  return ['| benchmark | goal | |', '| --- | --- | --- |', ...rows].join('\n');
};

/** `docs/benchmarks.md`: what each benchmark measures, and what its saved run found. */
export const benchmarksPage = (all: readonly Measured[]): string => `<!-- Made by \`npm run generate\`. -->
# Benchmarks

Each benchmark measures Boathouse and its peers in the same run, round by round in turn; the median counts. \`npm run bench\`
runs all of them, and \`npm run bench -- NAME\` runs one. \`--save\` keeps the figures in \`bench/results\`, and
\`npm run generate\` makes this page of them. Benchmarks make their own tables and get peers from package registries; they tell
what is missing on the machine.

${overview(all)}

${all.map(section).join('\n\n')}
`;
