import { invalidResponse } from './errors.ts';
import type { FileLine } from './lines.ts';
import type { TableMetadata } from './query-page.ts';
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
 * between the two. To find such pairs, and to give versions in their order, files are held: up to `mostHeld` of them. Where the
 * table has deletion vectors, and so may have pairs, it may be more: all of one version, and all of a list in which versions do
 * not ascend.
 *
 * @param table the format, and by its reader features whether there may be deletion vectors
 * @throws {SharingError} `INVALID_RESPONSE` for a line that does not say when the change was, and for one that comes so late
 * that the other one of its pair may have been given
 */
export async function* changedFiles(
  lines: AsyncIterable<FileLine>,
  { responseFormat, protocol }: Pick<TableMetadata, 'responseFormat' | 'protocol'>,
  mostHeld = 20_000,
): AsyncGenerator<ScanFile, void> {
  if (responseFormat === 'parquet') {
    for await (const line of lines) yield changedFile(checked(line));
    return;
  }
  const mayHavePairs = protocol.readerFeatures?.includes('deletionVectors') === true;
  const held = new HeldVersions();
  const given = { last: -1, withVectors: new Set<number>() };
  for await (const { stats: _, ...rest } of lines) {
    const line = checked(rest);
    if (line.version <= given.last) {
      if (mayBeOfPair(line, given.withVectors)) throw tooLate(line, given.last);
      yield changedFile(line);
      continue;
    }
    held.add(line);
    if (held.count <= mostHeld || (mayHavePairs && !held.isAscending)) continue;
    for (const [version, changes] of held.takeBefore(mayHavePairs ? line.version : Number.POSITIVE_INFINITY)) {
      given.last = version;
      if (changes.some(change => change.deletionVector !== undefined)) given.withVectors.add(version);
      yield* filesOfVersion(changes);
    }
  }
  for (const [, changes] of held.takeBefore(Number.POSITIVE_INFINITY)) yield* filesOfVersion(changes);
}

/** Files that were listed and not given yet, by their versions. */
class HeldVersions {
  /** How many files there are. */
  count = 0;
  /** Whether no file came after one of a later version. */
  isAscending = true;
  #newest = -1;
  readonly #versions = new Map<number, ChangeLine[]>();

  add(line: ChangeLine): void {
    const { version } = line;
    this.isAscending &&= version >= this.#newest;
    this.#newest = Math.max(this.#newest, version);
    this.count += 1;
    const others = this.#versions.get(version);
    if (others === undefined) this.#versions.set(version, [line]);
    else others.push(line);
  }

  /** Takes the versions before another one, in their order. */
  *takeBefore(end: number): Generator<readonly [number, readonly ChangeLine[]]> {
    const versions = [...this.#versions.keys()].filter(version => version < end).toSorted((a, b) => a - b);
    for (const version of versions) {
      const changes = this.#versions.get(version) ?? [];
      this.#versions.delete(version);
      this.count -= changes.length;
      yield [version, changes];
    }
  }
}

/** Without a deletion vector on either side, files that were added and removed are not looked at together. */
function mayBeOfPair({ action, deletionVector, version }: ChangeLine, withVectors: ReadonlySet<number>): boolean {
  return action !== 'cdc' && (deletionVector !== undefined || withVectors.has(version));
}

function tooLate({ version }: ChangeLine, last: number): Error {
  return invalidResponse(
    `The server lists a change of version ${version} after all of version ${last}. Changes of tables with deletion vectors ` +
      'can be read in the order of their versions alone. Read fewer versions at once.',
  );
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
