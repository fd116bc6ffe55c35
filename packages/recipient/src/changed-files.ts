import { invalidResponse } from './errors.ts';
import type { FileLine, ResponseFormat } from './lines.ts';
import { nameOf } from './range-source.ts';
import type { Scalar } from './scalar.ts';
import type { ScanFile } from './scan-file.ts';

/** A line of a change data feed with what it must have. */
type ChangeLine = FileLine & Required<Pick<FileLine, 'action' | 'version' | 'timestamp'>>;

/** What tells the files of a change data feed apart: one version may add a file, and a later one remove it. */
export function changeKey({ id, version, action }: FileLine): string {
  return `${version} ${action} ${id}`;
}

/**
 * The files to read for a change data feed: an added file has inserted rows, a removed one deleted rows, a `cdc` file says for
 * each of its rows what happened to it.
 *
 * In the delta format a version may remove a file and add it again with another deletion vector: changed are then the rows
 * between the two. To find such pairs, the list is read to its end and sorted by versions: servers list in any order.
 *
 * @throws {SharingError} `INVALID_RESPONSE` for a line that does not say when the change was
 */
export async function* changedFiles(
  lines: AsyncIterable<FileLine>,
  format: ResponseFormat,
): AsyncGenerator<ScanFile, void> {
  if (format === 'parquet') {
    for await (const line of lines) yield changedFile(checked(line));
    return;
  }
  const versions = new Map<number, ChangeLine[]>();
  for await (const { stats: _, ...rest } of lines) {
    const line = checked(rest);
    const others = versions.get(line.version);
    if (others === undefined) versions.set(line.version, [line]);
    else others.push(line);
  }
  for (const [version, changes] of [...versions].toSorted(([a], [b]) => a - b)) {
    versions.delete(version);
    yield* filesOfVersion(changes);
  }
}

function* filesOfVersion(changes: readonly ChangeLine[]): Generator<ScanFile> {
  const byId = (action: string) => new Map(changes.filter(line => line.action === action).map(line => [line.id, line]));
  const [added, removed] = [byId('add'), byId('remove')];
  for (const line of changes) {
    const other =
      line.action === 'add' ? removed.get(line.id) : line.action === 'remove' ? added.get(line.id) : undefined;
    if (other === undefined) yield changedFile(line);
    // Rows that are in the file before and after did not change.
    else if (other.deletionVector !== undefined) yield { ...changedFile(line), onlyDeletedBy: other };
  }
}

function changedFile(line: ChangeLine): ScanFile {
  const constants = new Map<string, Scalar>([
    ['_commit_version', BigInt(line.version)],
    ['_commit_timestamp', BigInt(line.timestamp) * 1000n],
  ]);
  if (line.action !== 'cdc') constants.set('_change_type', line.action === 'add' ? 'insert' : 'delete');
  return { ...line, constants };
}

function checked(line: FileLine): ChangeLine {
  const { action, version, timestamp } = line;
  if (action !== undefined && Number.isSafeInteger(version) && Number.isSafeInteger(timestamp)) {
    return line as ChangeLine;
  }
  throw invalidResponse(`${nameOf(line)}: the change feed does not say when it was changed, and how.`);
}
