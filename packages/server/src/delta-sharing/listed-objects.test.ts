import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readableObjects, type SharedKind } from '../sharing/readable-objects.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { listedObjects } from './listed-objects.ts';
import { listedTables } from './listed-tables.ts';
import { type ListedObject, objectColumns } from './shared-objects.ts';
import { listedVolumes } from './volumes.ts';

const by = { created_at: 1, created_by: 'x', updated_at: 1, updated_by: 'x', comment: null };
const named = (id: string, owner = 'nobody') => ({ id, name: id.toUpperCase(), name_key: id, owner, ...by });
const root = { storage_root: null, properties: '{}' };
const flags = { cdf_enabled: 0, feed_shared: 1, history_sharing: 0, start_version: null, partitions: null };
const sharedBy = { position: 0, comment: null, source_name: '', added_at: 1, added_by: 'x' };

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(4, '0')}`);

/** By schema, which tables there are, and volumes of the same names. The owner of the share reads every third one, and none of the long row in `c`. */
const schemas: Readonly<Record<string, readonly string[]>> = {
  a: numbered('a', 9),
  b: numbered('b', 9),
  c: numbered('c', 2500),
  d: numbered('d', 9),
  empty: [],
};
const whole = ['b', 'd', 'empty'];
const isReadable = (name: string): boolean => !name.startsWith('c') && Number(name.slice(1)) % 3 === 0;

const kinds = [
  { kind: 'tables' as const, find: listedTables.find },
  { kind: 'volumes' as const, find: listedVolumes.find },
];

const typeOf = (kind: SharedKind, name: string) => {
  if (name === '') return 'SCHEMA' as const;
  return kind === 'tables' ? ('TABLE' as const) : ('VOLUME' as const);
};

describe.each(engines)('the tables and volumes that a recipient lists on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;

    /** What a share holds, and what it is called there. Its id is that of a kind of objects. */
    const entry = (share_id: SharedKind, object_id: string, [schema = '', name = '']: readonly string[]) => ({
      ...{ share_id, object_id: name === '' ? object_id : `${share_id} ${object_id}` },
      data_object_type: typeOf(share_id, name),
      ...{ shared_schema: schema.toUpperCase(), shared_schema_key: schema },
      ...{ shared_name: name.toUpperCase(), shared_name_key: name },
      ...flags,
      ...sharedBy,
    });
    const sources = (kind: SharedKind) =>
      Object.entries(schemas).flatMap(([schema, names]) =>
        names.map(name => ({
          ...named(name, isReadable(name) ? 'owner@example.com' : 'nobody'),
          ...{ id: `${kind} ${name}`, schema_id: schema, storage_location: `file:///${kind}/${name}` },
        })),
      );
    const entries = (kind: SharedKind) => [
      ...whole.map(schema => entry(kind, schema, [schema])),
      ...[...numbered('a', 9), ...numbered('c', 2500)].map(name => entry(kind, name, [name.slice(0, 1), name])),
      entry(kind, 'b0003', ['a', 'b0003']),
      entry(kind, 'd0006', ['z', 'alias']),
      entry(kind, 'dropped', ['a', 'dropped']),
    ];
    const external = { table_type: 'EXTERNAL' as const, data_source_format: 'DELTA' as const };
    const ofTable = { ...external, columns: '[]', properties: '{}' };
    const inBatches = async <Row>(rows: readonly Row[], insert: (batch: readonly Row[]) => Promise<unknown>) => {
      for (let at = 0; at < rows.length; at += 500) await insert(rows.slice(at, at + 500));
    };

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
        for (const { kind } of kinds) {
          const share = { ...named(kind, 'owner@example.com'), storage_root: null };
          await transaction.insertInto('shares').values(share).execute();
          await inBatches(entries(kind), rows => transaction.insertInto('share_objects').values(rows).execute());
        }
        await inBatches(sources('tables'), rows =>
          transaction
            .insertInto('tables')
            .values(rows.map(row => ({ ...row, ...ofTable })))
            .execute(),
        );
        await inBatches(sources('volumes'), rows =>
          transaction
            .insertInto('volumes')
            .values(rows.map(row => ({ ...row, volume_type: 'EXTERNAL' as const })))
            .execute(),
        );
      });
    });
    afterAll(() => test.close());

    const keyOf = ({ schemaKey, nameKey }: { schemaKey: string; nameKey: string }) => `${schemaKey}.${nameKey}`;

    it.each(kinds)(
      'are all $kind that can be read, single and of whole schemas, past any number that cannot',
      async ({ kind, find }) => {
        const { database } = test.workspace;
        const next = { share: kind, schema: '', after: '', limit: 100 };
        const keys = ['a.a0000', 'a.a0003', 'a.a0006', 'a.b0003', 'b.b0000', 'b.b0003', 'b.b0006'];
        const more = ['d.d0000', 'd.d0003', 'd.d0006', 'z.alias'];
        expect((await listedObjects<ListedObject>(database, find.share, next)).map(keyOf)).toEqual([...keys, ...more]);
        expect(await listedObjects<ListedObject>(database, find.schema, { ...next, schema: 'c' })).toEqual([]);
        const one = await listedObjects<ListedObject>(database, find.share, { ...next, schema: 'c', limit: 1 });
        expect(one).toMatchObject([{ [`${kind.slice(0, -1)}Id`]: `${kind} d0000`, schema: 'D', name: 'D0000' }]);
      },
    );

    it.each(kinds)(
      'are, from any place and up to any number, the same $kind as can be read one by one',
      async ({ kind, find }) => {
        const { database } = test.workspace;
        const readable = [...(await readableObjects(database.read, kind, kind).select(objectColumns).execute())];
        readable.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
        const places = fc.record({
          schema: fc.constantFrom('', 'a', 'b', 'bb', 'c', 'd', 'empty', 'z'),
          after: fc.constantFrom('', 'a0002', 'a0003', 'b0003', 'c1200', 'd0006', 'zz'),
          limit: fc.integer({ min: 1, max: 12 }),
          reach: fc.constantFrom('schema' as const, 'share' as const),
        });
        await fc.assert(
          fc.asyncProperty(places, async ({ reach, ...place }) => {
            const listed = await listedObjects<ListedObject>(database, find[reach], { share: kind, ...place });
            const { schema, after, limit } = place;
            const next = readable.filter(({ schemaKey, nameKey }) =>
              schemaKey === schema ? nameKey > after : reach === 'share' && schemaKey > schema,
            );
            expect(listed.map(keyOf)).toEqual(next.slice(0, limit).map(keyOf));
          }),
          { numRuns: 100 },
        );
      },
    );
  });
});
