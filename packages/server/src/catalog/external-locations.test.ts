import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const path = `${uc}/external-locations`;

describe.each(engines)('external locations on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    /** Each test has a location, a bucket and a folder of its own. */
    let name: string;
    let bucket: string;
    let folder: string;
    let count = 0;

    const post = async (request: `${string} /${string}`, body: object) => {
      const { status, text, json } = await test.admin(request, body);
      expect([status, text]).toEqual([200, expect.anything()]);
      return json;
    };

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      await post(`POST ${uc}/storage-credentials`, { name: 'here', boathouse: { local: {} } });
      await post(`POST ${uc}/storage-credentials`, { name: 'also_here', boathouse: { local: {} } });
      await post(`POST ${uc}/storage-credentials`, {
        name: 'role',
        aws_iam_role: { role_arn: 'arn:aws:iam::1:role/r' },
      });
    });
    beforeEach(() => {
      count += 1;
      [name, bucket] = [`place_${count}`, `s3://bucket-${count}`];
      folder = join(test.workspace.config.data, 'warehouse', `place-${count}`);
      mkdirSync(folder, { recursive: true });
    });
    afterAll(() => test.close());

    const create = (fields: object = {}) =>
      test.admin(`POST ${path}`, { name, url: `file://${folder}`, credential_name: 'here', ...fields });
    const inBucket = (fields: object = {}) =>
      create({ url: bucket, credential_name: 'role', skip_validation: true, ...fields });
    const update = (fields: object) => test.admin(`PATCH ${path}/${name}` as 'PATCH /', fields);
    const get = (query = '') => test.admin(`GET ${path}/${name}${query}` as 'GET /');
    const drop = (query = '') => test.admin(`DELETE ${path}/${name}${query}` as 'DELETE /');
    const createTable = (table: string, location = `file://${folder}/${table}`) => {
      cpSync(join(sampleTables, 'airlines'), join(folder, table), { recursive: true });
      return test.admin(`POST ${uc}/tables`, {
        ...{ catalog_name: 'main', schema_name: 'default', name: `${name}_${table}`, table_type: 'EXTERNAL' },
        ...{ data_source_format: 'DELTA', storage_location: location },
      });
    };
    const locationIdOf = async (table: string) => {
      const { read } = test.workspace.database;
      const named = read.selectFrom('tables').where('name', '=', `${name}_${table}`);
      return (await named.select('external_location_id').executeTakeFirstOrThrow()).external_location_id;
    };

    it('are made, read, listed, changed and deleted', async () => {
      const queue = { managed_sqs: {} };
      const options = { fallback: true, enable_file_events: true, file_event_queue: queue };
      const encryption = { encryption_details: { sse_encryption_details: { algorithm: 'AWS_SSE_S3' } } };
      const { status, json } = await inBucket({ comment: 'c', read_only: true, ...options, ...encryption });
      expect([status, json]).toEqual([200, expect.anything()]);
      expect(json).toEqual({
        ...{ name, url: bucket, comment: 'c', read_only: true, credential_name: 'role' },
        ...{ credential_id: expect.any(String), metastore_id: expect.any(String), ...options, ...encryption },
        ...{ effective_enable_file_events: false, isolation_mode: 'ISOLATION_MODE_OPEN', owner: 'admin@localhost' },
        ...{ created_by: 'admin@localhost', created_at: expect.any(Number) },
        ...{ updated_by: 'admin@localhost', updated_at: expect.any(Number) },
      });
      expect((await get()).json).toEqual(json);
      expect((await test.admin(`GET ${path}`)).json.external_locations).toContainEqual(json);
      const changed = await update({ comment: '', read_only: false, fallback: false, owner: 'users' });
      expect(changed.json).toMatchObject({ comment: '', read_only: false, fallback: false, enable_file_events: true });
      expect(changed.json.owner).toBe('users');
      expect((await drop()).json).toEqual({});
      const gone = await get();
      expect([gone.status, gone.json.error_code]).toEqual([404, 'EXTERNAL_LOCATION_DOES_NOT_EXIST']);
    });

    it('have URLs in one form, and names that are unique in any case', async () => {
      expect((await inBucket({ url: `${bucket.replace('s3:', 's3a:')}/a/b/` })).json.url).toBe(`${bucket}/a/b`);
      const again = await inBucket({ name: name.toUpperCase(), url: `${bucket}/c` });
      expect([again.status, again.json.error_code]).toEqual([409, 'EXTERNAL_LOCATION_ALREADY_EXISTS']);
      const renamed = await update({ new_name: `New_${name}` });
      expect(renamed.json.name).toBe(`new_${name}`);
      expect((await get()).status).toBe(404);
    });

    it.each([
      ['the same URL', '/a/b', '/a/b'],
      ['a folder of it', '/a/b', '/a/b/c'],
      ['what it is in', '/a/b', ''],
      ['the same with a slash', '/a/b', '/a/b/'],
    ])('do not overlap: %s', async (_, first, second) => {
      await inBucket({ url: bucket + first });
      const { status, json } = await inBucket({ name: `${name}_b`, url: bucket + second });
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP']);
      expect(json.message).toContain(`overlaps with the external location '${name}'`);
      await inBucket({ name: `${name}_c`, url: `${bucket}/a/bc` });
      const moved = await test.admin(`PATCH ${path}/${name}_c` as 'PATCH /', {
        url: bucket + second,
        skip_validation: true,
      });
      expect([moved.status, moved.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP']);
    });

    it.each([
      [{ url: 'ftp://host/a' }, 'scheme ftp'],
      [{ url: 'file:///etc' }, 'does not lie below a local root'],
      [{ url: 'file:///etc', skip_validation: true }, 'does not lie below a local root'],
      [{ url: 's3://bucket/a/../b', skip_validation: true }, 's3://bucket/a/../b'],
      [{ url: 's3://key:secret@bucket' }, 'must not carry credentials'],
      [{ url: 's3://bucket' }, 'cannot be opened by a storage credential for a folder of the server'],
      [{ name: 'a.b' }, 'not a valid external location name'],
    ])('are refused when they cannot be right: %j', async (fields, message) => {
      const { status, json } = await create(fields);
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain(message);
    });

    it('need a credential that exists', async () => {
      const { status, json } = await create({ credential_name: 'nobody' });
      expect([status, json.error_code]).toEqual([404, 'STORAGE_CREDENTIAL_DOES_NOT_EXIST']);
    });

    it('open the tables that are made below them, and are kept for them', async () => {
      const { json: location } = await create();
      const created = await createTable('flights');
      expect([created.status, created.json.storage_credential_name]).toEqual([200, 'here']);
      const read = await test.admin(`GET ${uc}/tables/main.default.${name}_flights` as 'GET /');
      expect(read.json).toEqual(created.json);
      expect(await locationIdOf('flights')).not.toBeNull();
      for (const refused of [
        await drop(),
        await update({ url: bucket, credential_name: 'role', skip_validation: true }),
      ]) {
        expect([refused.status, refused.json.error_code]).toEqual([400, 'INVALID_STATE']);
        expect(refused.json.message).toContain('1 external table(s) depend on it. Use force');
      }
      const { status } = await update({ url: location.url, credential_name: 'here', comment: 'no other place' });
      expect(status).toBe(200);
      expect((await drop('?force=true')).status).toBe(200);
      expect(await locationIdOf('flights')).toBeNull();
    });

    it('take over tables that lie below them already, and give them back', async () => {
      await createTable('flights');
      await createTable('flights2');
      await create({ url: `file://${folder}/flights` });
      expect(await locationIdOf('flights')).not.toBeNull();
      expect(await locationIdOf('flights2')).toBeNull();
      const moved = await update({ url: `file://${folder}/flights2`, force: true });
      expect([moved.status, moved.json.url]).toEqual([200, `file://${folder}/flights2`]);
      expect(await locationIdOf('flights')).toBeNull();
      expect(await locationIdOf('flights2')).not.toBeNull();
      const other = await update({ credential_name: 'also_here', force: true });
      expect(other.json.credential_name).toBe('also_here');
    });

    it('do not take over the tables of others, unless by a metastore admin', async () => {
      await createTable('flights');
      const token = await test.addUser(`${name}@example.com`);
      const grant = (securable: string) =>
        post(`PATCH ${uc}/permissions/${securable}` as 'PATCH /', {
          changes: [{ principal: `${name}@example.com`, add: ['CREATE_EXTERNAL_LOCATION'] }],
        });
      await grant('metastore/boathouse');
      await grant('storage_credential/here');
      const body = { name, url: `file://${folder}`, credential_name: 'here' };
      const { status, json } = await test.call(`POST ${path}`, { token, body });
      expect([status, json.message]).toEqual([403, expect.stringContaining('1 table(s) or volume(s) below')]);
      const elsewhere = { ...body, url: `file://${folder}/elsewhere` };
      expect((await test.call(`POST ${path}`, { token, body: elsewhere })).status).toBe(200);
      const moved = await test.call(`PATCH ${path}/${name}` as 'PATCH /', { token, body: { url: body.url } });
      expect(moved.status).toBe(403);
      expect(await locationIdOf('flights')).toBeNull();
    });

    it('are tried before they are saved, and can be tried later', async () => {
      await create();
      const body = { external_location_name: name };
      const { status, json } = await test.admin(`POST ${uc}/validate-storage-credentials`, body);
      const skipped = { result: 'SKIP', message: expect.stringContaining('only reads') };
      expect([status, json]).toEqual([
        200,
        {
          isDir: true,
          results: [
            { operation: 'LIST', result: 'PASS' },
            { operation: 'READ', result: 'PASS' },
            { operation: 'WRITE', ...skipped },
            { operation: 'DELETE', ...skipped },
          ],
        },
      ]);
      const inline = { ...body, boathouse: { local: {} }, read_only: true };
      const tried = await test.admin(`POST ${uc}/validate-storage-credentials`, inline);
      expect(tried.json.results).toEqual(json.results.slice(0, 2));
    });

    it('whose credential was deleted by force open nothing, and say so', async () => {
      const credential = `gone_${count}`;
      await post(`POST ${uc}/storage-credentials`, { name: credential, boathouse: { local: {} } });
      await create({ credential_name: credential });
      expect((await createTable('flights')).status).toBe(200);
      await test.admin(`DELETE ${uc}/storage-credentials/${credential}?force=true` as 'DELETE /');
      const { status, json } = await createTable('planes');
      expect([status, json.message]).toEqual([400, expect.stringContaining('whose storage credential was deleted')]);
      const tried = await test.admin(`POST ${uc}/validate-storage-credentials`, { external_location_name: name });
      expect([tried.status, tried.json.message]).toEqual([400, expect.stringContaining('was deleted')]);
      expect((await update({ credential_name: 'here', force: true })).json.credential_name).toBe('here');
      expect((await createTable('planes')).status).toBe(200);
    });

    it('stay with their owner when that is renamed, and are named when it goes', async () => {
      const groups = '/api/2.0/preview/scim/v2/Groups';
      const { id } = (await test.admin(`POST ${groups}`, { displayName: `${name} team` })).json;
      await inBucket();
      await update({ owner: `${name} team` });
      await post(`POST ${uc}/storage-credentials`, { name: `${name}_keys`, boathouse: { local: {} } });
      const credential = `${uc}/storage-credentials/${name}_keys` as const;
      await post(`PATCH ${credential}`, { owner: `${name} team` });
      const rename = { Operations: [{ op: 'replace', path: 'displayName', value: `${name} crew` }] };
      expect((await test.admin(`PATCH ${groups}/${id}` as 'PATCH /', rename)).status).toBe(200);
      expect((await get()).json.owner).toBe(`${name} crew`);
      expect((await test.admin(`GET ${credential}` as 'GET /')).json.owner).toBe(`${name} crew`);
      const deleted = await test.admin(`DELETE ${groups}/${id}` as 'DELETE /');
      expect(deleted.json.owned).toEqual([
        { type: 'STORAGE_CREDENTIAL', name: `${name}_keys` },
        { type: 'EXTERNAL_LOCATION', name },
      ]);
    });

    it('cut long lists into pages', async () => {
      const names = [`${name}_x`, `${name}_y`];
      for (const one of names) await inBucket({ name: one, url: `${bucket}/${one}` });
      const found: string[] = [];
      let token: string | undefined = '';
      while (token !== undefined) {
        const query: string = token === '' ? '' : `&page_token=${encodeURIComponent(token)}`;
        const { json } = await test.admin(`GET ${path}?max_results=1${query}` as 'GET /');
        found.push(...json.external_locations.map((one: { name: string }) => one.name));
        token = json.next_page_token;
      }
      expect(found).toEqual(expect.arrayContaining(names));
      expect(new Set(found).size).toBe(found.length);
    });
  });
});
