import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openFixture } from './fixture.ts';
import { fixtureNames } from './lab.ts';

const spark = fileURLToPath(new URL('../../../delta/fixtures/spark/', import.meta.url));

interface Add {
  readonly path: string;
  readonly size: number;
  readonly stats: string;
  readonly deletionVector?: { readonly cardinality: number };
}

type Action = Readonly<{ add?: Add; remove?: { readonly path: string } }>;

const parse = (text: string): Action[] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

/** Plays the commits of a log one after the other, and counts what is there after each. */
const replay = (commits: readonly (readonly Action[])[]) => {
  const files = new Map<string, Add>();
  return commits.map((actions, version) => {
    for (const { remove } of actions) if (remove !== undefined) files.delete(remove.path);
    for (const { add } of actions) if (add !== undefined) files.set(add.path, add);
    const rowsOf = ({ stats, deletionVector }: Add) =>
      JSON.parse(stats).numRecords - (deletionVector?.cardinality ?? 0);
    const adds = [...files.values()];
    return {
      version,
      rows: adds.reduce((sum, add) => sum + rowsOf(add), 0),
      files: adds.length,
      bytes: adds.reduce((sum, { size }) => sum + size, 0),
    };
  });
};

describe.each(fixtureNames)('the fixture %s', name => {
  it('is what Spark wrote, byte for byte', async () => {
    const { dataFiles, logFiles, read } = await openFixture(name);
    for (const path of [...dataFiles, ...logFiles.flat()]) {
      expect((await read(path)).equals(readFileSync(`${spark}${name}/${path}`)), path).toBe(true);
    }
  });

  it('has in its log what Spark said of each version', async () => {
    const { logFiles, read, expected } = await openFixture(name);
    const commits = logFiles.map(async ([commit = '']) => parse((await read(commit)).toString('utf8')));
    const counted = expected.versions.map(({ version, rows, files, bytes }) => ({ version, rows, files, bytes }));
    expect(replay(await Promise.all(commits))).toEqual(counted);
  });

  it('has in its feed as many rows as Spark read', async () => {
    const { versions } = (await openFixture(name)).expected;
    versions.forEach(({ version, rows, changes }) => {
      if (changes === undefined || version === 0) return;
      const { insert = 0, delete: deleted = 0 } = changes;
      expect(rows).toBe((versions[version - 1]?.rows ?? 0) + insert - deleted);
    });
  });
});

describe('a fixture', () => {
  it('points to its checkpoint only once that is there', async () => {
    const { logFiles, dataFiles } = await openFixture('v2-checkpoint-json');
    const pointing = logFiles.map(files => files.includes('_delta_log/_last_checkpoint'));
    expect(pointing).toEqual([false, false, false, false, false, false, true, false, false]);
    expect(dataFiles.some(path => path.startsWith('_delta_log/_sidecars/'))).toBe(true);
    expect(dataFiles).not.toContain('expected.json');
  });
});
