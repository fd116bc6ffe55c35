import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fetchSegment } from './fetch.ts';
import { commitPath } from './log-path.ts';
import type { LogSegment } from './log-segment.ts';
import { TestTable, temporaryFolder } from './testing/test-table.ts';

function segmentOf(count: number, table: TestTable): LogSegment {
  const commits = Array.from({ length: count }, (_, version) => {
    table.commit(version, [{ commitInfo: { version } }]);
    return { path: commitPath(version), size: 10, modificationTime: 0 };
  });
  return { version: count - 1, checkpoint: [], commits, commit: commits.at(-1) };
}

it('downloads each file once, a few at a time', async () => {
  const table = new TestTable();
  const directory = temporaryFolder();
  const segment = segmentOf(40, table);
  const download = table.reader.download.bind(table.reader);
  let running = 0;
  let most = 0;
  table.reader.download = async (path, file) => {
    most = Math.max(most, ++running);
    await download(path, file);
    running--;
  };
  await fetchSegment(table.reader, segment, directory, 1e6);
  expect(readdirSync(directory)).toHaveLength(40);
  expect(table.reader.calls).toHaveLength(40);
  expect(most).toBe(8);
});

it('has stopped when it reports an error', async () => {
  const table = new TestTable();
  const directory = temporaryFolder();
  const segment = segmentOf(40, table);
  const download = table.reader.download.bind(table.reader);
  table.reader.download = (path, file) =>
    path === commitPath(3) ? Promise.reject(new Error('lost')) : download(path, file);
  await expect(fetchSegment(table.reader, segment, directory, 1e6)).rejects.toThrow('lost');
  const done = readdirSync(directory).length;
  expect(done).toBeLessThan(20);
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(readdirSync(directory)).toHaveLength(done);
});

it('downloads nothing of a log that is too large', async () => {
  const table = new TestTable();
  const directory = temporaryFolder();
  const fetched = fetchSegment(table.reader, segmentOf(3, table), directory, 29);
  await expect(fetched).rejects.toMatchObject({ code: 'TOO_LARGE' });
  expect(existsSync(directory) && readdirSync(directory)).toEqual([]);
});
