import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountUsers } from '../catalog/grantees.ts';
import { isVisible, manages, mayRead, type Securable } from '../catalog/privileges.ts';
import { readRights } from '../catalog/read-rights.ts';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { insertPrincipal } from '../identity/principals.ts';
import { refreshStanding } from '../identity/standing.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { nextObjects, readableObjects, readableSchemas } from './readable-objects.ts';

const uc = '/api/2.1/unity-catalog';

const people = ['p0', 'p1', 'p2'] as const;
const groups = ['g0', 'g1', 'g2', 'g3'] as const;
const principals = [...people, ...groups];

type Type = 'CATALOG' | 'SCHEMA' | 'TABLE' | 'VOLUME';

/** The objects of every world, by id: two catalogs with two schemas each, one of which has two tables and a volume. */
const objects: Readonly<Record<string, { readonly type: Type; readonly in?: string }>> = {
  ca: { type: 'CATALOG' },
  cb: { type: 'CATALOG' },
  ...Object.fromEntries(['sa', 'sb', 'sc', 'sd'].map((id, at) => [id, { type: 'SCHEMA', in: at < 2 ? 'ca' : 'cb' }])),
  ...Object.fromEntries(['ta', 'tb', 'tc', 'td'].map((id, at) => [id, { type: 'TABLE', in: at < 2 ? 'sa' : 'sc' }])),
  va: { type: 'VOLUME', in: 'sa' },
  vb: { type: 'VOLUME', in: 'sc' },
};
const kinds = [
  { kind: 'tables', type: 'TABLE' },
  { kind: 'volumes', type: 'VOLUME' },
] as const;
const idsOf = (type: string): string[] => Object.keys(objects).filter(id => objects[id]?.type === type);

/** What can be granted, by type, of what the rules below look at; and one that they must not be misled by. */
const takes = {
  CATALOG: [
    'USE_CATALOG',
    'USE_SCHEMA',
    'SELECT',
    'MANAGE',
    'ALL_PRIVILEGES',
    'BROWSE',
    'CREATE_SCHEMA',
    'READ_VOLUME',
  ],
  SCHEMA: ['USE_SCHEMA', 'SELECT', 'MANAGE', 'ALL_PRIVILEGES', 'CREATE_TABLE', 'READ_VOLUME'],
  TABLE: ['SELECT', 'MODIFY', 'MANAGE', 'ALL_PRIVILEGES'],
  VOLUME: ['READ_VOLUME', 'WRITE_VOLUME', 'MANAGE', 'ALL_PRIVILEGES'],
} as const;

interface World {
  /** Who owns the metastore. */
  readonly boss: string;
  /** Group and member. */
  readonly memberships: readonly (readonly [string, string])[];
  readonly owners: Readonly<Record<string, string>>;
  /** Object, privilege and principal. */
  readonly grants: readonly (readonly [string, string, string])[];
}

const anybody = fc.constantFrom(...principals, 'users', accountUsers.name);

const worlds: fc.Arbitrary<World> = fc.record({
  boss: fc.oneof({ weight: 5, arbitrary: fc.constant('nobody') }, anybody),
  // Groups may even be in a circle.
  memberships: fc.uniqueArray(fc.tuple(fc.constantFrom(...groups), fc.constantFrom(...principals)), {
    maxLength: 10,
    selector: pair => pair.join(),
  }),
  owners: fc.record(
    Object.fromEntries(
      Object.keys(objects).map(id => [id, fc.oneof({ weight: 3, arbitrary: fc.constant('nobody') }, anybody)]),
    ),
  ),
  grants: fc.uniqueArray(
    fc
      .constantFrom(...Object.keys(objects))
      .chain(id => fc.tuple(fc.constant(id), fc.constantFrom(...takes[objects[id]?.type ?? 'TABLE']), anybody)),
    { maxLength: 25, selector: grant => grant.join() },
  ),
});

const always = () => true;

/** The rules, as plainly as they can be written down. */
const reference = (world: World, who: string) => {
  const self = new Set([who, 'users', accountUsers.name]);
  for (let size = 0; size !== self.size; ) {
    size = self.size;
    for (const [group, member] of world.memberships) if (self.has(member)) self.add(group);
  }
  const owns = (id: string) => self.has(world.owners[id] ?? '');
  const parent = (id: string): string | undefined => objects[id]?.in;
  const line = (id: string): string[] => [id, ...(parent(id) === undefined ? [] : line(parent(id) ?? ''))];
  const granted = (id: string, privilege: string) =>
    world.grants.some(
      ([on, what, to]) =>
        on === id &&
        self.has(to) &&
        (what === privilege ||
          (what === 'ALL_PRIVILEGES' &&
            privilege !== 'MANAGE' &&
            (takes[objects[id]?.type ?? 'TABLE'] as readonly string[]).includes(privilege))),
    );
  const has = (id: string, privilege: string) => owns(id) || line(id).some(level => granted(level, privilege));
  const reaches = (id: string) =>
    line(id)
      .slice(1)
      .every(level => has(level, objects[level]?.type === 'CATALOG' ? 'USE_CATALOG' : 'USE_SCHEMA'));
  const manage = (id: string) =>
    line(id).some(level => owns(level) && reaches(level)) || (has(id, 'MANAGE') && reaches(id));
  const see = (id: string) =>
    manage(id) ||
    line(id).some(level => granted(level, 'BROWSE')) ||
    (reaches(id) &&
      line(id).some(level => takes[objects[id]?.type ?? 'TABLE'].some(privilege => granted(level, privilege))));
  const read = (id: string) => has(id, objects[id]?.type === 'VOLUME' ? 'READ_VOLUME' : 'SELECT') && reaches(id);
  const use = (id: string) => has(id, 'USE_SCHEMA');
  return self.has(world.boss) ? { manage: always, see: always, read: always, use: always } : { manage, see, read, use };
};

describe.each(engines)('privileges on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    const tokens = new Map<string, string>();
    const by = { created_at: 1, created_by: 'x', updated_at: 1, updated_by: 'x', comment: null };
    const named = (id: string, owner: string) => ({ id, name: id, name_key: id, owner, ...by });

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      for (const name of people) tokens.set(name, await test.addUser(name));
      await test.workspace.database.write(async transaction => {
        for (const [index, name] of groups.entries())
          await insertPrincipal(transaction, { id: 10 + index, now: 1 }, { kind: 'GROUP', name, displayName: name });
        for (const owner of [...principals, accountUsers.name]) {
          for (const share of [`share of ${owner}`, `schemas of ${owner}`])
            await transaction
              .insertInto('shares')
              .values({ ...named(share, owner), storage_root: null })
              .execute();
        }
      });
    });
    afterAll(() => test.close());

    const principalIds = async () => {
      const rows = await test.workspace.database.read.selectFrom('principals').select(['id', 'name']).execute();
      return new Map([...rows.map(({ id, name }) => [name, id] as const), [accountUsers.name, accountUsers.id]]);
    };

    /** Puts an object into the shares of everybody: tables and volumes into some, whole schemas into others. */
    const share = async (
      transaction: Queries,
      object_id: string,
      object: Pick<Tables['share_objects'], 'data_object_type' | 'shared_schema' | 'shared_name'> & {
        position?: number;
      },
    ) => {
      const keys = { shared_schema_key: object.shared_schema, shared_name_key: object.shared_name };
      const flags = {
        cdf_enabled: 0,
        feed_shared: 1,
        history_sharing: 0,
        start_version: null,
        partitions: null,
        source_name: '',
        added_at: 1,
        added_by: 'x',
      };
      const kind = object.data_object_type === 'SCHEMA' ? 'schemas' : 'share';
      for (const owner of [...principals, accountUsers.name]) {
        const values = {
          share_id: `${kind} of ${owner}`,
          object_id,
          position: 0,
          comment: null,
          ...object,
          ...keys,
          ...flags,
        };
        await transaction.insertInto('share_objects').values(values).execute();
      }
    };

    const build = async ({ boss, memberships, owners, grants }: World): Promise<void> => {
      const ids = await principalIds();
      const id = (name: string): number => ids.get(name) ?? 0;
      const row = (object: string) => named(object, owners[object] ?? '');
      await test.workspace.database.write(async transaction => {
        for (const table of ['privilege_grants', 'share_objects', 'tables', 'volumes', 'schemas', 'catalogs'] as const)
          await transaction.deleteFrom(table).execute();
        const isGroup = transaction.selectFrom('principals').select('id').where('name', 'in', groups);
        await transaction.deleteFrom('group_members').where('group_id', 'in', isGroup).execute();
        const rows = memberships.map(([group, member]) => ({ group_id: id(group), member_id: id(member) }));
        if (rows.length > 0) await transaction.insertInto('group_members').values(rows).execute();
        await refreshStanding(transaction);
        await transaction.updateTable('metastores').set({ owner: boss }).execute();
        const root = { storage_root: null, properties: '{}' };
        for (const catalog of idsOf('CATALOG'))
          await transaction
            .insertInto('catalogs')
            .values({ ...row(catalog), ...root })
            .execute();
        for (const schema of idsOf('SCHEMA')) {
          const values = { ...row(schema), ...root, catalog_id: objects[schema]?.in ?? '' };
          await transaction.insertInto('schemas').values(values).execute();
          await share(transaction, schema, { data_object_type: 'SCHEMA', shared_schema: schema, shared_name: '' });
        }
        for (const [position, table] of idsOf('TABLE').entries()) {
          const kind = { table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: table } as const;
          const values = {
            ...row(table),
            ...kind,
            schema_id: objects[table]?.in ?? '',
            columns: '[]',
            properties: '{}',
          };
          await transaction.insertInto('tables').values(values).execute();
          await share(transaction, table, {
            data_object_type: 'TABLE',
            shared_schema: 's',
            shared_name: table,
            position,
          });
        }
        for (const volume of idsOf('VOLUME')) {
          const values = { ...row(volume), volume_type: 'EXTERNAL', storage_location: volume } as const;
          await transaction
            .insertInto('volumes')
            .values({ ...values, schema_id: objects[volume]?.in ?? '' })
            .execute();
          await share(transaction, volume, { data_object_type: 'VOLUME', shared_schema: 's', shared_name: volume });
        }
        const granted = grants.map(([securable_id, privilege, to]) => ({
          ...{ securable_type: objects[securable_id]?.type ?? '', securable_id, privilege },
          ...{ principal_id: id(to), granted_at: 1, granted_by: 'x' },
        }));
        if (granted.length > 0) await transaction.insertInto('privilege_grants').values(granted).execute();
      });
    };

    const toSecurable = (owners: World['owners'], id: string): Securable => {
      const { type, in: container } = objects[id] ?? { type: 'TABLE' };
      return {
        ...{ type, id, name: id, owner: owners[id] ?? '' },
        ...(container === undefined ? {} : { container: toSecurable(owners, container) }),
      };
    };

    /** What a person finds in all lists, by id: names are ids here. */
    const listed = async (person: string): Promise<string[]> => {
      const list = async (service: string, query = ''): Promise<string[]> => {
        const { json } = await test.call(`GET ${uc}/${service}?${query}`, { token: tokens.get(person) });
        return json[service].map(({ name }: { name: string }) => name);
      };
      const schemas = idsOf('CATALOG').map(catalog => list('schemas', `catalog_name=${catalog}`));
      const within = idsOf('SCHEMA').flatMap(schema =>
        kinds.map(({ kind }) => list(kind, `catalog_name=${objects[schema]?.in}&schema_name=${schema}`)),
      );
      return (await Promise.all([list('catalogs'), ...schemas, ...within])).flat().sort();
    };

    it('are the same to single checks, to lists and to what recipients can read, and as the rules say', async () => {
      const { database } = test.workspace;
      await fc.assert(
        fc.asyncProperty(worlds, async world => {
          await build(world);
          const ids = await principalIds();
          for (const person of people) {
            const { manage, see, read } = reference(world, person);
            for (const id of Object.keys(objects)) {
              const securable = toSecurable(world.owners, id);
              const rights = await readRights(database, { id: ids.get(person) ?? 0, admin: false }, securable);
              const found = { manage: manages(rights, securable), see: isVisible(rights, securable) };
              expect({ person, id, ...found }).toEqual({ person, id, manage: manage(id), see: see(id) });
              expect(mayRead(rights, securable)).toBe(read(id));
            }
            expect(await listed(person)).toEqual(Object.keys(objects).filter(see).sort());
          }
          for (const owner of [...principals, accountUsers.name]) {
            const { read, use } = reference(world, owner);
            for (const { kind, type } of kinds) {
              const readable = idsOf(type).filter(read);
              for (const share of [`share of ${owner}`, `schemas of ${owner}`]) {
                const rows = await readableObjects(database.read, share, kind).select('source_id').execute();
                expect([share, rows.map(({ source_id: id }) => id).sort()]).toEqual([share, readable]);
                const next = { share, schema: '', after: '', limit: 100 };
                const listed = await nextObjects(database.read, kind, next, 'share').select('source_id').execute();
                const shown = listed.filter(row => row.readable === 1);
                expect([share, shown.map(({ source_id: id }) => id)]).toEqual([share, readable]);
              }
            }
            const rows = await readableSchemas(database.read, `schemas of ${owner}`).select('object_id').execute();
            const schemas = idsOf('SCHEMA').filter(id => read(id) && use(id));
            expect([owner, rows.map(({ object_id: id }) => id).sort()]).toEqual([owner, schemas]);
          }
        }),
        { numRuns: engine === 'sqlite' ? 60 : 20 },
      );
    }, 60_000);
  });
});
