import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from './testing/engines.ts';
import { openTestWorkspace, sampleTables, type TestResponse, type TestWorkspace } from './testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

/** Races are tried this often: one try does not always bring two calls together. */
const rounds = 10;

describe.each(engines)('calls that come at once, on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    const tableOf = (schema: string, name: string, folder: string) => ({
      ...{ catalog_name: 'main', schema_name: schema, name, table_type: 'EXTERNAL', data_source_format: 'DELTA' },
      storage_location: `file://${folder}`,
    });
    const createTable = (schema: string, name: string, folder: string) =>
      test.admin(`POST ${uc}/tables`, tableOf(schema, name, folder));
    const codesOf = (responses: readonly TestResponse[]) =>
      responses.map(({ status, json }) => (status === 200 ? 'done' : json.error_code)).sort();
    /** A copy of a sample table in a folder of its own. */
    const copyTable = (name: string): string => {
      const folder = join(test.workspace.config.data, 'warehouse', name);
      cpSync(join(sampleTables, 'airlines'), folder, { recursive: true });
      return folder;
    };

    it.each([
      ['catalogs', { name: 'busy' }, 'busy', { properties: { round: 'last' } }],
      ['schemas', { catalog_name: 'main', name: 'busy' }, 'main.busy', { properties: { round: 'last' } }],
      ['shares', { name: 'busy' }, 'busy', { new_name: 'Busy' }],
      ['recipients', { name: 'busy' }, 'busy', { properties_kvpairs: { properties: { round: 'last' } } }],
    ])('keep both changes of one of the %s', async (service, made, name, change) => {
      const kept = { comment: 'kept', owner: 'admin@localhost' };
      for (let round = 0; round < rounds; round += 1) {
        await test.admin(`POST ${uc}/${service}`, made);
        const path = `${uc}/${service}/${name}` as const;
        const both = await Promise.all([
          test.admin(`PATCH ${path}`, { comment: kept.comment }),
          test.admin(`PATCH ${path}`, change),
        ]);
        expect(codesOf(both)).toEqual(['done', 'done']);
        const { new_name = made.name, ...shown } = change as { new_name?: string };
        expect((await test.admin(`GET ${path}`)).json).toMatchObject({ ...kept, ...shown, name: new_name });
        await test.admin(`DELETE ${path}?force=true`);
      }
    });

    it('are all done, however many there are of one thing', async () => {
      await test.admin(`POST ${uc}/shares`, { name: 'crowded' });
      const crowd = Array.from({ length: 100 }, (_, index) => index);
      const changes = await Promise.all(
        crowd.map(index => test.admin(`PATCH ${uc}/shares/crowded`, { comment: String(index) })),
      );
      expect(new Set(codesOf(changes))).toEqual(new Set(['done']));
      const tokens = await Promise.all(crowd.map(() => test.admin('POST /api/2.0/token/create', {})));
      expect(new Set(codesOf(tokens))).toEqual(new Set(['done']));
    });

    it('make a table once, and answer the other as always', async () => {
      const folder = copyTable('once');
      const both = await Promise.all([createTable('default', 'once', folder), createTable('default', 'ONCE', folder)]);
      expect(codesOf(both)).toEqual(['TABLE_ALREADY_EXISTS', 'done']);
      const again = await createTable('default', 'once', folder);
      expect([again.status, again.json.error_code]).toEqual([409, 'TABLE_ALREADY_EXISTS']);
    });

    it('register a location once, by whatever names', async () => {
      const folder = copyTable('place');
      const all = await Promise.all(['a', 'b', 'c'].map(name => createTable('default', name, folder)));
      const refused = 'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP';
      expect(codesOf(all)).toEqual([refused, refused, 'done']);
    });

    it('make a table in a schema that goes away: either comes first, and neither breaks', async () => {
      const folder = copyTable('homeless');
      for (let round = 0; round < rounds; round += 1) {
        await test.admin(`POST ${uc}/schemas`, { catalog_name: 'main', name: 'leaving' });
        const [created, deleted] = await Promise.all([
          createTable('leaving', 'homeless', folder),
          test.admin(`DELETE ${uc}/schemas/main.leaving`),
        ]);
        const outcome = [created, deleted].map(({ status, json }) => (status === 200 ? 'done' : json.error_code));
        expect([
          ['SCHEMA_DOES_NOT_EXIST', 'done'],
          ['done', 'SCHEMA_NOT_EMPTY'],
        ]).toContainEqual(outcome);
        await test.admin(`DELETE ${uc}/schemas/main.leaving?force=true`);
      }
    });

    it('make a schema in a catalog that goes away: either comes first, and neither breaks', async () => {
      for (let round = 0; round < rounds; round += 1) {
        await test.admin(`POST ${uc}/catalogs`, { name: 'leaving' });
        const [created, deleted] = await Promise.all([
          test.admin(`POST ${uc}/schemas`, { catalog_name: 'leaving', name: 'homeless' }),
          test.admin(`DELETE ${uc}/catalogs/leaving`),
        ]);
        const outcome = [created, deleted].map(({ status, json }) => (status === 200 ? 'done' : json.error_code));
        expect([
          ['CATALOG_DOES_NOT_EXIST', 'done'],
          ['done', 'CATALOG_NOT_EMPTY'],
        ]).toContainEqual(outcome);
        await test.admin(`DELETE ${uc}/catalogs/leaving?force=true`);
      }
    });

    it('rotate the token of a recipient that goes away: either comes first, and neither breaks', async () => {
      for (let round = 0; round < rounds; round += 1) {
        await test.admin(`POST ${uc}/recipients`, { name: 'leaving' });
        const [rotated, deleted] = await Promise.all([
          test.admin(`POST ${uc}/recipients/leaving/rotate-token`, {}),
          test.admin(`DELETE ${uc}/recipients/leaving`),
        ]);
        expect(deleted.status).toBe(200);
        expect(['done', 'RECIPIENT_DOES_NOT_EXIST']).toContain(codesOf([rotated])[0]);
      }
    });

    it('share a table that goes away: either comes first, and neither breaks', async () => {
      const folder = copyTable('shared');
      await test.admin(`POST ${uc}/shares`, { name: 'racing' });
      const update = (action: string) =>
        test.admin(`PATCH ${uc}/shares/racing`, {
          updates: [{ action, data_object: { name: 'main.default.shared', data_object_type: 'TABLE' } }],
        });
      for (let round = 0; round < rounds; round += 1) {
        await createTable('default', 'shared', folder);
        const both = await Promise.all([update('ADD'), test.admin(`DELETE ${uc}/tables/main.default.shared`)]);
        const outcome = both.map(({ status, json }) => (status === 200 ? 'done' : json.error_code));
        expect([
          ['TABLE_DOES_NOT_EXIST', 'done'],
          ['done', 'INVALID_STATE'],
        ]).toContainEqual(outcome);
        await update('REMOVE');
        await test.admin(`DELETE ${uc}/tables/main.default.shared`);
      }
    });
  });
});
