import type { Benchmark, Outcome, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { progress } from '../progress.ts';
import { bigTable } from './big-table.ts';
import { deltaRs, type Reading, readByBoathouse, readByDeltaRs } from './readers.ts';

const seconds = (readings: readonly Reading[], figure: 'seconds' | 'whole'): number[] =>
  readings.map(reading => reading[figure]);

const requireAgreement = (ours: Reading, peers: Reading): void => {
  if (ours.files === peers.files && ours.bytes === peers.bytes) return;
  const show = ({ files, bytes }: Reading) => `${files} files of ${bytes} bytes`;
  throw new Error(`Boathouse finds ${show(ours)}, delta-rs ${show(peers)}.`);
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const table = await bigTable(quick ? 10_000 : 1_000_000);
  const rounds = quick ? 1 : 5;
  // Makes the environment of Python, and brings the log into the page cache for both.
  await readByDeltaRs('count', table.folder);
  const [ours, peers]: [Reading[], Reading[]] = [[], []];
  for (let round = 1; round <= rounds; round += 1) {
    const [own, peer] = [await readByBoathouse(table.folder), await readByDeltaRs('count', table.folder)];
    requireAgreement(own, peer);
    ours.push(own);
    peers.push(peer);
    progress(`round ${round}: Boathouse ${own.whole.toFixed(2)} s, delta-rs ${peer.whole.toFixed(2)} s`);
  }
  const [own, peer] = [median(seconds(ours, 'seconds')), median(seconds(peers, 'seconds'))];
  return {
    unit: 's',
    sides: [
      { who: 'Boathouse', figures: seconds(ours, 'whole') },
      { who: deltaRs, figures: seconds(peers, 'whole') },
    ],
    met: median(seconds(ours, 'whole')) <= median(seconds(peers, 'whole')),
    remarks: [
      `both count ${table.files.toLocaleString('en')} files of ${(ours[0]?.bytes ?? 0).toLocaleString('en')} bytes`,
      `without the start of the runtime and its imports: ${own.toFixed(2)} s and ${peer.toFixed(2)} s`,
    ],
  };
};

/** How long it takes until a table that was never read can be served. */
export const coldSnapshot: Benchmark = {
  name: 'cold-snapshot',
  title:
    'Builds the snapshot of a table of a million files with statistics (a checkpoint and a hundred commits of a thousand actions, on the local disk), and counts its active files and their bytes. Each round is a new process without a cache, and includes its start.',
  goal: 'at most 1.0 × the time',
  note: 'Boathouse writes the snapshot to disk, for every later query, under a memory limit of 512 MB; delta-rs keeps it in memory for the one process. The log is in the page cache of the system for both.',
  run,
};
