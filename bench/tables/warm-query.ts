import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorkspace } from '../../tools/workspace-process.ts';
import type { Benchmark, Outcome, RunOptions, Side } from '../benchmark.ts';
import { median } from '../median.ts';
import { findDeltaSharingServer, startDeltaSharingServer } from '../peers/delta-sharing-server.ts';
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

/** The peers while they are used: the libraries of the reference server, and itself where a release of it is at hand. */
const withPeers = async <T>({ store, location }: S3Table, use: (peers: Contender[]) => Promise<T>): Promise<T> => {
  const table = location.replace('s3:', 's3a:');
  const script = findDeltaSharingServer();
  const parts = await startReferenceParts(store, table);
  try {
    const server = script === undefined ? undefined : await startDeltaSharingServer(script, store, table);
    const libraries = [
      { who: 'Delta Kernel 3.2.0', query: { url: parts.kernel, token: '' } },
      { who: 'Delta Standalone 3.2.0', query: { url: parts.standalone, token: '' } },
    ];
    try {
      return await use(server === undefined ? libraries : [...libraries, server]);
    } finally {
      await server?.stop();
    }
  } finally {
    await parts.stop();
  }
};

/** Of the reference server, where it is at hand; else of the faster of its libraries. */
const timeOfPeers = (sides: readonly Side[]): number => {
  const server = sides.filter(({ who }) => who.startsWith('delta-sharing-server'));
  return Math.min(...(server.length > 0 ? server : sides).map(({ figures }) => median(figures)));
};

const compare = async (stored: S3Table, table: BigTable, quick: boolean): Promise<Outcome> => {
  const turns = quick ? { warmUps: 1, rounds: 1 } : { warmUps: 3, rounds: 5 };
  const sides = await withPeers(stored, peers =>
    withBoathouse(stored, query => interleaved([{ who: 'Boathouse', query }, ...peers], table, turns)),
  );
  const [own = Infinity] = sides.map(({ figures }) => median(figures));
  const remarks = [`each sends ${table.files.toLocaleString('en')} files, each with a signed URL`];
  return { unit: 's', sides, met: own * 10 <= timeOfPeers(sides.slice(1)), remarks };
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
    'A recipient queries a table of a hundred thousand files in an S3-compatible store, not for the first time, and receives every line, with a URL signed for the store. The time includes looking for a newer version of the table.',
  goal: 'at most a tenth of the time of the reference server',
  note: 'The reference server measured here was compiled from its public sources, as for [the results of the conformance suite](conformance.md), because Maven Central has no `io.delta:delta-sharing-server_2.12`. Whoever has a release of it from GitHub measures that one with `BOATHOUSE_DELTA_SHARING_SERVER=/path/to/bin/delta-sharing-server`. Its URLs are signed for AWS: it cannot sign for another endpoint. The other two peers are the libraries that it is made of, in the same versions, behind the HTTP server of the JDK (`bench/peers/ReferenceParts.java`). Delta Kernel reads the table anew for each query, as the server does for a plain one; Delta Standalone keeps it in memory, as the server does for a query in pages. Both sign with the S3 client of AWS for Java, send lines while they read, check no token and keep no audit trail. A tenth of the time of the faster one is out of reach: the time left for each file would be less than its signature for S3 takes (a hash and a MAC: three calls of SHA-256, 3 µs). By a profile, Boathouse spends a third of its time on those signatures, a sixth on garbage collection and an eighth on the socket; the rest is spread over paths and lines.',
  run,
};
