import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const admin = 'admin@localhost';

/** Names that neither a catalog nor a schema nor a table may have. */
const badNames = [
  ['is empty', ''],
  ['has a space', 'a b'],
  ['has a dot', 'a.b'],
  ['has a slash', 'a/b'],
  ['has a line break', 'a\nb'],
  ['has 256 characters', 'a'.repeat(256)],
] as const;

describe.each(engines)('the catalog on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      await test.addUser('ada@example.com');
    });
    afterAll(() => test.close());

    const createCatalog = (name: string, more: object = {}) => test.admin(`POST ${uc}/catalogs`, { name, ...more });
    const createSchema = (catalog_name: string, name: string, more: object = {}) =>
      test.admin(`POST ${uc}/schemas`, { catalog_name, name, ...more });
    const createTable = (catalog_name: string, schema_name: string, name: string) =>
      test.admin(`POST ${uc}/tables`, {
        ...{ catalog_name, schema_name, name, table_type: 'EXTERNAL', data_source_format: 'DELTA' },
        storage_location: `file://${sampleTables}/${name}`,
      });
    const namesOf = (items: readonly { readonly name: string }[]) => items.map(item => item.name);

    describe('of a new workspace', () => {
      it('has a catalog main with a schema default, both the administrator’s', async () => {
        const catalog = (await test.admin(`GET ${uc}/catalogs/main`)).json;
        expect(catalog).toMatchObject({ name: 'main', owner: admin, catalog_type: 'MANAGED_CATALOG' });
        const schema = (await test.admin(`GET ${uc}/schemas/main.default`)).json;
        expect(schema).toMatchObject({ full_name: 'main.default', catalog_name: 'main', owner: admin });
      });

      it('tells its metastore alike to all who ask for it', async () => {
        const { json: summary } = await test.admin(`GET ${uc}/metastore_summary`);
        expect(summary).toEqual({
          metastore_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          global_metastore_id: `aws:us-west-2:${summary.metastore_id}`,
          name: 'boathouse',
          owner: admin,
          cloud: 'aws',
          region: 'us-west-2',
          delta_sharing_scope: 'INTERNAL_AND_EXTERNAL',
          delta_sharing_recipient_token_lifetime_in_seconds: 31_536_000,
          privilege_model_version: '1.0',
          external_access_enabled: true,
          created_at: expect.any(Number),
          created_by: admin,
          updated_at: expect.any(Number),
          updated_by: admin,
        });
        expect((await test.admin(`GET ${uc}/metastores/${summary.metastore_id}`)).json).toEqual(summary);
        expect((await test.admin(`GET ${uc}/metastores`)).json).toEqual({ metastores: [summary] });
        expect((await test.admin(`GET ${uc}/current-metastore-assignment`)).json).toEqual({
          metastore_id: summary.metastore_id,
          workspace_id: test.workspace.id,
          default_catalog_name: 'main',
        });
      });

      it('has no other metastore', async () => {
        const { status, json } = await test.admin(`GET ${uc}/metastores/0b2b3c4d-0000-4000-8000-000000000000`);
        expect([status, json.error_code]).toEqual([404, 'METASTORE_DOES_NOT_EXIST']);
      });
    });

    describe('catalogs', () => {
      it('come back as they were made, in lower case, with a schema default', async () => {
        const made = await createCatalog('Sales', { comment: '', properties: { team: 'EU' } });
        expect(made.json).toMatchObject({
          name: 'sales',
          full_name: 'sales',
          comment: '',
          properties: { team: 'EU' },
          owner: admin,
          created_by: admin,
          updated_at: made.json.created_at,
        });
        expect((await test.admin(`GET ${uc}/catalogs/SALES`)).json).toEqual(made.json);
        const { schemas } = (await test.admin(`GET ${uc}/schemas?catalog_name=sales`)).json;
        expect(namesOf(schemas)).toEqual(['default']);
        expect((await createCatalog('plain')).json).not.toHaveProperty('comment');
      });

      it('are made once by name, whatever the case, also when two ask at once', async () => {
        const both = await Promise.all([createCatalog('Twice'), createCatalog('tWICE')]);
        expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
        const loser = both.find(({ status }) => status === 409);
        expect(loser?.json).toMatchObject({
          error_code: 'CATALOG_ALREADY_EXISTS',
          message: "Catalog 'twice' already exists.",
        });
      });

      it.each(badNames)('are refused with a name that %s', async (_, name) => {
        const before = await dump(test.workspace.database);
        for (const refused of [
          await createCatalog(name),
          await test.admin(`PATCH ${uc}/catalogs/main`, { new_name: name }),
        ]) {
          expect([refused.status, refused.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
          expect(refused.json.message).toContain('name');
        }
        expect(await dump(test.workspace.database)).toEqual(before);
      });

      it('take every other name of up to 255 characters', async () => {
        for (const name of ['données_ü', '数据', "o'hara-2024$", 'x'.repeat(255)]) {
          expect((await createCatalog(name)).json.name).toBe(name);
          expect((await test.admin(`GET ${uc}/catalogs/${encodeURIComponent(name)}`)).status).toBe(200);
          await test.admin(`DELETE ${uc}/catalogs/${encodeURIComponent(name)}`);
        }
      });

      it('over a connection are refused by name, not made empty', async () => {
        const { status, json } = await createCatalog('foreign', { connection_name: 'c' });
        expect([status, json.error_code]).toEqual([501, 'NOT_IMPLEMENTED']);
        expect((await test.admin(`GET ${uc}/catalogs/foreign`)).status).toBe(404);
      });

      it('change name, comment, owner and properties, and keep what is not mentioned', async () => {
        const { json: made } = await createCatalog('before', { comment: 'old', properties: { a: '1' } });
        const changes = { new_name: 'After', owner: 'ada@example.com' };
        const { json } = await test.admin(`PATCH ${uc}/catalogs/before`, changes);
        const changed = { name: 'after', full_name: 'after', owner: 'ada@example.com', updated_by: admin };
        expect(json).toEqual({ ...made, ...changed, updated_at: expect.any(Number) });
        expect((await test.admin(`GET ${uc}/catalogs/before`)).json.error_code).toBe('CATALOG_DOES_NOT_EXIST');
        await test.admin(`PATCH ${uc}/catalogs/after`, { comment: '', properties: {} });
        expect((await test.admin(`GET ${uc}/catalogs/after`)).json).toMatchObject({ comment: '', properties: {} });
        expect((await test.admin(`GET ${uc}/schemas/after.default`)).status).toBe(200);
      });

      it('are not renamed to a name that is taken', async () => {
        await createCatalog('taken');
        await createCatalog('renamed');
        const { status, json } = await test.admin(`PATCH ${uc}/catalogs/renamed`, { new_name: 'TAKEN' });
        expect([status, json.error_code]).toEqual([409, 'CATALOG_ALREADY_EXISTS']);
        expect((await test.admin(`GET ${uc}/catalogs/renamed`)).status).toBe(200);
      });

      it('are deleted while nothing but an empty schema default is in them', async () => {
        await createCatalog('short');
        expect((await test.admin(`DELETE ${uc}/catalogs/short`)).json).toEqual({});
        const again = await test.admin(`DELETE ${uc}/catalogs/short`);
        expect([again.status, again.json.error_code]).toEqual([404, 'CATALOG_DOES_NOT_EXIST']);
      });

      it('that hold something are deleted by force alone', async () => {
        await createCatalog('full');
        await createTable('full', 'default', 'airlines');
        await createCatalog('structured');
        await createSchema('structured', 'extra');
        for (const name of ['full', 'structured']) {
          const before = await dump(test.workspace.database);
          const { status, json } = await test.admin(`DELETE ${uc}/catalogs/${name}`);
          expect([status, json.error_code]).toEqual([400, 'CATALOG_NOT_EMPTY']);
          expect(json.message).toContain('force');
          expect(await dump(test.workspace.database)).toEqual(before);
          expect((await test.admin(`DELETE ${uc}/catalogs/${name}?force=true`)).status).toBe(200);
          expect((await test.admin(`GET ${uc}/catalogs/${name}`)).status).toBe(404);
        }
      });

      it('are listed in order of name, page by page', async () => {
        const all = namesOf((await test.admin(`GET ${uc}/catalogs`)).json.catalogs);
        expect(all).toEqual(expect.arrayContaining(['after', 'main', 'plain', 'sales']));
        const paged: string[] = [];
        let token = '';
        do {
          const { json } = await test.admin(`GET ${uc}/catalogs?max_results=2&page_token=${token}`);
          expect(json.catalogs.length).toBeLessThanOrEqual(2);
          paged.push(...namesOf(json.catalogs));
          token = json.next_page_token ?? '';
        } while (token !== '');
        expect(paged).toEqual(all);
      });
    });

    describe('schemas', () => {
      it('come back as they were made, in lower case', async () => {
        const made = await createSchema('MAIN', 'Bronze', { comment: 'raw', properties: { a: '1' } });
        expect(made.json).toMatchObject({
          name: 'bronze',
          full_name: 'main.bronze',
          catalog_name: 'main',
          comment: 'raw',
          properties: { a: '1' },
          owner: admin,
        });
        expect((await test.admin(`GET ${uc}/schemas/Main.BRONZE`)).json).toEqual(made.json);
      });

      it('are made once in a catalog, also when two ask at once, and in each catalog', async () => {
        const both = await Promise.all([createSchema('main', 'twin'), createSchema('main', 'Twin')]);
        expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
        expect(both.find(({ status }) => status === 409)?.json.error_code).toBe('SCHEMA_ALREADY_EXISTS');
        await createCatalog('second');
        expect((await createSchema('second', 'twin')).status).toBe(200);
      });

      it.each(badNames)('are refused with a name that %s', async (_, name) => {
        const before = await dump(test.workspace.database);
        const { status, json } = await createSchema('main', name);
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toContain('name');
        expect(await dump(test.workspace.database)).toEqual(before);
      });

      it('are not found without their catalog, nor by half a name', async () => {
        const orphan = await createSchema('nowhere', 'x');
        expect([orphan.status, orphan.json.error_code]).toEqual([404, 'CATALOG_DOES_NOT_EXIST']);
        const unknown = await test.admin(`GET ${uc}/schemas/main.nothing`);
        expect([unknown.status, unknown.json.error_code]).toEqual([404, 'SCHEMA_DOES_NOT_EXIST']);
        for (const name of ['main', 'main.', 'main.a.b']) {
          const { status, json } = await test.admin(`GET ${uc}/schemas/${name}`);
          expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
          expect(json.message).toContain('catalog.schema');
        }
      });

      it('change name, comment and owner', async () => {
        await createSchema('main', 'old', { comment: 'kept' });
        const changes = { new_name: 'New', owner: 'ada@example.com' };
        const { json } = await test.admin(`PATCH ${uc}/schemas/main.old`, changes);
        expect(json).toMatchObject({ full_name: 'main.new', owner: 'ada@example.com', comment: 'kept' });
        const taken = await test.admin(`PATCH ${uc}/schemas/main.new`, { new_name: 'default' });
        expect([taken.status, taken.json.error_code]).toEqual([409, 'SCHEMA_ALREADY_EXISTS']);
      });

      it('that hold a table are deleted by force alone, and the share that holds it shows the loss', async () => {
        await createSchema('main', 'held');
        await createTable('main', 'held', 'airlines');
        await test.admin(`POST ${uc}/shares`, { name: 'holder' });
        const updates = [{ action: 'ADD', data_object: { name: 'main.held.airlines', data_object_type: 'TABLE' } }];
        await test.admin(`PATCH ${uc}/shares/holder`, { updates });
        const { status, json } = await test.admin(`DELETE ${uc}/schemas/main.held`);
        expect([status, json.error_code]).toEqual([400, 'SCHEMA_NOT_EMPTY']);
        expect(json.message).toContain("'main.held' is not empty");
        expect((await test.admin(`DELETE ${uc}/schemas/main.held?force=true`)).status).toBe(200);
        expect((await test.admin(`GET ${uc}/tables/main.held.airlines`)).status).toBe(404);
        const { objects } = (await test.admin(`GET ${uc}/shares/holder`)).json;
        expect(objects).toMatchObject([{ name: 'main.held.airlines', status: 'PERMISSION_DENIED' }]);
      });

      it('are listed in order of name, page by page', async () => {
        await createCatalog('paged');
        for (const name of ['c', 'a', 'b']) await createSchema('paged', name);
        const first = (await test.admin(`GET ${uc}/schemas?catalog_name=paged&max_results=3`)).json;
        expect(namesOf(first.schemas)).toEqual(['a', 'b', 'c']);
        const rest = await test.admin(
          `GET ${uc}/schemas?catalog_name=paged&max_results=3&page_token=${first.next_page_token}`,
        );
        expect(namesOf(rest.json.schemas)).toEqual(['default']);
        const other = await test.admin(`GET ${uc}/schemas?catalog_name=main&page_token=${first.next_page_token}`);
        expect([other.status, other.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        const unknown = await test.admin(`GET ${uc}/schemas?catalog_name=nowhere`);
        expect(unknown.json.error_code).toBe('CATALOG_DOES_NOT_EXIST');
      });
    });

    it('belongs, with all that is in it, to the owner of a catalog', async () => {
      const owner = await test.addUser('owner@example.com');
      await createCatalog('owned', { comment: 'hers' });
      await test.admin(`PATCH ${uc}/catalogs/owned`, { owner: 'owner@example.com' });
      const call = (request: `${string} /${string}`, body?: object) => test.call(request, { token: owner, body });
      expect(namesOf((await call(`GET ${uc}/catalogs`)).json.catalogs)).toEqual(['owned']);
      expect((await call(`POST ${uc}/schemas`, { catalog_name: 'owned', name: 'mine' })).json.owner).toBe(
        'owner@example.com',
      );
      expect(namesOf((await call(`GET ${uc}/schemas?catalog_name=owned`)).json.schemas)).toEqual(['default', 'mine']);
      expect((await call(`PATCH ${uc}/schemas/owned.default`, { comment: 'x' })).status).toBe(200);
      expect((await call(`DELETE ${uc}/catalogs/owned?force=true`)).status).toBe(200);
    });
  });
});
