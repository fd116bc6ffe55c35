import { mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { downloads, open, paths, refTo } from './testing/test-snapshots.ts';
import { TestTable, temporaryFolder } from './testing/test-table.ts';

describe('the directory', () => {
  const kept = (directory: string) => readdirSync(directory).filter(name => /^[0-9a-f]{40}-\d+$/.test(name));

  it('keeps snapshots over a restart', async () => {
    const directory = join(temporaryFolder(), "it's [a] *directory*?");
    const table = TestTable.plain({ add: { path: 'a' } });
    const first = await open({ directory });
    await first.open(refTo(table));
    await first.close();
    expect(await paths(await (await open({ directory })).open(refTo(table)))).toEqual(['a']);
    expect(downloads(table)).toBe(1);
  });

  it.each<[string, (snapshot: string) => void]>([
    ['is cut off', snapshot => truncateSync(join(snapshot, 'files.parquet'), 10)],
    ['is of another format', snapshot => writeFileSync(join(snapshot, 'manifest.json'), '{"formatVersion":0}')],
    ['has a damaged manifest', snapshot => truncateSync(join(snapshot, 'manifest.json'), 10)],
  ])('gives up a snapshot that %s', async (_, damage) => {
    const directory = temporaryFolder();
    const table = TestTable.plain({ add: { path: 'a' } });
    const first = await open({ directory });
    await first.open(refTo(table));
    await first.close();
    for (const name of kept(directory)) damage(join(directory, name));
    expect(await paths(await (await open({ directory })).open(refTo(table)))).toEqual(['a']);
    expect(downloads(table)).toBe(2);
  });

  it('is rid of what an earlier process did not finish, and of nothing else', async () => {
    const directory = temporaryFolder();
    mkdirSync(join(directory, 'work-abc/log'), { recursive: true });
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    await open({ directory });
    expect(readdirSync(directory)).toEqual(['changes', 'notes.txt']);
  });

  it('holds no more than it may: the snapshots used last, and those in use', async () => {
    const directory = temporaryFolder();
    const tables = ['a', 'b', 'c'].map(path => TestTable.plain({ add: { path } }));
    const [a, b, c] = tables.map(table => refTo(table));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three tables');
    await (await open({ directory })).open(a);
    const [only = ''] = kept(directory);
    const { size } = statSync(join(directory, only, 'files.parquet'));
    const snapshots = await open({ directory, maxBytes: 2.5 * size });
    const first = await snapshots.open(a);
    const reading = first.scan()[Symbol.asyncIterator]();
    await reading.next();
    await snapshots.open(b);
    await snapshots.open(c);
    // The one in use and the one opened last: together they are too much for a third.
    await expect.poll(() => kept(directory)).toHaveLength(2);
    const before = tables.map(downloads);
    expect(await paths(first)).toEqual(['a']);
    expect(tables.map(downloads)).toEqual(before);
    await reading.return?.(undefined);
    await snapshots.open(b);
    await expect.poll(() => kept(directory)).toHaveLength(2);
    // A snapshot that is gone is made again by reading it.
    expect(await paths(first)).toEqual(['a']);
  });

  it('holds nothing that names a table', async () => {
    const directory = temporaryFolder();
    await (await open({ directory })).open(refTo(TestTable.plain(), 'secret project'));
    expect(readdirSync(directory).join()).not.toContain('secret');
  });
});
