import { DeltaError } from '../errors.ts';
import type { ReplayJob } from '../worker/jobs.ts';

/** Complaints of DuckDB that a file can provoke. The others (binder, parser, internal, …) are bugs of ours. */
const faultsOfFiles: ReadonlySet<string> = new Set([
  'Conversion',
  'Invalid',
  'Invalid Input',
  'Invalid type',
  'IO',
  'Mismatch Type',
  'Not implemented',
  'Out of Range',
  'Serialization',
]);

/**
 * Turns a failure of the engine over somebody's log into a failure of that log. Anything that is not the engine's
 * complaint about a file is a bug, or a fault of this machine, and stays what it is.
 *
 * @param source what was read, for the message
 */
export function asDeltaError(
  error: unknown,
  job: Pick<ReplayJob, 'directory' | 'memoryLimit'>,
  source = 'the log',
): unknown {
  if (error instanceof DeltaError || !(error instanceof Error)) return error;
  const [, kind = '', text = ''] = /^([A-Z][A-Za-z ]*) Error: ([^\n]*)/.exec(error.message) ?? [];
  if (kind === 'Out of Memory') {
    const limits = `the memory limit of ${job.memoryLimit} and the disk space of the snapshot cache`;
    return new DeltaError('TOO_LARGE', `Reading the log takes more than ${limits}`, { cause: error });
  }
  // Files that are read as one table have columns of the same name whose types do not go together.
  const isMismatch = kind === 'Binder' && text.startsWith("Can't change source type");
  if (!(faultsOfFiles.has(kind) || isMismatch) || text.includes('No space left')) return error;
  const where = text.replaceAll(`${job.directory}/log/`, '').replaceAll(`${job.directory}/`, '');
  return new DeltaError('CORRUPT_LOG', `There is damage in ${source}: ${where}`, { cause: error });
}
