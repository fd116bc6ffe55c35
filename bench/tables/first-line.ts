import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, Outcome, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { progress } from '../progress.ts';
import { prepareWorkspace, type RunningWorkspace } from './prepared-workspace.ts';
import { type Query, receive } from './receive.ts';

/** Milliseconds. After a second the workspace looks for a newer version again, which is to be part of the time. */
const pause = 1_200;

const measure = async (query: Query, rounds: number): Promise<number[]> => {
  const figures = [];
  // The first query starts the process that reads snapshots.
  await receive(query, { firstOnly: true });
  for (let round = 1; round <= rounds; round += 1) {
    await sleep(pause);
    const { firstFile } = await receive(query, { firstOnly: true });
    figures.push(firstFile);
    progress(`round ${round}: ${firstFile.toFixed(1)} ms`);
  }
  return figures;
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const prepared = await prepareWorkspace([quick ? 10_000 : 1_000_000]);
  let workspace: RunningWorkspace | undefined;
  try {
    workspace = await prepared.startWarm();
    const [table] = prepared.tables;
    if (table === undefined) throw new Error('There is no table.');
    const figures = await measure(workspace.query(table), quick ? 3 : 15);
    return {
      unit: 'ms',
      sides: [{ who: 'Boathouse', figures }],
      met: median(figures) <= 50,
      remarks: [`the table has ${table.files.toLocaleString('en')} files`],
    };
  } finally {
    await workspace?.stop();
    prepared.remove();
  }
};

/** How long a recipient waits until files of a big table begin to come. */
export const firstLine: Benchmark = {
  name: 'first-line',
  title:
    'A recipient queries a table of a million files whose snapshot is on disk, and waits for the first line of a file. The time includes looking for a newer version of the table.',
  goal: 'at most 50 ms',
  run,
};
