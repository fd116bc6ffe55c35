import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { replayVersion } from '../testing/replay-version.ts';
import { metaData, plainProtocol, type TestAction, TestTable } from '../testing/test-table.ts';

const begin: readonly TestAction[] = [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }];
const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

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
    ['bytes that are not UTF-8', `{"add":{"path":"\xff","size":1}}`, /damage in the log/],
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
    [
      'hdfs://host/secret.parquet',
      'UNSUPPORTED_FEATURE',
      /is absolute, and none of the kinds that are known: file, s3/,
    ],
    ['https://host/secret.parquet', 'UNSUPPORTED_FEATURE', /is absolute, and none of the kinds/],
    ['S3://bucket/key', 'UNSUPPORTED_FEATURE', /is absolute, and none of the kinds/],
    ['c:evil', 'UNSUPPORTED_FEATURE', /is absolute, and none of the kinds/],
    ['s3:key', 'UNSUPPORTED_FEATURE', /is absolute, and none of the kinds/],
    ['s3://bucket/a/../../key', 'CORRUPT_LOG', /leads out of the table/],
    ['s3://bucket/a/%2e%2e/key', 'CORRUPT_LOG', /leads out of the table/],
    ['file:/data/%2e./etc/passwd', 'CORRUPT_LOG', /leads out of the table/],
    ['s3://bucket/key?versionId=1', 'CORRUPT_LOG', /is a URI with a query or a fragment/],
    ['s3://bucket/key#part', 'CORRUPT_LOG', /is a URI with a query or a fragment/],
    ['s3://bucket/a%0Ab', 'CORRUPT_LOG', /control characters/],
    ['s3://bucket/50%', 'CORRUPT_LOG', /not a valid percent-encoded path/],
    ['s3%3A//bucket/key', 'CORRUPT_LOG', /is a URI disguised as a relative path/],
    ['%66ile:/etc/passwd', 'CORRUPT_LOG', /is a URI disguised as a relative path/],
    ['/etc/passwd', 'UNSUPPORTED_FEATURE', /is absolute without saying in which file system/],
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
    ['a\0b', 'CORRUPT_LOG', /control characters/],
    ['\\\\host\\share', 'CORRUPT_LOG', /leads out of the table/],
    ['', 'CORRUPT_LOG', /is empty/],
  ])('%j is refused', async (path, code, message) => {
    const table = TestTable.plain({ add: { path } });
    await expect(replayVersion(table)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ['hdfs://name-node.example.com/secret', '"hdfs:…"'],
    ['/mnt/secret', '"/…"'],
  ])('%j is told of by no more than %s, for the rest names a place', async (path, shown) => {
    const refused = replayVersion(TestTable.plain({ add: { path } }));
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(shown) });
    await expect(refused).rejects.not.toThrow(/secret|example/);
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
    ['with pages of noise', whole => Buffer.from(whole).fill(0xff, 4, 400)],
    [
      'with a footer of noise',
      whole => Buffer.concat([whole.subarray(0, -60), Buffer.alloc(52, 0xa5), whole.subarray(-8)]),
    ],
    [
      'with an impossible footer length',
      whole => Buffer.concat([whole.subarray(0, -8), Buffer.from([255, 255, 255, 127]), Buffer.from('PAR1')]),
    ],
  ])('is refused: %s', async (_, damage) => {
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
      ['1 AS x', /add.path of the checkpoint .* is missing/],
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
