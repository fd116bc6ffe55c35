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

Each benchmark asks one question and has it answered by Boathouse and by a peer in the same run, round by round in turn.
What counts is the median. \`npm run bench\` runs all of them, \`npm run bench -- NAME\` one; \`--save\` keeps what it
found in \`bench/results\`, from where \`npm run generate\` brings it here. They make their own tables, and get peers
from package registries; what is missing on the machine they say.

${overview(all)}

${all.map(section).join('\n\n')}
`;
