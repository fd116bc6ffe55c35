import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { sidecarDirectory, versionPrefix } from '../log-path.ts';
import { replayVersion } from '../testing/replay-version.ts';
import { metaData, plainProtocol, type TestAction, TestTable } from '../testing/test-table.ts';

const begin: readonly TestAction[] = [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }];
const json = '3a0d65cd-4056-49b8-937b-95f9e3ee90e5.json';
const parquet = '3a0d65cd-4056-49b8-937b-95f9e3ee90e5.parquet';
const sidecar = (path: string, sizeInBytes = 1): TestAction => ({ sidecar: { path, sizeInBytes } });
const metadata = (version: number): TestAction => ({ checkpointMetadata: { version } });

/** Expects that the table cannot be read. */
async function expectRefused(table: TestTable, message: RegExp, code = 'CORRUPT_LOG'): Promise<void> {
  const refusal = await replayVersion(table).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(refusal).not.toMatchObject({ message: expect.stringContaining(table.root) });
}

describe('a damaged V2 checkpoint', () => {
  describe.each([json, parquet, 'parquet'])('N.checkpoint.%s', name => {
    it.each<[string, readonly TestAction[], RegExp]>([
      ['two checkpointMetadata actions', [metadata(4), metadata(4)], /more than one checkpointMetadata/],
      ['that of another version', [metadata(3)], /says that it is of version 3/],
      ['a sidecar but no checkpointMetadata', [sidecar('a.parquet')], /holds no checkpointMetadata action/],
      [
        'a sidecar twice',
        [metadata(4), sidecar('a.parquet'), sidecar('a.parquet')],
        /sidecar a\.parquet is named twice/,
      ],
      [
        'a sidecar twice, encoded',
        [metadata(4), sidecar('a.parquet'), sidecar('%61.parquet')],
        /sidecar a\.parquet is named twice/,
      ],
      ['a negative size', [metadata(4), sidecar('a.parquet', -1)], /sizeInBytes of a\.parquet is negative/],
      ['two protocols', [metadata(4), { protocol: plainProtocol }], /more than one protocol/],
    ])('is refused with %s', async (_, actions, message) => {
      const table = new TestTable();
      await table.v2Main(4, [...begin, ...actions], name);
      await expectRefused(table, message);
    });

    it.each([
      '../a.parquet',
      '..%2Fa.parquet',
      'x/a.parquet',
      'x\\a.parquet',
      '..',
      '',
      'a.json',
      '*.parquet',
      'a\0.parquet',
      'a%zz.parquet',
      `${'a'.repeat(300)}.parquet`,
    ])('is refused with a sidecar at %j', async path => {
      const table = new TestTable();
      await table.v2Main(4, [...begin, metadata(4), sidecar(path)], name);
      await expectRefused(table, /sidecar action .* is not the name of a Parquet file in _delta_log\/_sidecars\//);
    });

    it.each(['/etc/passwd', 'file:///etc/a.parquet', 's3://other/_delta_log/_sidecars/a.parquet'])(
      'is refused with a sidecar at %j, which may be valid but is elsewhere',
      async path => {
        const table = new TestTable();
        await table.v2Main(4, [...begin, metadata(4), sidecar(path)], name);
        await expectRefused(table, /is absolute/, 'UNSUPPORTED_FEATURE');
      },
    );

    it('is refused when a sidecar holds a file that another one holds too', async () => {
      const table = new TestTable();
      await table.v2Checkpoint(4, [...begin, { add: { path: 'a' } }, { add: { path: 'a', size: 2 } }], name, 2);
      await expectRefused(table, /holds the file "a" twice/);
    });
  });

  it.each([json, parquet])('is refused under the name of one without checkpointMetadata: %s', async name => {
    const table = new TestTable();
    await table.v2Main(4, [...begin, { add: { path: 'a' } }], name);
    await expectRefused(table, /of the V2 spec holds no checkpointMetadata action/);
  });

  it.each<[string, string, RegExp]>([
    ['nothing', '', /checkpoint .*\.json of the V2 spec holds no checkpointMetadata/],
    [
      'a line cut off',
      '{"checkpointMetadata":{"version":0}}\n{"sidecar":{"pa',
      /Line 2 of the checkpoint .* not a JSON/,
    ],
    ['text for an action', '{"checkpointMetadata":"0"}', /checkpointMetadata action .* is not a JSON object/],
    ['an empty sidecar', '{"checkpointMetadata":{"version":0}}\n{"sidecar":{}}', /sidecar .* path is not a string/],
    [
      'a sidecar that is a list',
      '{"checkpointMetadata":{"version":0}}\n{"sidecar":[]}',
      /sidecar .* not a JSON object/,
    ],
    [
      'a sidecar without a size',
      '{"checkpointMetadata":{"version":0}}\n{"sidecar":{"path":"a.parquet"}}',
      /sizeInBytes is not a whole number/,
    ],
    [
      'an add without a size',
      '{"checkpointMetadata":{"version":0}}\n{"add":{"path":"a"}}',
      /Line 2 of the checkpoint .* whose size is not/,
    ],
    ['no protocol', '{"checkpointMetadata":{"version":0}}', /holds no protocol action/],
  ])('in JSON is refused with %s', async (_, content, message) => {
    const table = new TestTable();
    table.write(`${versionPrefix(0)}.checkpoint.${json}`, content);
    await expectRefused(table, message);
  });

  it('in Parquet is refused when it is about something else', async () => {
    const table = new TestTable();
    const path = `${versionPrefix(0)}.checkpoint.${parquet}`;
    table.write(path, '');
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const marker = '{\'version\': 0} AS "checkpointMetadata"';
    for (const [select, message] of [
      ['1 AS x', /holds no checkpointMetadata/],
      ['1 AS "checkpointMetadata"', /checkpointMetadata action .* is not a JSON object/],
      ["{'version': '0'} AS \"checkpointMetadata\"", /version is not a whole number/],
      [`${marker}, 7 AS sidecar`, /sidecar action .* is not a JSON object/],
      [`${marker}, {'x': 1} AS sidecar`, /path is not a string/],
      [`${marker}, {'path': 'a.parquet', 'sizeInBytes': 1.5} AS sidecar`, /sizeInBytes is not a whole number/],
      [`${marker}, 7 AS "add"`, /add\.path of the checkpoint .* is missing/],
    ] as const) {
      await database.run(`COPY (SELECT ${select}) TO '${join(table.root, path)}' (FORMAT parquet)`);
      await expectRefused(table, message);
    }
    table.write(path, 'not Parquet');
    await expectRefused(table, /3a0d65cd.*parquet is damaged/);
  });

  it('is refused when its sidecars do not fit together', async () => {
    const table = new TestTable();
    const add = (values: string) => ({ add: `STRUCT("path" VARCHAR, "size" BIGINT, "partitionValues" ${values})` });
    const sizeOf = (name: string) => statSync(join(table.root, sidecarDirectory, name)).size;
    await table.writeParquet(`${sidecarDirectory}a.parquet`, [], add('MAP(VARCHAR, VARCHAR)'));
    await table.writeParquet(`${sidecarDirectory}b.parquet`, [], add('VARCHAR'));
    const sidecars = ['a.parquet', 'b.parquet'].map(name => sidecar(name, sizeOf(name)));
    await table.v2Main(4, [...begin, metadata(4), ...sidecars], json);
    await expectRefused(table, /damage in the checkpoint .*\.json: Can't change source type/);
  });

  it('is refused in parts', async () => {
    const table = new TestTable();
    const name = (part: number) => `000000000${part}.0000000002.parquet`;
    await table.v2Main(4, [...begin, metadata(4), sidecar('a.parquet'), { add: { path: 'a' } }], name(1));
    await table.v2Main(4, [{ add: { path: 'b' } }], name(2));
    await expectRefused(table, /There are sidecars in the checkpoint .* parts can have none/);
  });

  it('is refused when a sidecar is damaged, naming it', async () => {
    const table = new TestTable();
    const wrong = `${sidecarDirectory}a.parquet`;
    table.write(wrong, 'not Parquet');
    await table.v2Main(0, [...begin, metadata(0), sidecar('a.parquet')], json);
    await expectRefused(table, /_sidecars\/a\.parquet is damaged/);
    await table.writeParquet(wrong, [], { protocol: 'STRUCT("minReaderVersion" INTEGER)' });
    await expectRefused(table, /add\.path of the sidecars of the checkpoint .* is missing/);
    await table.v2Checkpoint(0, [...begin, { add: { path: 'a' } }], 'parquet');
    table.write(wrong, readFileSync(join(table.root, `${versionPrefix(0)}.checkpoint.parquet`)).subarray(0, -9));
    table.delete(`${versionPrefix(0)}.checkpoint.parquet`);
    await expectRefused(table, /_sidecars\/a\.parquet is damaged/);
  });
});
