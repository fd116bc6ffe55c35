import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TableRef } from './snapshots.ts';
import { FolderReader } from './testing/folder-reader.ts';
import { files, openShared } from './testing/test-snapshots.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixture = (name: string): TableRef => ({ id: name, reader: new FolderReader(join(fixtures, name)) });

describe('a table of another writer', () => {
  it.each([
    ['people', undefined, 4, 2, 3],
    ['people', 0, 0, 1, 3],
    ['people', 2, 2, 2, 4],
    ['cities', undefined, 8, 9, 9],
    ['partitions', undefined, 0, 3, 3],
    ['types', undefined, 2, 3, 9],
    ['local-times', undefined, 0, 1, 1],
    ['cleaned', undefined, 12, 13, 13],
    ['cleaned', 10, 10, 11, 11],
    ['v2-checkpoint', undefined, 8, 6, 10],
    ['v2-checkpoint', 4, 4, 4, 8],
    ['struct-stats', undefined, 1, 2, 6],
  ])('%s at version %s has the files that it says, in the store', async (name, wanted, version, numFiles, rows) => {
    const snapshot = await openShared(fixture(name), wanted);
    const found = await files(snapshot);
    expect(snapshot).toMatchObject({ version, numFiles });
    expect(found).toHaveLength(numFiles);
    const sizes = found.map(({ path, json }) => {
      const { size, stats } = JSON.parse(`{${json}}`);
      const data = readFileSync(join(fixtures, name, path));
      expect(data.length).toBe(size);
      return { size, rows: JSON.parse(stats).numRecords };
    });
    expect(sizes.reduce((sum, own) => sum + own.rows, 0)).toBe(rows);
    expect(snapshot.sizeInBytes).toBe(sizes.reduce((sum, own) => sum + own.size, 0));
  });

  it('says what it is', async () => {
    const snapshot = await openShared(fixture('people'));
    const { mtimeMs } = statSync(join(fixtures, 'people/_delta_log/00000000000000000004.json'));
    expect(snapshot).toMatchObject({
      timestamp: Math.floor(mtimeMs),
      protocol: { minReaderVersion: 1, minWriterVersion: 2 },
      metadata: {
        name: 'people',
        description: 'Who',
        partitionColumns: [],
        format: { provider: 'parquet', options: {} },
      },
    });
    expect(JSON.parse(snapshot.metadata.schemaString).fields.map(({ name }: { name: string }) => name)).toEqual([
      'id',
      'name',
    ]);
  });

  it('has its partition values as the log has them, but that the parquet format has a null for an empty text', async () => {
    const shared = await openShared(fixture('cities'));
    const citiesIn = async (format: 'parquet' | 'delta') => {
      const found = await files(shared, { format });
      return found.map(({ json }) => JSON.parse(`{${json}}`).partitionValues.city);
    };
    const expected = ['New York', 'São Paulo', '50%', 'a/b=c', '日本', "it's", '+1 & more?', null];
    expect(new Set(await citiesIn('parquet'))).toEqual(new Set(expected));
    expect(new Set(await citiesIn('delta'))).toEqual(new Set([...expected, '']));
  });

  it('is pruned by a partition column of each type', async () => {
    const snapshot = await openShared(fixture('partitions'));
    for (const [name, valueType, value, expected] of [
      ['p_string', 'string', 'B', 1],
      ['p_long', 'long', '-9007199254740993', 1],
      ['p_long', 'long', '-9007199254740992', 0],
      ['p_integer', 'int', '5', 1],
      ['p_short', 'int', '300', 1],
      ['p_byte', 'int', '-7', 1],
      ['p_float', 'float', '0.1', 1],
      ['p_double', 'double', '0.1', 1],
      ['p_decimal', 'double', '1.1', 1],
      ['p_boolean', 'bool', 'true', 1],
      ['p_date', 'date', '2024-02-29', 1],
      ['p_timestamp', 'timestamp', '2024-02-29T12:34:56.789012Z', 1],
    ] as const) {
      const children = [
        { op: 'column', name, valueType },
        { op: 'literal', value, valueType },
      ] as const;
      const found = await files(snapshot, { predicate: { op: 'equal', children } });
      expect([name, found.length]).toEqual([name, expected]);
    }
  });

  it('has the statistics of a struct in a checkpoint as the commits have them in JSON', async () => {
    const found = await files(await openShared(fixture('struct-stats')));
    const log = join(fixtures, 'struct-stats/_delta_log');
    const committed = [0, 1].flatMap(version =>
      readFileSync(join(log, `${String(version).padStart(20, '0')}.json`), 'utf8').split('\n'),
    );
    const adds = committed.flatMap(line => (line.startsWith('{"add"') ? [JSON.parse(line).add] : []));
    expect(found).toHaveLength(2);
    for (const { path, json } of found) {
      const { stats } = adds.find(add => add.path === path);
      expect(JSON.parse(JSON.parse(`{${json}}`).stats)).toEqual(JSON.parse(stats));
    }
  });

  it('is not read before the log begins', async () => {
    const refused = openShared(fixture('cleaned'), 9);
    await expect(refused).rejects.toMatchObject({
      code: 'VERSION_NOT_FOUND',
      message: expect.stringContaining('cleaned up'),
    });
  });
});
