import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, Outcome, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { progress } from '../progress.ts';
import type { BigTable } from './big-table.ts';
import { type PreparedWorkspace, prepareWorkspace } from './prepared-workspace.ts';
import { residentMemory, watchMemory } from './process-memory.ts';
import { receive } from './receive.ts';

/** Bytes per second that the client takes: a fifth of a gigabit line. */
const rate = 25_000_000;

/** Milliseconds for a workspace to come to rest. */
const rest = 2_000;

/** How much more than at rest all processes take at most while a client reads a table, in MB. */
const growthWhileRead = async (prepared: PreparedWorkspace, table: BigTable): Promise<number> => {
  const workspace = await prepared.startWarm();
  try {
    await sleep(rest);
    const idle = residentMemory(workspace.pid);
    const watch = watchMemory(workspace.pid);
    const { lines, end } = await receive(workspace.query(table), { rate });
    const peak = watch.stop();
    if (lines - 2 !== table.files) throw new Error(`${lines - 2} files came, not ${table.files}.`);
    const [growth, from] = [(peak - idle) / 1e6, idle / 1e6];
    progress(
      `${table.files} files: ${growth.toFixed(0)} MB over ${from.toFixed(0)} MB, in ${(end / 1000).toFixed(1)} s`,
    );
    return growth;
  } finally {
    await workspace.stop();
  }
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const prepared = await prepareWorkspace([quick ? 100_000 : 1_000_000, 10_000]);
  try {
    const sides = prepared.tables.map(table => ({ table, figures: [] as number[], again: [] as number[] }));
    for (let round = 1; round <= (quick ? 1 : 3); round += 1) {
      prepared.forgetAnswers();
      for (const { table, figures } of sides) figures.push(await growthWhileRead(prepared, table));
      for (const { table, again } of sides) again.push(await growthWhileRead(prepared, table));
    }
    const [large, small] = sides.map(({ figures }) => median(figures));
    const later = sides.map(({ again }) => `${median(again).toFixed(0)} MB`);
    return {
      unit: 'MB',
      sides: sides.map(({ table, figures }) => ({
        who: `Boathouse, ${table.files.toLocaleString('en')} files`,
        figures,
      })),
      compare: 'difference',
      met: (large ?? Infinity) - (small ?? 0) <= 150,
      remarks: [
        `the client takes ${rate / 1e6} MB a second`,
        `when the version has been queried before: ${later.join(' beside ')}`,
      ],
    };
  } finally {
    prepared.remove();
  }
};

/** Whether a big answer costs memory while a slow client holds it up. */
export const slowClientMemory: Benchmark = {
  name: 'slow-client-memory',
  title:
    'A slow client receives a table of a million files from a workspace that has just started and has its snapshot on disk, the first time that this version is queried. The figure is the peak of the resident memory of all processes of the workspace together, less what they take at rest; the same with ten thousand files is shown for comparison.',
  goal: 'at most 150 MB more',
  note: 'At rest the process that reads snapshots has not started yet, so the figure includes all of it, with its runtime and its engine. Linux only.',
  run,
};
