import type { Benchmark, Outcome, RunOptions, Side } from '../benchmark.ts';
import { progress } from '../progress.ts';
import { type BigTable, bigTable } from './big-table.ts';
import { type PreparedWorkspace, prepareWorkspace } from './prepared-workspace.ts';
import { readByBoathouse } from './readers.ts';
import { receive } from './receive.ts';

/** Files in the checkpoints; Databricks lets a recipient query tables of up to 400 000. */
const sizes = [1_000, 10_000, 100_000, 400_000, 1_000_000, 4_000_000];
const quickSizes = sizes.filter(size => size <= 100_000);

/** Seconds for each round of all lines received, from a workspace that has answered the query before. */
const queryWarm = async (prepared: PreparedWorkspace, table: BigTable, rounds: number): Promise<number[]> => {
  const workspace = await prepared.startWarm();
  try {
    const query = workspace.query(table);
    await receive(query, { firstOnly: true });
    const figures: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const { lines, end } = await receive(query);
      if (lines - 2 !== table.files) throw new Error(`${lines - 2} files came, not ${table.files}.`);
      figures.push(end / 1000);
    }
    return figures;
  } finally {
    await workspace.stop();
  }
};

const buildCold = async (table: BigTable, rounds: number): Promise<number[]> => {
  const figures: number[] = [];
  for (let round = 1; round <= rounds; round += 1) figures.push((await readByBoathouse(table.folder)).seconds);
  return figures;
};

const measure = async (size: number, rounds: number): Promise<readonly [cold: Side, warm: Side]> => {
  const table = await bigTable(size);
  const show = (work: string) => ({ who: `${work}, ${table.files.toLocaleString('en')} files`, count: table.files });
  const cold = { ...show('cold build'), figures: await buildCold(table, rounds) };
  const prepared = await prepareWorkspace([size]);
  try {
    const warm = { ...show('warm query'), figures: await queryWarm(prepared, table, rounds) };
    for (const { who, figures } of [cold, warm]) {
      progress(`${who}: ${figures.map(figure => figure.toFixed(2)).join(', ')} s`);
    }
    return [cold, warm];
  } finally {
    prepared.remove();
  }
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const measured: (readonly [Side, Side])[] = [];
  for (const size of quick ? quickSizes : sizes) measured.push(await measure(size, quick ? 1 : 3));
  const sides = [...measured.map(([cold]) => cold), ...measured.map(([, warm]) => warm)];
  return { unit: 's', sides, compare: 'growth' };
};

/** How cost grows with the number of files of a table. */
export const tableGrowth: Benchmark = {
  name: 'table-growth',
  title:
    'How time grows with the number of files: to build the snapshot of a table in a new process (whose start is not counted), and to receive every line of a query over HTTP when the snapshot is there.',
  note: 'Each table is measured three times in a row. Small tables show the fixed cost of a query.',
  run,
};
