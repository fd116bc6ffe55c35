import { afterAll, afterEach } from 'vitest';
import type { ScanOptions } from '../scan.ts';
import type { ScannedFile } from '../scanned-file.ts';
import type { Snapshot } from '../snapshot.ts';
import { openSnapshots, type Snapshots, type SnapshotsOptions, type TableRef } from '../snapshots.ts';
import { type TestTable, temporaryFolder } from './test-table.ts';

let opened: Snapshots[] = [];
let forAll: Promise<Snapshots> | undefined;
afterEach(async () => {
  const own = opened;
  opened = [];
  await Promise.all(own.map(snapshots => snapshots.close()));
});
afterAll(async () => (await forAll)?.close());

/** Snapshots in a fresh directory, with a clock that shows a new second at each look. */
async function openFresh(options: Partial<SnapshotsOptions> = {}): Promise<Snapshots> {
  let seconds = 0;
  const now = () => 1000 * seconds++;
  return openSnapshots({ directory: temporaryFolder(), maxBytes: 1e9, memoryLimit: '200MB', now, ...options });
}

/** Snapshots of a test's own, closed when it ends. */
export async function open(options: Partial<SnapshotsOptions> = {}): Promise<Snapshots> {
  const snapshots = await openFresh(options);
  opened.push(snapshots);
  return snapshots;
}

/** Snapshots for all tests of a file that are about tables. */
export function shared(): Promise<Snapshots> {
  forAll ??= openFresh();
  return forAll;
}

/** Opens a snapshot there. */
export async function openShared(table: TableRef, version?: number): Promise<Snapshot> {
  return (await shared()).open(table, version);
}

/** A table by its folder, or by another id. */
export const refTo = (table: TestTable, id = table.root): TableRef => ({ id, reader: table.reader });

/** The files of a snapshot in the order of their paths. */
export async function files(snapshot: Snapshot, options?: ScanOptions): Promise<ScannedFile[]> {
  const found: ScannedFile[] = [];
  for await (const batch of snapshot.scan(options)) found.push(...batch);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The paths of those. */
export const paths = async (snapshot: Snapshot) => (await files(snapshot)).map(({ path }) => path);

/** How many files of the log were downloaded. */
export const downloads = (table: TestTable) => table.reader.calls.filter(call => call.startsWith('download')).length;
