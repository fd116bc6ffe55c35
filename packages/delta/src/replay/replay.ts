import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { columnMappingMode } from '../column-mapping.ts';
import { DeltaError } from '../errors.ts';
import { parseMetadata, type TableMetadata, tableSchema } from '../metadata.ts';
import { type Protocol, parseProtocol, readerFeatures, requireReadable, usedFeatures } from '../protocol.ts';
import { logSchema } from '../table-columns.ts';
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
  requireReadable(protocol);
  await createCheckpointFiles(database, checkpointed, logSchema(protocol, metadata)).catch(blameCheckpoint);
  const file = join(job.directory, 'files.parquet');
  await writeActiveFiles(database, file).catch(blameCheckpoint);
  const { numVectors, ...totals } = await checkActiveFiles(database, file);
  const requiredFeatures = featuresOf(protocol, metadata, numVectors > 0);
  const inCommit = metadata.configuration['delta.enableInCommitTimestamps'] === 'true' && job.commit !== undefined;
  const inCommitTimestamp = inCommit ? await readInCommitTimestamp(join(log, job.commit)) : undefined;
  return {
    protocol,
    metadata,
    requiredFeatures,
    ...totals,
    ...(inCommitTimestamp !== undefined && { inCommitTimestamp }),
  };
}

function featuresOf(protocol: Protocol, metadata: TableMetadata, hasVectors: boolean): readonly string[] {
  if (hasVectors && !readerFeatures(protocol).includes('deletionVectors')) {
    const problem = 'files have deletion vectors, but deletionVectors is no reader feature of its protocol';
    throw new DeltaError('CORRUPT_LOG', `The table contradicts itself: ${problem}`);
  }
  const isMapped = columnMappingMode(protocol, metadata) !== 'none';
  return usedFeatures(protocol, { schema: tableSchema(metadata), isMapped, hasVectors });
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
