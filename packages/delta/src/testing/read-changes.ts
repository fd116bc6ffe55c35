import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangedFile, Changes, ChangesOptions, VersionChanges } from '../changes/changes.ts';
import { commitPath } from '../log-path.ts';
import { refTo, shared } from './test-snapshots.ts';
import type { TestTable } from './test-table.ts';

/** A version with all of its files. */
export type ReadVersion = Omit<VersionChanges, 'files'> & { readonly files: readonly ChangedFile[] };

/** Everything that changes give, in order. */
export async function readAll(changes: Changes): Promise<readonly ReadVersion[]> {
  const read: ReadVersion[] = [];
  for await (const { files, ...version } of changes.versions()) {
    const all: ChangedFile[] = [];
    for await (const batch of files()) all.push(...batch);
    read.push({ ...version, files: all });
  }
  return read;
}

/** The changes of a table, read whole. */
export async function readChanges(table: TestTable, options: ChangesOptions): Promise<readonly ReadVersion[]> {
  return readAll(await (await shared()).changes(refTo(table), options));
}

/** Version → `action path` of its files, in order. */
export async function changedPaths(
  table: TestTable,
  options: ChangesOptions,
): Promise<Readonly<Record<number, readonly string[]>>> {
  const versions = await readChanges(table, options);
  return Object.fromEntries(
    versions.map(({ version, files }) => [version, files.map(({ action, path }) => `${action} ${path}`)]),
  );
}

/** Says when a commit was written, in milliseconds since 1970. */
export function setWritten(table: TestTable, version: number, time: number): void {
  utimesSync(join(table.root, commitPath(version)), time / 1000, time / 1000);
}
