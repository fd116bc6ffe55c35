import { DeltaError } from '../errors.ts';
import type { TableMetadata } from '../metadata.ts';

/**
 * The first version whose commit says its own time (table feature `inCommitTimestamp`), as a later version's metadata
 * tells; `Infinity` when the table does not do that. It is 0 for a table that was made so.
 */
export function inCommitTimestampsSince({ configuration }: TableMetadata): number {
  if (configuration['delta.enableInCommitTimestamps'] !== 'true') return Infinity;
  const version = Number(configuration['delta.inCommitTimestampEnablementVersion'] ?? 0);
  return Number.isSafeInteger(version) ? version : 0;
}

/** The time that a commit says. Throws DeltaError CORRUPT_LOG when it says none, though the table demands it. */
export function requireInCommitTimestamp(version: number, timestamp: number | undefined): number {
  if (timestamp !== undefined) return timestamp;
  const rule = 'the table keeps timestamps in its commits (delta.enableInCommitTimestamps)';
  throw new DeltaError('CORRUPT_LOG', `The commit of version ${version} has no inCommitTimestamp, but ${rule}`);
}
