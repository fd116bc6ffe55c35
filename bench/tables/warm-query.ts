import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorkspace } from '../../tools/workspace-process.ts';
import type { Benchmark, Outcome, RunOptions, Side } from '../benchmark.ts';
import { median } from '../median.ts';
import { startReferenceParts } from '../peers/reference-server.ts';
import { progress } from '../progress.ts';
import { type BigTable, bigTable } from './big-table.ts';
import { type Query, receive } from './receive.ts';
import { type S3Table, storeInS3, writeS3Config } from './s3-table.ts';
import { queryOf, shareTables } from './shared-table.ts';

/** Milliseconds. After a second the workspace looks for a newer version again, which is to be part of the time. */
const pause = 1_200;

interface Contender {
  readonly who: string;
  readonly query: Query;
}

/** A workspace that shares the table in the store, while it is used. */
const withBoathouse = async <T>(stored: S3Table, use: (query: Query) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-bench-'));
  const config = join(folder, 'boathouse.yaml');
  writeS3Config(config, stored);
  try {
    const workspace = await startWorkspace(new AbortController().signal, { flags: ['--config', config] });
    try {
      const credential = await shareTables(workspace, [{ name: 'table', location: stored.location }]);
      return await use(queryOf(workspace, credential, 'table'));
    } finally {
      await workspace.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const queryAll = async ({ who, query }: Contender, files: number): Promise<number> => {
  const { lines, end } = await receive(query);
  if (lines - 2 !== files) throw new Error(`${who} sends ${lines - 2} files, not ${files}.`);
  progress(`${who}: ${(end / 1000).toFixed(2)} s`);
  return end / 1000;
};

/** Rounds in turn. The first ones do not count: a Java program is slow until it has compiled what it does. */
const interleaved = async (
  contenders: readonly Contender[],
  { files }: BigTable,
  { warmUps, rounds }: { readonly warmUps: number; readonly rounds: number },
): Promise<Side[]> => {
  const sides = contenders.map(({ who }) => ({ who, figures: [] as number[] }));
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      await sleep(pause);
      const figure = await queryAll(contender, files);
      if (round > 0) sides[index]?.figures.push(figure);
    }
  }
  return sides;
};

const compare = async (stored: S3Table, table: BigTable, quick: boolean): Promise<Outcome> => {
  const peer = await startReferenceParts(stored.store, stored.location.replace('s3:', 's3a:'));
  try {
    const sides = await withBoathouse(stored, query =>
      interleaved(
        [
          { who: 'Boathouse', query },
          { who: 'Delta Kernel 3.2.0', query: { url: peer.kernel, token: '' } },
          { who: 'Delta Standalone 3.2.0', query: { url: peer.standalone, token: '' } },
        ],
        table,
        quick ? { warmUps: 1, rounds: 1 } : { warmUps: 3, rounds: 5 },
      ),
    );
    const [own = Infinity, ...peers] = sides.map(({ figures }) => median(figures));
    const remarks = [`each sends ${table.files.toLocaleString('en')} files, with URLs signed for the same store`];
    return { unit: 's', sides, met: own * 10 <= Math.min(...peers), remarks };
  } finally {
    await peer.stop();
  }
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const table = await bigTable(quick ? 10_000 : 100_000);
  const stored = await storeInS3(table);
  try {
    return await compare(stored, table, quick);
  } finally {
    await stored.store.stop();
  }
};

/** How long a recipient waits for a table in S3 that is read often. */
export const warmQuery: Benchmark = {
  name: 'warm-query',
  title:
    'A recipient queries a table of a hundred thousand files in an S3-compatible store, not for the first time, and receives every line, with a URL signed for the store. The look for a newer version is part of it.',
  goal: 'at most a tenth of the time of the faster peer',
  note: 'The goal is about the delta-io reference server, which Maven Central does not have (`io.delta:delta-sharing-server_2.12` resolves in no version). The peers are therefore the libraries that it is made of, in its versions, behind the HTTP server of the JDK (`bench/peers/ReferenceParts.java`): Delta Kernel reads the table anew for each query, as the reference server does for a plain one; Delta Standalone keeps it in memory, as the reference server does for a query in pages. Both sign with the S3 client of AWS for Java. They send lines while they read, check no token and keep no audit trail, so that they are faster than the server would be. Where the time of Boathouse goes, by a profile of the process that answers: two fifths to the SHA-256 of signatures (a hash and a MAC for each URL), a fifth to putting lines together, a ninth to the socket. Beside it the process that reads the snapshot is busy for half that time, and the client for a quarter, so that two cores are full.',
  run,
};
