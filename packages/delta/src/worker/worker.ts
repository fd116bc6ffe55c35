import type { DuckDBInstance } from '@duckdb/node-api';
import { prepareCommits } from '../changes/prepare-commits.ts';
import { readChanges, skipChanges } from '../changes/read-changes.ts';
import { DeltaError } from '../errors.ts';
import { asDeltaError } from '../replay/engine-error.ts';
import { replay } from '../replay/replay.ts';
import { findSidecars } from '../replay/sidecars.ts';
import { type DatabaseLimits, openDatabase } from './database.ts';
import type { Job, JobMessage, JobReply, JobResults } from './jobs.ts';
import { countFiles, findKeys, readFiles } from './read-files.ts';

// The entry of a worker process. DuckDB runs here and nowhere else, so that a file made to break it breaks this alone.

/** For jobs that read snapshots, which share one database. */
const limits: DatabaseLimits = JSON.parse(process.argv[2] ?? '{}');
let shared: Promise<DuckDBInstance> | undefined;

async function run(job: Job): Promise<JobResults[Job['kind']]> {
  if (job.kind === 'replay') return replay(job);
  if (job.kind === 'find-sidecars') return findSidecars(job);
  if (job.kind === 'prepare-commits') return prepareCommits(job);
  shared ??= openDatabase(limits);
  const connection = await (await shared).connect();
  try {
    if (job.kind === 'find-keys') return await findKeys(connection, job);
    if (job.kind === 'count-files') return await countFiles(connection, job);
    if (job.kind === 'read-changes') return await readChanges(connection, job);
    if (job.kind === 'skip-changes') return await skipChanges(connection, job);
    return await readFiles(connection, job);
  } catch (error) {
    throw asDeltaError(error, limits);
  } finally {
    connection.closeSync();
  }
}

async function answer({ id, job }: JobMessage): Promise<JobReply> {
  try {
    return { id, value: await run(job) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, error: { message, ...(error instanceof DeltaError && { code: error.code }) } };
  }
}

process.on('message', async (message: JobMessage) => {
  const reply = await answer(message);
  if (process.connected) process.send?.(reply);
  // Results hold native memory that V8 does not count, so that left alone it would hardly ever free them.
  void globalThis.gc?.({ type: 'minor', execution: 'async' });
});
process.on('disconnect', () => process.exit());
// A Ctrl-C reaches the whole process group, but it is the parent that decides when its streams are done.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
