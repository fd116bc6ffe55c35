import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { listedTables } from './listed-tables.ts';
import { activeTables } from './shared-objects.ts';

const by = { created_at: 1, created_by: 'x', updated_at: 1, updated_by: 'x', comment: null };
const named = (id: string, owner = 'nobody') => ({ id, name: id.toUpperCase(), name_key: id, owner, ...by });
const root = { storage_root: null, properties: '{}' };
const flags = { cdf_enabled: 0, feed_shared: 1, history_sharing: 0, start_version: null, partitions: null };
const sharedBy = { position: 0, comment: null, source_name: '', added_at: 1, added_by: 'x' };

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(4, '0')}`);

/** By schema, which tables there are. The owner of the share reads every third one, and none of the long row in `c`. */
const schemas: Readonly<Record<string, readonly string[]>> = {
  a: numbered('a', 9),
  b: numbered('b', 9),
  c: numbered('c', 2500),
  d: numbered('d', 9),
  empty: [],
};
const whole = ['b', 'd', 'empty'];
const isReadable = (table: string): boolean => !table.startsWith('c') && Number(table.slice(1)) % 3 === 0;

describe.each(engines)('the tables that a recipient lists on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;

    /** An object of the share, and what it is called there. */
    const entry = (object_id: string, schema: string, name: string) => ({
      ...{ share_id: 'share', object_id, data_object_type: name === '' ? ('SCHEMA' as const) : ('TABLE' as const) },
      ...{ shared_schema: schema.toUpperCase(), shared_schema_key: schema },
      ...{ shared_name: name.toUpperCase(), shared_name_key: name },
      ...flags,
      ...sharedBy,
    });
    const tables = Object.entries(schemas).flatMap(([schema, names]) =>
      names.map(name => ({
        ...named(name, isReadable(name) ? 'owner@example.com' : 'nobody'),
        ...{ schema_id: schema, table_type: 'EXTERNAL' as const, data_source_format: 'DELTA' as const },
        ...{ storage_location: `file:///${name}`, columns: '[]', properties: '{}' },
      })),
    );
    const entries = [
      ...whole.map(schema => entry(schema, schema, '')),
      ...[...numbered('a', 9), ...numbered('c', 2500)].map(name => entry(name, name.slice(0, 1), name)),
      entry('b0003', 'a', 'b0003'),
      entry('d0006', 'z', 'alias'),
      entry('dropped', 'a', 'dropped'),
    ];

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      await test.addUser('owner@example.com');
      await test.workspace.database.write(async transaction => {
        await transaction
          .insertInto('catalogs')
          .values({ ...named('catalog', 'owner@example.com'), ...root })
          .execute();
        for (const schema of Object.keys(schemas)) {
          const values = { ...named(schema, 'owner@example.com'), ...root, catalog_id: 'catalog' };
          await transaction.insertInto('schemas').values(values).execute();
        }
        const share = { ...named('share', 'owner@example.com'), storage_root: null };
        await transaction.insertInto('shares').values(share).execute();
        for (let at = 0; at < tables.length; at += 500)
          await transaction
            .insertInto('tables')
            .values(tables.slice(at, at + 500))
            .execute();
        for (let at = 0; at < entries.length; at += 500)
          await transaction
            .insertInto('share_objects')
            .values(entries.slice(at, at + 500))
            .execute();
      });
    });
    afterAll(() => test.close());

    const keyOf = ({ schemaKey, nameKey }: { schemaKey: string; nameKey: string }) => `${schemaKey}.${nameKey}`;

    it('are all that can be read, single ones and those of whole schemas, past any number that cannot', async () => {
      const { database } = test.workspace;
      const next = { share: 'share', schema: '', after: '', limit: 100 };
      const keys = ['a.a0000', 'a.a0003', 'a.a0006', 'a.b0003', 'b.b0000', 'b.b0003', 'b.b0006'];
      const more = ['d.d0000', 'd.d0003', 'd.d0006', 'z.alias'];
      expect((await listedTables(database, next, 'share')).map(keyOf)).toEqual([...keys, ...more]);
      expect(await listedTables(database, { ...next, schema: 'c' }, 'schema')).toEqual([]);
      const one = await listedTables(database, { ...next, schema: 'c', limit: 1 }, 'share');
      expect(one).toMatchObject([{ tableId: 'd0000', schema: 'D', name: 'D0000', location: 'file:///d0000' }]);
    });

    it('are, from any place and up to any number, the same as those that can be read one by one', async () => {
      const { database } = test.workspace;
      const readable = [...(await activeTables(database.read, 'share').execute())];
      readable.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      const places = fc.record({
        schema: fc.constantFrom('', 'a', 'b', 'bb', 'c', 'd', 'empty', 'z'),
        after: fc.constantFrom('', 'a0002', 'a0003', 'b0003', 'c1200', 'd0006', 'zz'),
        limit: fc.integer({ min: 1, max: 12 }),
        reach: fc.constantFrom('schema' as const, 'share' as const),
      });
      await fc.assert(
        fc.asyncProperty(places, async ({ reach, ...place }) => {
          const listed = await listedTables(database, { share: 'share', ...place }, reach);
          const { schema, after, limit } = place;
          const next = readable.filter(({ schemaKey, nameKey }) =>
            schemaKey === schema ? nameKey > after : reach === 'share' && schemaKey > schema,
          );
          expect(listed).toEqual(next.slice(0, limit).map(table => ({ ...table, readable: 1 })));
        }),
        { numRuns: 100 },
      );
    });
  });
});
