import { describe, expect, it } from 'vitest';
import { changedPaths } from '../testing/read-changes.ts';
import { featureProtocol, metaData, plainProtocol, TestTable } from '../testing/test-table.ts';

const columns = { id: 'long', day: 'date', country: 'string' };
const only = (column: string, value: string | null) => ({ clauses: [[{ column, op: 'EQUAL' as const, value }]] });
const entire = (path: string, partitionValues: Readonly<Record<string, string | null>>) => ({
  path,
  partitionValues,
  size: 1,
});

describe('a partition filter of changes', () => {
  it('holds for what is added, removed and in the change data feed', async () => {
    const table = new TestTable();
    const metadata = { ...metaData(columns, ['country']), configuration: { 'delta.enableChangeDataFeed': 'true' } };
    table.commit(0, [{ protocol: plainProtocol }, { metaData: metadata }]);
    const files = (kind: string) => ['DE', 'FR', null].map(country => entire(`${kind}-${country}`, { country }));
    table.commit(
      1,
      files('add').map(add => ({ add })),
    );
    table.commit(
      2,
      files('remove').map(remove => ({ remove })),
    );
    table.commit(
      3,
      files('cdc').map(cdc => ({ cdc })),
    );
    const read = (value: string | null) =>
      changedPaths(table, { from: 1, to: 3, kind: 'feed', filter: only('COUNTRY', value) });
    expect(await read('FR')).toEqual({ 1: ['add add-FR'], 2: ['remove remove-FR'], 3: ['cdc cdc-FR'] });
    expect(await read(null)).toEqual({ 1: ['add add-null'], 2: ['remove remove-null'], 3: ['cdc cdc-null'] });
    const none = changedPaths(table, { from: 1, to: 3, kind: 'feed', filter: { clauses: [] } });
    expect(await none).toEqual({ 1: [], 2: [], 3: [] });
  });

  it('goes by the metadata that is in force at each version, and by its physical names', async () => {
    const mapped = (physical: string) => {
      const fields = Object.entries(columns).map(([name, type], index) => ({
        name,
        type,
        nullable: true,
        metadata: {
          'delta.columnMapping.id': index + 1,
          'delta.columnMapping.physicalName': name === 'country' ? physical : name,
        },
      }));
      return {
        ...metaData(columns, ['country']),
        schemaString: JSON.stringify({ type: 'struct', fields }),
        configuration: { 'delta.columnMapping.mode': 'name' },
      };
    };
    const table = new TestTable();
    table.commit(0, [{ protocol: featureProtocol('columnMapping') }, { metaData: mapped('col-a') }]);
    table.commit(1, [{ add: entire('1', { 'col-a': 'DE' }) }, { add: entire('2', { 'col-a': 'FR' }) }]);
    table.commit(2, [
      { metaData: mapped('col-b') },
      { add: entire('3', { 'col-a': 'FR', 'col-b': 'DE' }) },
      { add: entire('4', { 'col-b': 'FR' }) },
    ]);
    const filter = only('country', 'FR');
    expect(await changedPaths(table, { from: 0, to: 2, kind: 'stream', format: 'delta', filter })).toEqual({
      0: [],
      1: ['add 2'],
      2: ['add 4'],
    });
  });

  it('is refused when its column is no partition column at some version, naming that', async () => {
    const table = new TestTable();
    table.commit(0, [{ protocol: plainProtocol }, { metaData: metaData(columns, ['country']) }]);
    table.commit(1, [{ add: entire('1', { country: 'FR' }) }]);
    table.commit(2, [{ metaData: metaData(columns, ['day']) }, { add: entire('2', { day: '2024-01-01' }) }]);
    const read = (to: number) => changedPaths(table, { from: 0, to, kind: 'stream', filter: only('country', 'FR') });
    await expect(read(2)).rejects.toMatchObject({
      code: 'FILTER_MISMATCH',
      message: expect.stringMatching(/^At version 2: .*country/),
    });
    expect(await read(1)).toEqual({ 0: [], 1: ['add 1'] });
  });

  it('is refused when a removed file does not say its partition', async () => {
    const table = new TestTable();
    table.commit(0, [{ protocol: plainProtocol }, { metaData: metaData(columns, ['country']) }]);
    table.commit(1, [{ add: entire('1', { country: 'FR' }) }]);
    table.commit(2, [{ remove: { path: '1' } }]);
    const read = changedPaths(table, { from: 1, to: 2, kind: 'stream', filter: only('country', null) });
    await expect(read).rejects.toMatchObject({
      code: 'UNSUPPORTED_FEATURE',
      message: expect.stringContaining('The changes of version 2'),
    });
  });
});
