import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logFileName, parseLogPath } from '../log-path.ts';
import { planLogSegment } from '../log-segment.ts';
import { referenceReplay } from '../testing/reference-replay.ts';
import { metaData, plainProtocol, type TestAction, TestTable, temporaryFolder } from '../testing/test-table.ts';
import type { ReplayResult } from '../worker/jobs.ts';
import { replay } from './replay.ts';

/** Replays a version of a table in this process, and reads back the files in the order of their numbers. */
async function replayVersion(
  table: TestTable,
  version?: number,
): Promise<ReplayResult & { readonly files: readonly unknown[] }> {
  const log = join(table.root, '_delta_log');
  const files = readdirSync(log).flatMap(name => {
    const path = parseLogPath(`_delta_log/${name}`);
    return path === undefined
      ? []
      : [{ ...path, object: { path: `_delta_log/${name}`, size: 1, modificationTime: 0 } }];
  });
  const segment = planLogSegment(files, version);
  const directory = temporaryFolder();
  mkdirSync(join(directory, 'log'));
  for (const name of readdirSync(log)) copyFileSync(join(log, name), join(directory, 'log', name));
  const result = await replay({
    kind: 'replay',
    directory,
    version: segment.version,
    checkpoint: segment.checkpoint.map(({ path }) => logFileName(path)),
    commits: segment.commits.map(({ path }) => logFileName(path)),
    ...(segment.commit && { commit: logFileName(segment.commit.path) }),
    memoryLimit: '200MB',
    maxSpill: 1e9,
  });
  return { ...result, files: await readBack(join(directory, 'files.parquet')) };
}

async function readBack(file: string): Promise<readonly unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const database = await instance.connect();
  const result = await database.run(
    `SELECT path, partition_values, size::DOUBLE AS size, stats FROM read_parquet('${file}') ORDER BY sort_key`,
  );
  return result.getRowObjects();
}

const begin: readonly TestAction[] = [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }];
const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

describe('replay', () => {
  it('agrees with the reference over random logs, wherever the checkpoints are', async () => {
    const names = ['a', 'b', 'c', 'd%20d', 'é', 'p=1/x', "it's", 'z z'];
    const action = fc.tuple(fc.constantFrom(...names), fc.boolean(), fc.nat(1000));
    const commit = fc.uniqueArray(action, { selector: ([path]) => path, maxLength: 6 });
    const scenario = fc.record({
      commits: fc.array(commit, { minLength: 1, maxLength: 8 }),
      checkpoints: fc.array(fc.record({ version: fc.nat(8), parts: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 }),
      cleaned: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ commits, checkpoints, cleaned }) => {
        const history = commits.map((files, version): readonly TestAction[] => [
          ...(version === 0 ? begin : [{ commitInfo: { version } }]),
          ...files.map(
            ([path, isAdd, size]): TestAction =>
              isAdd
                ? {
                    add: { path, size, partitionValues: { p: null, q: String(size) }, stats: `{"numRecords":${size}}` },
                  }
                : { remove: { path } },
          ),
        ]);
        const table = new TestTable();
        for (const [version, actions] of history.entries()) table.commit(version, actions);
        const expected = [...referenceReplay(history).values()];
        const before = await replayVersion(table);
        for (const { version, parts } of checkpoints.filter(at => at.version < commits.length)) {
          const state = referenceReplay(history.slice(0, version + 1)).values();
          const adds = [...state].map((add): TestAction => ({ add }));
          await table.checkpoint(version, [...begin, ...adds, { remove: { path: 'long gone' } }], parts);
          if (cleaned)
            for (let old = 0; old < version; old++)
              table.write(`_delta_log/${String(old).padStart(20, '0')}.json`, 'cleaned up');
        }
        const after = await replayVersion(table);
        const total = expected.reduce((sum, { size = 0 }) => sum + size, 0);
        expect(after).toMatchObject({ numFiles: expected.length, sizeInBytes: total, protocol: plainProtocol });
        // Numbered alike, whatever was read.
        expect(after.files).toEqual(before.files);
        expect(new Set(after.files)).toEqual(
          new Set(
            expected.map(({ path, size, partitionValues, stats }) => ({
              path,
              size,
              stats,
              partition_values: JSON.stringify(partitionValues),
            })),
          ),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('takes the newest protocol and metadata, from commits before the checkpoint', async () => {
    const table = TestTable.plain();
    table.commit(1, [{ metaData: { ...metaData({ id: 'long' }), name: 'renamed' } }]);
    await table.checkpoint(1, [
      { protocol: plainProtocol },
      { metaData: { ...metaData({ id: 'long' }), name: 'renamed' } },
    ]);
    expect((await replayVersion(table)).metadata.name).toBe('renamed');
    table.commit(2, [{ metaData: metaData({ id: 'long', more: 'string' }) }]);
    table.commit(3, [{ protocol: { minReaderVersion: 2, minWriterVersion: 5 } }]);
    const { metadata, protocol } = await replayVersion(table);
    expect(metadata.name).toBeUndefined();
    expect(metadata.schemaString).toContain('more');
    expect(protocol).toEqual({ minReaderVersion: 2, minWriterVersion: 5 });
  });

  it('tells logical files apart by their deletion vectors', async () => {
    const deletionVector = { storageType: 'u', pathOrInlineDv: 'ab^-aqEH.-t@S}K{vb[*k^', offset: 4 };
    const table = TestTable.plain({ add: { path: 'a', deletionVector } }, { add: { path: 'b' } });
    table.commit(1, [{ remove: { path: 'a', deletionVector } }, { add: { path: 'a' } }]);
    table.commit(2, [{ remove: { path: 'b', deletionVector } }]);
    expect((await replayVersion(table)).files).toMatchObject([{ path: 'a' }, { path: 'b' }].sort());
    await expect(replayVersion(table, 0)).rejects.toMatchObject({
      code: 'UNSUPPORTED_FEATURE',
      message: expect.stringContaining('deletionVectors'),
    });
  });

  it('ignores actions and fields that it does not know', async () => {
    const table = TestTable.plain();
    table.write(
      '_delta_log/00000000000000000001.json',
      lines(
        '{"commitInfo":"anything"}',
        '',
        '{"novelty":{"deep":[1,{"x":2}]}}',
        '{"add":{"path":"a","size":1,"partitionValues":{},"novel":{"x":1}}}',
      ),
    );
    expect((await replayVersion(table)).files).toMatchObject([{ path: 'a' }]);
  });

  it('takes the time of the commit where the table keeps it', async () => {
    const table = new TestTable();
    const configuration = { 'delta.enableInCommitTimestamps': 'true' };
    const metadata = { ...metaData({ id: 'long' }), configuration };
    table.commit(0, [{ commitInfo: { inCommitTimestamp: 1234 } }, { protocol: plainProtocol }, { metaData: metadata }]);
    expect((await replayVersion(table)).inCommitTimestamp).toBe(1234);
    await table.checkpoint(0, [{ protocol: plainProtocol }, { metaData: metadata }]);
    expect((await replayVersion(table)).inCommitTimestamp).toBe(1234);
    table.commit(1, [{ add: { path: 'a' } }]);
    await expect(replayVersion(table)).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringContaining('inCommitTimestamp'),
    });
  });
});

describe('a damaged commit', () => {
  const good = '{"add":{"path":"a","size":1,"partitionValues":{}}}';

  it.each<[string, string, RegExp]>([
    ['cut off in a line', lines(good, good.slice(0, 20)), /Line 2 .*1\.json is not a JSON object/],
    ['damaged in the middle', lines('{"commitInfo":{}}', '{"add":{"path":"b"', good), /Line 2 .* is not a JSON object/],
    ['a line of two documents', lines(`${good}${good}`), /Line 1 .* is not a JSON object/],
    ['a list', lines('[1]'), /Line 1 .* is not a JSON object/],
    ['nothing but space', '\n \n', /0{19}1\.json holds no actions/],
    ['an add that is text', lines('{"add":"a"}'), /Line 1 .* holds an add that is not an object/],
    ['a path that is a number', lines('{"add":{"path":1,"size":1}}'), /path is not a string/],
    [
      'a remove without a path',
      lines(good, '{"remove":{"dataChange":true}}'),
      /Line 2 .* a remove whose path is not a string/,
    ],
    ['no size', lines('{"add":{"path":"a"}}'), /size is not a whole number/],
    ['a size that is text', lines('{"add":{"path":"a","size":"1"}}'), /size is not a whole number/],
    ['a size with a fraction', lines('{"add":{"path":"a","size":1.5}}'), /size is not a whole number/],
    ['a size beyond all numbers', lines('{"add":{"path":"a","size":1e400}}'), /size is not a whole number/],
    ['a size beyond 64 bits', lines('{"add":{"path":"a","size":99999999999999999999}}'), /size/],
    ['a size beyond 53 bits', lines('{"add":{"path":"a","size":9007199254740992}}'), /no size, or an impossible one/],
    ['a size below nothing', lines('{"add":{"path":"a","size":-1}}'), /no size, or an impossible one/],
    [
      'statistics that are not text',
      lines('{"add":{"path":"a","size":1,"stats":{"numRecords":1}}}'),
      /stats is not a string/,
    ],
    [
      'partition values that are a list',
      lines('{"add":{"path":"a","size":1,"partitionValues":[1]}}'),
      /partitionValues is not/,
    ],
    [
      'a broken deletion vector',
      lines('{"remove":{"path":"a","deletionVector":{"storageType":1}}}'),
      /deletionVector is not/,
    ],
    ['two actions in a line', lines('{"add":{"path":"a","size":1},"remove":{"path":"b"}}'), /holds two actions/],
    ['the same field twice', lines('{"add":{"path":"a","path":"b","size":1}}'), /duplicate key/],
    ['bytes that are not UTF-8', `{"add":{"path":"\xff","size":1}}`, /damaged/],
    ['the same file twice', lines(good, good), /Version 1 adds or removes the file "a" twice/],
    [
      'a file added and removed',
      lines(good, '{"remove":{"path":"a"}}'),
      /Version 1 adds or removes the file "a" twice/,
    ],
    [
      'two metaData actions',
      lines('{"metaData":{"id":"1"}}', '{"metaData":{"id":"2"}}'),
      /Version 1 holds more than one/,
    ],
    [
      'metaData without a schema',
      lines('{"metaData":{"id":"1","format":{"provider":"parquet"}}}'),
      /schemaString is not a string/,
    ],
    ['a protocol of text', lines('{"protocol":{"minReaderVersion":"1"}}'), /minReaderVersion is not a whole number/],
  ])('is refused: %s', async (_, content, message) => {
    const table = TestTable.plain();
    table.write('_delta_log/00000000000000000001.json', Buffer.from(content, 'latin1'));
    await expect(replayVersion(table)).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringMatching(message),
    });
    await expect(replayVersion(table)).rejects.not.toMatchObject({ message: expect.stringContaining(table.root) });
  });

  it('is refused as too large when a line is over 16 MiB', async () => {
    const table = TestTable.plain();
    table.write('_delta_log/00000000000000000001.json', `{"add":{"path":"${'a'.repeat(17 * 1024 * 1024)}","size":1}}`);
    await expect(replayVersion(table)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringContaining('Line 1'),
    });
  });

  it('is refused however deep its JSON nests', async () => {
    const table = TestTable.plain();
    const deep = '['.repeat(200_000);
    table.write('_delta_log/00000000000000000001.json', `{"add":{"path":"a","size":1,"tags":${deep}}}`);
    await expect(replayVersion(table)).rejects.toMatchObject({ code: 'CORRUPT_LOG' });
  });
});

describe('a path', () => {
  it.each<[string, string, RegExp]>([
    ['s3://other-bucket/secret.parquet', 'UNSUPPORTED_FEATURE', /is absolute/],
    ['file:/etc/passwd', 'UNSUPPORTED_FEATURE', /is absolute/],
    ['/etc/passwd', 'UNSUPPORTED_FEATURE', /is absolute/],
    ['//host/share', 'UNSUPPORTED_FEATURE', /is absolute/],
    ['%2Fetc/passwd', 'CORRUPT_LOG', /leads out of the table/],
    ['../other/secret.parquet', 'CORRUPT_LOG', /leads out of the table/],
    ['a/%2e%2E/../b', 'CORRUPT_LOG', /leads out of the table/],
    ['a/..', 'CORRUPT_LOG', /leads out of the table/],
    ['a\\..\\b', 'CORRUPT_LOG', /leads out of the table/],
    ['50%', 'CORRUPT_LOG', /not a valid percent-encoded path/],
    ['a%zz', 'CORRUPT_LOG', /not a valid percent-encoded path/],
    ['a%ff', 'CORRUPT_LOG', /not a valid percent-encoded path/],
    ['a%0Ab', 'CORRUPT_LOG', /control characters/],
    ['a\tb', 'CORRUPT_LOG', /control characters/],
    ['', 'CORRUPT_LOG', /is empty/],
  ])('%j is refused', async (path, code, message) => {
    const table = TestTable.plain({ add: { path } });
    await expect(replayVersion(table)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each(['..a/b..c/...', 'day=12:30/x', 'a b+c', '%E6%97%A5', 'part-%2525'])('%j is fine', async path => {
    expect((await replayVersion(TestTable.plain({ add: { path } }))).files).toMatchObject([{ path }]);
  });
});

describe('a damaged checkpoint', () => {
  const checkpoint = '_delta_log/00000000000000000000.checkpoint.parquet';

  it.each<[string, (whole: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('not Parquet at all')],
    ['cut off', whole => whole.subarray(0, whole.length / 2)],
    [
      'with a footer of noise',
      whole => Buffer.concat([whole.subarray(0, -60), Buffer.alloc(52, 0xa5), whole.subarray(-8)]),
    ],
    [
      'with an impossible footer length',
      whole => Buffer.concat([whole.subarray(0, -8), Buffer.from([255, 255, 255, 127]), Buffer.from('PAR1')]),
    ],
  ])('is refused: %s', async (_, damage) => {
    const { readFileSync } = await import('node:fs');
    const table = TestTable.plain();
    await table.checkpoint(0, [...begin, { add: { path: 'a' } }]);
    table.write(checkpoint, damage(readFileSync(join(table.root, checkpoint))));
    await expect(replayVersion(table)).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringContaining('00000000000000000000.checkpoint.parquet'),
    });
  });

  it('is refused when it is about something else', async () => {
    const table = TestTable.plain();
    await table.checkpoint(0, begin);
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    for (const [select, message] of [
      ['1 AS x', /no add actions/],
      [`{'path': 1, 'size': 1::BIGINT, 'partitionValues': MAP {'a': 'b'}} AS "add"`, /add.path/],
      [`{'path': 'x', 'size': 1.5, 'partitionValues': MAP {'a': 'b'}} AS "add"`, /add.size/],
      [`{'path': 'x', 'size': 1::BIGINT, 'partitionValues': MAP {'a': 1}} AS "add"`, /add.partitionValues/],
      [`{'path': 'x', 'size': 1::BIGINT, 'partitionValues': MAP {'a': 'b'}} AS "add"`, /no protocol action/],
    ] as const) {
      await database.run(`COPY (SELECT ${select}) TO '${join(table.root, checkpoint)}' (FORMAT parquet)`);
      await expect(replayVersion(table)).rejects.toMatchObject({
        code: 'CORRUPT_LOG',
        message: expect.stringMatching(message),
      });
    }
    await database.run(
      `COPY (SELECT {'version': 1::BIGINT} AS "checkpointMetadata", {'path': 'x', 'size': 1::BIGINT, 'partitionValues': MAP {'a': 'b'}} AS "add")
       TO '${join(table.root, checkpoint)}' (FORMAT parquet)`,
    );
    await expect(replayVersion(table)).rejects.toMatchObject({
      code: 'UNSUPPORTED_FEATURE',
      message: expect.stringContaining('v2Checkpoint'),
    });
  });

  it('is refused when it names a file twice', async () => {
    const table = TestTable.plain();
    await table.checkpoint(0, [
      ...begin,
      { add: { path: 'a' } },
      { add: { path: 'b' } },
      { add: { path: 'a', size: 2 } },
    ]);
    await expect(replayVersion(table)).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: 'The log holds the file "a" twice',
    });
  });
});

describe('a table that asks too much of a reader', () => {
  it.each<[string, object, object, string, RegExp]>([
    ['reader version 4', { minReaderVersion: 4, minWriterVersion: 7 }, {}, 'UNSUPPORTED_FEATURE', /reader version 4/],
    [
      'features',
      {
        minReaderVersion: 3,
        minWriterVersion: 7,
        readerFeatures: ['vacuumProtocolCheck', 'deletionVectors', 'v2Checkpoint'],
      },
      {},
      'UNSUPPORTED_FEATURE',
      /cannot do yet: deletionVectors, v2Checkpoint$/,
    ],
    [
      'a feature named like a method',
      { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['constructor'] },
      {},
      'UNSUPPORTED_FEATURE',
      /constructor/,
    ],
    [
      'column mapping',
      { minReaderVersion: 2, minWriterVersion: 5 },
      { 'delta.columnMapping.mode': 'name' },
      'UNSUPPORTED_FEATURE',
      /columnMapping/,
    ],
    ['version 3 without a list', { minReaderVersion: 3, minWriterVersion: 7 }, {}, 'CORRUPT_LOG', /readerFeatures/],
  ])('is refused: %s', async (_, protocol, configuration, code, message) => {
    const table = new TestTable();
    table.commit(0, [{ protocol }, { metaData: { ...metaData({ id: 'long' }), configuration } }]);
    await expect(replayVersion(table)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each<[string, object, object]>([
    ['no features', { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: [] }, {}],
    ['vacuumProtocolCheck', { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['vacuumProtocolCheck'] }, {}],
    [
      'column mapping that is off',
      { minReaderVersion: 2, minWriterVersion: 5 },
      { 'delta.columnMapping.mode': 'none' },
    ],
  ])('is read when it asks for %s', async (_, protocol, configuration) => {
    const table = new TestTable();
    table.commit(0, [{ protocol }, { metaData: { ...metaData({ id: 'long' }), configuration } }]);
    expect((await replayVersion(table)).protocol).toEqual(protocol);
  });
});
