import type { Benchmark, Outcome, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { progress } from '../progress.ts';
import type { BigTable } from './big-table.ts';
import { type PreparedWorkspace, prepareWorkspace } from './prepared-workspace.ts';
import { deltaRs, type Reading, readByDeltaRs } from './readers.ts';
import { type Received, receive } from './receive.ts';

const queryCold = async (prepared: PreparedWorkspace, table: BigTable): Promise<Received> => {
  const workspace = await prepared.startCold();
  try {
    return await receive(workspace.query(table));
  } finally {
    await workspace.stop();
  }
};

/** The protocol and the metadata come before the files. */
const filesOf = ({ lines }: Received): number => lines - 2;

const measure = async (prepared: PreparedWorkspace, table: BigTable, rounds: number): Promise<Outcome> => {
  const [ours, peers]: [number[], Reading[]] = [[], []];
  let megabytes = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const own = await queryCold(prepared, table);
    const peer = await readByDeltaRs('list', table.folder);
    if (filesOf(own) !== peer.files) throw new Error(`Boathouse sends ${filesOf(own)} files, delta-rs ${peer.files}.`);
    ours.push(own.end / 1000);
    peers.push(peer);
    megabytes = own.bytes / 1e6;
    progress(`round ${round}: Boathouse ${(own.end / 1000).toFixed(2)} s, delta-rs ${peer.seconds.toFixed(2)} s`);
  }
  const listed = peers.map(({ seconds }) => seconds);
  return {
    unit: 's',
    sides: [
      { who: 'Boathouse', figures: ours },
      { who: `${deltaRs}, to Python objects`, figures: listed },
      { who: `${deltaRs}, to an Arrow table`, figures: peers.map(({ arrow = 0 }) => arrow) },
    ],
    met: median(ours) <= 2 * median(listed),
    remarks: [`both find ${table.files.toLocaleString('en')} files; the answer is ${megabytes.toFixed(0)} MB`],
  };
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const prepared = await prepareWorkspace([quick ? 10_000 : 1_000_000]);
  try {
    const [table] = prepared.tables;
    if (table === undefined) throw new Error('There is no table.');
    return await measure(prepared, table, quick ? 1 : 5);
  } finally {
    prepared.remove();
  }
};

/** How long a recipient waits for a whole big table that nobody asked for before. */
export const coldQuery: Benchmark = {
  name: 'cold-query',
  title:
    'A recipient queries a table of a million files with statistics from a workspace that has just started and has no snapshot of it, and receives every line, with a signed URL, over HTTP.',
  goal: 'at most 2 × the time of listing the same files with their statistics to Python objects',
  note: 'The time of delta-rs begins after its imports, that of Boathouse when the request is sent. Delta-rs neither signs URLs nor sends anything.',
  run,
};
