import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError } from '../errors.ts';
import { parseMetadata, tableSchema } from '../metadata.ts';
import { parseProtocol, requireReadable } from '../protocol.ts';
import type { ReplayJob, ReplayResult } from '../worker/jobs.ts';
import { checkActiveFiles, writeActiveFiles } from './active-files.ts';
import { checkpointLabel, createCheckpointFiles, loadCheckpoint } from './checkpoint.ts';
import { readInCommitTimestamp } from './commit-lines.ts';
import { loadCommits } from './commits.ts';
import { asDeltaError } from './engine-error.ts';
import { inOwnDatabase } from './own-database.ts';

/** A whole action as JSON, and where it is from: "version 7". */
export interface ActionText {
  readonly text: string;
  readonly source: string;
}

/** The newest actions of which a table has one, in one part of its log. */
export interface TableActions {
  readonly protocol?: ActionText;
  readonly metadata?: ActionText;
}

/**
 * Replays a log segment: finds the protocol and the metadata, and writes the active files of the version to
 * `files.parquet` in the job's directory.
 *
 * @throws DeltaError
 */
export function replay(job: ReplayJob): Promise<ReplayResult> {
  return inOwnDatabase(job, database => replayIn(database, job));
}

async function replayIn(database: DuckDBConnection, job: ReplayJob): Promise<ReplayResult> {
  const log = join(job.directory, 'log');
  // The commits are read first and into a table: what fails after them is the checkpoint, if there is one.
  const source = job.checkpoint.length === 0 ? undefined : checkpointLabel(job.checkpoint);
  const blameCheckpoint = (error: unknown): never => {
    throw asDeltaError(error, job, source);
  };
  const committed = await loadCommits(database, log, job.commits);
  const checkpointed = await loadCheckpoint(database, log, job).catch(blameCheckpoint);
  const { protocol, metadata } = latestActions(committed, checkpointed.actions);
  requireReadable(protocol, metadata);
  await createCheckpointFiles(database, checkpointed, tableSchema(metadata)).catch(blameCheckpoint);
  const file = join(job.directory, 'files.parquet');
  await writeActiveFiles(database, file).catch(blameCheckpoint);
  const totals = await checkActiveFiles(database, file);
  const inCommit = metadata.configuration['delta.enableInCommitTimestamps'] === 'true' && job.commit !== undefined;
  const inCommitTimestamp = inCommit ? await readInCommitTimestamp(join(log, job.commit)) : undefined;
  return { protocol, metadata, ...totals, ...(inCommitTimestamp !== undefined && { inCommitTimestamp }) };
}

function latestActions(
  committed: TableActions,
  checkpointed: TableActions,
): Pick<ReplayResult, 'protocol' | 'metadata'> {
  const protocol = committed.protocol ?? checkpointed.protocol;
  const metadata = committed.metadata ?? checkpointed.metadata;
  if (protocol === undefined) throw new DeltaError('CORRUPT_LOG', 'The log holds no protocol action');
  if (metadata === undefined) throw new DeltaError('CORRUPT_LOG', 'The log holds no metaData action');
  return {
    protocol: parseProtocol(protocol.text, protocol.source),
    metadata: parseMetadata(metadata.text, metadata.source),
  };
}
