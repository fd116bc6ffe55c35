import { isRecord } from '../json.ts';
import type { LogFile } from '../log-path.ts';
import { parseMetadata, type TableMetadata } from '../metadata.ts';
import type { ObjectReader, StoredObject } from '../object-reader.ts';
import { type Protocol, parseProtocol } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import type { TableRef } from '../snapshots.ts';
import { commitOf } from './commit-times.ts';
import type { KnownStates } from './known-states.ts';

/** What a table says of itself at a version. */
export interface TableState {
  readonly version: number;
  readonly protocol: Protocol;
  readonly metadata: TableMetadata;
}

/** What states of tables are found with. */
export interface StateSources {
  readonly open: (table: TableRef, version: number) => Promise<Snapshot>;
  readonly states: KnownStates;
}

/** Bytes of a checksum file that is read: those that list all files of a table may be large. */
const maxChecksum = 256 * 1024;

/**
 * What is in force after a commit: what is remembered of it, what its checksum file says, or else what its snapshot
 * says, which is much to make for so little.
 *
 * @param files of the log, those of the version among them
 * @throws DeltaError VERSION_NOT_FOUND when the version can no longer be rebuilt, and as `Snapshots.open` does
 */
export async function findState(
  { open, states }: StateSources,
  table: TableRef,
  version: number,
  files: readonly LogFile[],
): Promise<TableState> {
  const commit = commitOf(files, version);
  const known = commit && states.get(table.id, commit);
  if (known !== undefined) return known;
  const checksum = files.find(file => file.kind === 'checksum' && file.version === version)?.object;
  const state =
    (commit && checksum && (await readChecksum(table.reader, version, { commit, checksum }))) ??
    stateOf(await open(table, version));
  if (commit !== undefined) states.add(table.id, commit, state);
  return state;
}

const stateOf = ({ version, protocol, metadata }: Snapshot): TableState => ({ version, protocol, metadata });

/** What a version checksum says; `undefined` for one that cannot be used. Nothing depends on it but time. */
async function readChecksum(
  reader: ObjectReader,
  version: number,
  { commit, checksum }: { readonly commit: StoredObject; readonly checksum: StoredObject },
): Promise<TableState | undefined> {
  // One that is older than the commit is of another table that stood here, or of a broken copy.
  if (checksum.size > maxChecksum || checksum.modificationTime < commit.modificationTime) return undefined;
  try {
    const fields: unknown = JSON.parse(Buffer.from(await reader.read(checksum.path)).toString());
    if (!isRecord(fields) || !isRecord(fields['protocol']) || !isRecord(fields['metadata'])) return undefined;
    const source = `the checksum of version ${version}`;
    return {
      version,
      protocol: parseProtocol(JSON.stringify(fields['protocol']), source),
      metadata: parseMetadata(JSON.stringify(fields['metadata']), source),
    };
  } catch {
    // Writers may fail at it and cleaning up may take it away; the log itself is what counts.
    return undefined;
  }
}
