import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkspace } from '../../tools/workspace-process.ts';
import type { Benchmark, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { progress } from '../progress.ts';
import { residentMemory } from '../tables/process-memory.ts';

/** One start: milliseconds from spawning the process to its ready line, and the megabytes that it takes then. */
interface Start {
  readonly time: number;
  readonly memory: number;
}

const startOnce = async (data: string): Promise<Start> => {
  const begun = performance.now();
  const workspace = await startWorkspace(new AbortController().signal, { data });
  const time = performance.now() - begun;
  const memory = residentMemory(workspace.pid) / 1e6;
  await workspace.stop();
  return { time, memory };
};

/** Starts a workspace over and over on the database that its first start has made. */
const starts = async (rounds: number): Promise<Start[]> => {
  const data = mkdtempSync(join(tmpdir(), 'boathouse-bench-'));
  try {
    await startOnce(data);
    const found: Start[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const start = await startOnce(data);
      progress(`round ${round}: ${start.time.toFixed(0)} ms, ${start.memory.toFixed(0)} MB`);
      found.push(start);
    }
    return found;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};

interface Question extends Pick<Benchmark, 'name' | 'title' | 'goal' | 'note'> {
  readonly unit: string;
  readonly limit: number;
  readonly figure: (start: Start) => number;
}

const benchmark = ({ unit, limit, figure, ...shown }: Question): Benchmark => ({
  ...shown,
  run: async ({ quick }: RunOptions) => {
    const figures = (await starts(quick ? 2 : 9)).map(figure);
    return { unit, sides: [{ who: 'Boathouse', figures }], met: median(figures) <= limit };
  },
});

/** How long a restart is out of service. */
export const startTime: Benchmark = benchmark({
  name: 'start-time',
  title:
    'Time from starting a workspace, from its sources and with an existing database, to the line that says it is ready.',
  goal: 'at most 1 s',
  unit: 'ms',
  limit: 1_000,
  figure: ({ time }) => time,
});

/** What a workspace takes that nobody has asked for anything. */
export const startMemory: Benchmark = benchmark({
  name: 'start-memory',
  title: 'Resident memory of such a workspace when it is ready.',
  goal: 'at most 150 MB',
  note: 'Linux only.',
  unit: 'MB',
  limit: 150,
  figure: ({ memory }) => memory,
});
