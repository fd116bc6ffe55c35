import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Expected, FixtureName } from './lab.ts';

/** A table that the suite brings along. Paths are below its folder. */
export interface Fixture {
  readonly expected: Expected;
  /** What lies outside of the log, and what checkpoints refer to: all that may be there before the commits are. */
  readonly dataFiles: readonly string[];
  /** What the log has for each version: the commit first, then its checksum and its checkpoint. */
  readonly logFiles: readonly (readonly string[])[];
  read(path: string): Promise<Buffer>;
}

const folder = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const log = '_delta_log/';
const lastCheckpoint = `${log}_last_checkpoint`;

const pathsIn = async (table: string): Promise<readonly string[]> => {
  const entries = await readdir(table, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => relative(table, join(parentPath, name)).replaceAll('\\', '/'))
    .filter(path => path !== 'expected.json')
    .sort();
};

/** The version of a file in the log; undefined for any other. */
const versionOf = (path: string): number | undefined => {
  const [, digits] = /^_delta_log\/(\d{20})\./.exec(path) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

const isCommit = (path: string): boolean => /\/\d{20}\.json$/.test(path);

/** Opens a fixture of the package. */
export const openFixture = async (name: FixtureName): Promise<Fixture> => {
  const table = join(folder, name);
  const read = (path: string) => readFile(join(table, path));
  const expected: Expected = JSON.parse((await read('expected.json')).toString('utf8'));
  const paths = await pathsIn(table);
  // It names the newest checkpoint: with a log that ends before, it would lead readers astray.
  const pointsAt = paths.includes(lastCheckpoint)
    ? JSON.parse((await read(lastCheckpoint)).toString('utf8')).version
    : undefined;
  const logFiles = expected.versions.map(({ version }) => {
    const own = paths.filter(path => versionOf(path) === version);
    const ordered = [...own.filter(isCommit), ...own.filter(path => !isCommit(path))];
    return version === pointsAt ? [...ordered, lastCheckpoint] : ordered;
  });
  const dataFiles = paths.filter(path => versionOf(path) === undefined && path !== lastCheckpoint);
  return { expected, dataFiles, logFiles, read };
};
