import { parseFileLine } from '../replay/file-line.ts';
import type { SnapshotLease } from '../snapshot-store.ts';
import { readWindows, splitLines } from '../windows.ts';
import type { ChangeSelection } from '../worker/jobs.ts';
import type { WorkerProcess } from '../worker/worker-process.ts';
import type { ChangedFile, ChangesOptions } from './changes.ts';
import type { CommitBatch } from './commit-batches.ts';
import type { ChangeSegment } from './plan-changes.ts';
import type { BatchManifest } from './prepared-commits.ts';

/** What changes are read from. */
export interface ChangeSource {
  readonly worker: Pick<WorkerProcess, 'run'>;
  readonly lease: (batch: CommitBatch) => Promise<SnapshotLease<BatchManifest>>;
}

/** Files of one version. */
export interface FileGroup {
  readonly version: number;
  readonly files: readonly ChangedFile[];
}

/**
 * Reads the files of segments in their order, window by window, so that nothing is held for a reader that is slow. The
 * files of a version are in one group or several, one after another.
 */
export async function* readSegments(
  source: ChangeSource,
  segments: readonly ChangeSegment[],
  options: ChangesOptions,
): AsyncGenerator<FileGroup> {
  for (const segment of segments) {
    const { file, release } = await source.lease(segment.batch);
    try {
      yield* readSegment(source.worker, file, segment, options);
    } finally {
      release();
    }
  }
}

async function* readSegment(
  worker: ChangeSource['worker'],
  file: string,
  { versions, cdcVersions, filter }: ChangeSegment,
  { format = 'parquet', fileIdHash = 'md5', resume }: ChangesOptions,
): AsyncGenerator<FileGroup> {
  const selection: ChangeSelection = { file, cdcVersions, ...(filter && { filter }) };
  const wanted = versions.filter(({ version }) => version >= (resume?.version ?? 0));
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return;
  const end = last.rows[1];
  const from =
    resume?.version === first.version && resume.files > 0
      ? await worker.run({ ...selection, kind: 'skip-changes', rows: first.rows, count: resume.files })
      : first.rows[0];
  const read = (rows: readonly [number, number]) =>
    worker.run({ ...selection, kind: 'read-changes', rows, style: { format, fileIdHash } });
  for await (const lines of readWindows(read, [from, end])) {
    for (const piece of splitLines(lines)) yield* groupLines(piece.split('\n'));
  }
}

function* groupLines(lines: readonly string[]): Generator<FileGroup> {
  let version = '';
  let files: ChangedFile[] = [];
  for (const line of lines) {
    const tab = line.indexOf('\t');
    const own = line.slice(0, tab);
    if (own !== version && files.length > 0) {
      yield { version: Number(version), files };
      files = [];
    }
    version = own;
    files.push(parseChange(line.slice(tab + 1)));
  }
  if (files.length > 0) yield { version: Number(version), files };
}

function parseChange(line: string): ChangedFile {
  const tab = line.indexOf('\t');
  // The worker writes these words alone: commit-rows.ts.
  const action = line.slice(0, tab) as ChangedFile['action'];
  return { action, ...parseFileLine(line.slice(tab + 1)) };
}
