import { describe, expect, it } from 'vitest';
import { commitPath, parseLogPath, versionPrefix } from './log-path.ts';
import { TableLog } from './table-log.ts';
import { TestTable } from './testing/test-table.ts';

function clock() {
  let time = 0;
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { now: () => time, pass };
}

const checkpoint = (version: number) => `${versionPrefix(version)}.checkpoint.parquet`;

describe('TableLog.latestVersion', () => {
  it('sees a new version after a second, by listing from the one it knows', async () => {
    const table = TestTable.plain();
    const { now, pass } = clock();
    const log = new TableLog(now);
    expect(await log.latestVersion(table.reader)).toBe(0);
    table.commit(1, []);
    pass(1000);
    expect(await log.latestVersion(table.reader)).toBe(1);
    expect(table.reader.calls).toEqual([
      'read _delta_log/_last_checkpoint',
      'list _delta_log/',
      `list _delta_log/ ${versionPrefix(0)}`,
    ]);
  });

  it('asks the store once a second, however many callers there are', async () => {
    const table = TestTable.plain();
    const { now, pass } = clock();
    const log = new TableLog(now);
    const first = await Promise.all([log.latestVersion(table.reader), log.latestVersion(table.reader)]);
    table.commit(1, []);
    pass(999);
    expect([...first, await log.latestVersion(table.reader)]).toEqual([0, 0, 0]);
    expect(table.reader.calls.filter(call => call.startsWith('list'))).toHaveLength(1);
  });

  it('shares a probe that takes longer than a second', async () => {
    const table = TestTable.plain();
    const { now, pass } = clock();
    const log = new TableLog(now);
    const slow = log.latestVersion(table.reader);
    pass(5000);
    expect(await Promise.all([slow, log.latestVersion(table.reader)])).toEqual([0, 0]);
    expect(table.reader.calls.filter(call => call.startsWith('list'))).toHaveLength(1);
  });

  it('says that there is no table, and finds it a second after it was made', async () => {
    const table = new TestTable();
    const { now, pass } = clock();
    const log = new TableLog(now);
    await expect(log.latestVersion(table.reader)).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    table.commit(0, [{ commitInfo: {} }]);
    await expect(log.latestVersion(table.reader)).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    pass(1000);
    expect(await log.latestVersion(table.reader)).toBe(0);
  });

  it('remembers compacted commits that reach the newest version', async () => {
    const table = TestTable.plain();
    for (const version of [1, 2]) table.commit(version, [{ commitInfo: {} }]);
    table.compact(1, 2, [{ add: { path: 'a' } }]);
    table.delete(commitPath(1));
    const { now, pass } = clock();
    const log = new TableLog(now);
    expect(await log.latestVersion(table.reader)).toBe(2);
    table.commit(3, [{ commitInfo: {} }]);
    pass(1000);
    expect(await log.latestVersion(table.reader)).toBe(3);
    const { commits } = await log.segment(table.reader, 3);
    expect(commits.map(({ path }) => parseLogPath(path)?.kind)).toEqual(['commit', 'compacted-commits', 'commit']);
  });

  it('starts over when the table was made anew with fewer versions', async () => {
    const table = TestTable.plain();
    for (const version of [1, 2, 3]) table.commit(version, [{ commitInfo: {} }]);
    const { now, pass } = clock();
    const log = new TableLog(now);
    expect(await log.latestVersion(table.reader)).toBe(3);
    for (const version of [2, 3]) table.delete(commitPath(version));
    pass(1000);
    expect(await log.latestVersion(table.reader)).toBe(1);
  });
});

describe('the hint of _last_checkpoint', () => {
  async function tableWithCheckpoint(hint?: string) {
    const table = TestTable.plain();
    for (const version of [1, 2, 3]) table.commit(version, [{ commitInfo: {} }]);
    table.write(checkpoint(2), 'x');
    if (hint !== undefined) table.write('_delta_log/_last_checkpoint', hint);
    const log = new TableLog(() => 0);
    const version = await log.latestVersion(table.reader);
    return { table, log, version };
  }

  it('is where listing begins', async () => {
    const { table, log, version } = await tableWithCheckpoint('{"version":2,"size":1}');
    expect(version).toBe(3);
    expect(table.reader.calls.at(-1)).toBe(`list _delta_log/ ${versionPrefix(2)}`);
    const segment = await log.segment(table.reader, 3);
    expect(segment.checkpoint.map(({ path }) => path)).toEqual([checkpoint(2)]);
  });

  it.each([
    undefined,
    '',
    '{"version":',
    '[]',
    'null',
    '{"version":"2"}',
    '{"version":-1}',
    '{"version":1e300}',
    '{"version":3}',
    '{"version":77}',
  ])('does not matter when it is %j', async hint => {
    const { table, log, version } = await tableWithCheckpoint(hint);
    expect(version).toBe(3);
    const segment = await log.segment(table.reader, 3);
    expect(segment.checkpoint.map(({ path }) => path)).toEqual([checkpoint(2)]);
    expect(segment.commits.map(({ path }) => path)).toEqual([commitPath(3)]);
  });

  it.each([undefined, '{"version":3}'])('does not lead to a checkpoint that is empty: %j', async hint => {
    const { table } = await tableWithCheckpoint(hint);
    table.write(checkpoint(3), '');
    const log = new TableLog(() => 0);
    expect(await log.latestVersion(table.reader)).toBe(3);
    const segment = await log.segment(table.reader, 3);
    expect(segment.checkpoint.map(({ path }) => path)).toEqual([checkpoint(2)]);
  });

  it('finds a V2 checkpoint by its listing, whatever name the hint gives it', async () => {
    const table = TestTable.plain();
    for (const version of [1, 2, 3]) table.commit(version, [{ commitInfo: {} }]);
    const path = `${versionPrefix(2)}.checkpoint.3a0d65cd-4056-49b8-937b-95f9e3ee90e5.json`;
    table.write(path, 'x');
    const v2Checkpoint = { path: '../../elsewhere.json', sizeInBytes: -1, sidecarFiles: [{ path: '/etc/passwd' }] };
    table.write('_delta_log/_last_checkpoint', JSON.stringify({ version: 2, size: 1, v2Checkpoint }));
    const log = new TableLog(() => 0);
    expect(await log.latestVersion(table.reader)).toBe(3);
    expect(table.reader.calls.at(-1)).toBe(`list _delta_log/ ${versionPrefix(2)}`);
    expect((await log.segment(table.reader, 3)).checkpoint).toMatchObject([{ path }]);
    table.delete(commitPath(2));
    expect((await new TableLog(() => 0).identity(table.reader, 2)).path).toBe(path);
  });

  it('does not keep older versions from being planned', async () => {
    const { table, log } = await tableWithCheckpoint('{"version":2}');
    const segment = await log.segment(table.reader, 1);
    expect(segment.commits.map(({ path }) => path)).toEqual([commitPath(0), commitPath(1)]);
  });
});

describe('TableLog.identity', () => {
  it('is the commit, or the checkpoint when that is all that is left', async () => {
    const table = TestTable.plain();
    table.commit(1, []);
    table.write(checkpoint(1), 'x');
    const log = new TableLog(() => 0);
    expect((await log.identity(table.reader, 1)).path).toBe(commitPath(1));
    table.delete(commitPath(1));
    expect((await new TableLog(() => 0).identity(table.reader, 1)).path).toBe(checkpoint(1));
  });

  it.each([2, -1, 0.5, Number.NaN])('says that version %d does not exist', async version => {
    const table = TestTable.plain();
    const identity = new TableLog(() => 0).identity(table.reader, version);
    await expect(identity).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' });
  });
});
