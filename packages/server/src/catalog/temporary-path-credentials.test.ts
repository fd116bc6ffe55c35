import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import type { TestWorkspace } from '../testing/test-workspace.ts';
import { type AwsLake, anyAwsKeys, openAwsLake } from './testing/aws-lake.ts';

const uc = '/api/2.1/unity-catalog';
const path = '/api/2.0/unity-catalog/temporary-path-credentials';
const place = 'external_location/lake';

describe.each(engines)('temporary credentials for a path on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let lake: AwsLake;
    let test: TestWorkspace;
    let count = 0;

    /** A user who holds privileges on securables: `external_location/lake READ_FILES`. */
    const userWith = async (...held: readonly string[]): Promise<string> => {
      count += 1;
      const principal = `user${count}@example.com`;
      const token = await test.addUser(principal);
      for (const one of held) {
        const [securable, privilege] = one.split(' ');
        await lake.post(`PATCH ${uc}/permissions/${securable}`, { changes: [{ principal, add: [privilege] }] });
      }
      return token;
    };
    const generate = (token: string, url: string, operation = 'PATH_READ', more: object = {}) =>
      test.call(`POST ${path}`, { token, body: { url, operation, ...more } });

    beforeAll(async () => {
      lake = await openAwsLake(engine, 'base');
      test = lake.test;
      for (const name of ['landing/a.csv', 'landing2/b.csv']) {
        lake.aws.objects.set(`base/${name}`, { body: Buffer.from(name), time: new Date() });
      }
      const object = { catalog_name: 'main', schema_name: 'default' };
      await lake.post(`POST ${uc}/tables`, {
        ...{ ...object, name: 'rare_routes', table_type: 'EXTERNAL', data_source_format: 'DELTA' },
        storage_location: 's3://lake/base/rare_routes',
      });
      await lake.post(`POST ${uc}/volumes`, {
        ...{ ...object, name: 'papers', volume_type: 'EXTERNAL', storage_location: 's3://lake/base/papers' },
      });
    });
    afterAll(() => lake?.close());

    it('open what is below the path at the store itself, and nothing beside it', async () => {
      const token = await userWith(`${place} EXTERNAL_USE_LOCATION`, `${place} READ_FILES`);
      const { status, json } = await generate(token, 's3a://lake/base/landing/');
      expect([status, json]).toEqual([200, { url: 's3://lake/base/landing', ...anyAwsKeys }]);
      const client = lake.clientOf(json.aws_temp_credentials);
      const get = (Key: string) => client.send(new GetObjectCommand({ Bucket: 'lake', Key }));
      expect(await (await get('base/landing/a.csv')).Body?.transformToString()).toBe('landing/a.csv');
      await expect(get('base/landing2/b.csv')).rejects.toThrow();
      client.destroy();
      const records = JSON.stringify(await test.workspace.database.read.selectFrom('audit_log').selectAll().execute());
      expect(records).toContain('generateTemporaryPathCredential');
      expect(records).toContain(String(json.expiration_time));
      expect(records).not.toContain(json.aws_temp_credentials.secret_access_key);
    });

    it.each([
      ['PATH_READ', ['READ_FILES']],
      ['PATH_READ_WRITE', ['READ_FILES', 'WRITE_FILES']],
      ['PATH_CREATE_TABLE', ['CREATE_EXTERNAL_TABLE']],
    ])('for %s take EXTERNAL_USE_LOCATION, %j and nothing less', async (operation, privileges) => {
      const needed = ['EXTERNAL_USE_LOCATION', ...privileges].map(privilege => `${place} ${privilege}`);
      const url = 's3://lake/base/landing';
      expect((await generate(await userWith(...needed), url, operation)).status).toBe(200);
      for (const left of needed) {
        const token = await userWith(`${place} BROWSE`, ...needed.filter(one => one !== left));
        const { status, json } = await generate(token, url, operation);
        const words = left.split(' ')[1]?.replaceAll('_', ' ');
        expect([status, json.message]).toEqual([403, `User does not have ${words} on External Location 'lake'.`]);
      }
      const all = await userWith(`${place} ALL_PRIVILEGES`);
      expect((await generate(all, url, operation)).json.message).toContain('EXTERNAL USE LOCATION');
    });

    it.each([
      ['a table', 's3://lake/base/rare_routes/_delta_log', 'table/main.default.rare_routes', 'SELECT', 'MODIFY'],
      ['a volume', 's3://lake/base/papers', 'volume/main.default.papers', 'READ_VOLUME', 'WRITE_VOLUME'],
    ])('in %s take the rights to that', async (_, url, object, read, write) => {
      const files = ['EXTERNAL_USE_LOCATION', 'READ_FILES', 'WRITE_FILES', 'CREATE_EXTERNAL_TABLE'];
      const rights = [
        ...files.map(privilege => `${place} ${privilege}`),
        'catalog/main USE_CATALOG',
        'schema/main.default USE_SCHEMA',
      ];
      const [seeing, outside] = ['catalog/main BROWSE', 'schema/main.default EXTERNAL_USE_SCHEMA'];
      const refusals: [string[], RegExp][] = [
        [[], /is of a table or volume that User has no privileges on/],
        [[seeing, `${object} ${read}`], /EXTERNAL USE SCHEMA on Schema 'main\.default'/],
        [[seeing, outside], new RegExp(read.replace('_', ' '))],
      ];
      for (const [more, message] of refusals) {
        const { status, json } = await generate(await userWith(...rights, ...more), url);
        expect([status, json.message]).toEqual([403, expect.stringMatching(message)]);
      }
      const reader = await userWith(...rights, outside, `${object} ${read}`);
      expect((await generate(reader, url)).status).toBe(200);
      expect((await generate(reader, url, 'PATH_READ_WRITE')).json.message).toContain(write.replace('_', ' '));
      const writer = await userWith(...rights, outside, `${object} ${read}`, `${object} ${write}`);
      expect((await generate(writer, url, 'PATH_READ_WRITE')).status).toBe(200);
      const { status, json } = await generate(writer, url, 'PATH_CREATE_TABLE');
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP']);
    });

    it.each<[string, object, number, string, RegExp]>([
      [
        'the folder that tables are in',
        { url: 's3://lake/base' },
        400,
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
        /holds/,
      ],
      ['a path outside of all locations', { url: 's3://lake' }, 404, 'EXTERNAL_LOCATION_DOES_NOT_EXIST', /covers 's3:/],
      ['a name that begins alike', { url: 's3://lake/base2' }, 404, 'EXTERNAL_LOCATION_DOES_NOT_EXIST', /covers/],
      ['a path that climbs', { url: 's3://lake/base/x/../y' }, 400, 'INVALID_PARAMETER_VALUE', /segment that is empty/],
      ['a folder of the machine', { url: 'file:///etc' }, 400, 'INVALID_PARAMETER_VALUE', /Location "file:\/\/\/etc"/],
      ['no URL', { url: 'landing' }, 400, 'INVALID_PARAMETER_VALUE', /has no scheme/],
      ['nothing', { url: undefined }, 400, 'INVALID_PARAMETER_VALUE', /url/],
      ['an unknown operation', { operation: 'READ' }, 400, 'INVALID_PARAMETER_VALUE', /operation/],
    ])('are refused for %s', async (_, fields, expected, code, message) => {
      const body = { url: 's3://lake/base/landing', operation: 'PATH_READ', ...fields };
      const { status, json } = await test.admin(`POST ${path}`, body);
      expect([status, json.error_code, json.message]).toEqual([expected, code, expect.stringMatching(message)]);
    });

    it('are not given on trial, nor to change what is read only', async () => {
      const url = 's3://lake/base/landing';
      const dry = await generate(test.adminToken, url, 'PATH_READ_WRITE', { dry_run: true });
      expect([dry.status, dry.json]).toEqual([200, { url }]);
      await lake.post(`PATCH ${uc}/external-locations/lake`, { read_only: true });
      const { status, json } = await generate(test.adminToken, url, 'PATH_READ_WRITE', { dry_run: true });
      expect([status, json.message]).toEqual([
        403,
        `External Location 'lake' is read only: there are no credentials to change '${url}'.`,
      ]);
      expect((await generate(test.adminToken, url)).status).toBe(200);
      await lake.post(`PATCH ${uc}/external-locations/lake`, { read_only: false });
    });

    it('are refused by name where the store gives none', async () => {
      const root = `${test.workspace.config.data}/warehouse`;
      await lake.post(`POST ${uc}/storage-credentials`, { name: 'folders', boathouse: { local: {} } });
      const local = { name: 'local', url: `file://${root}`, credential_name: 'folders', skip_validation: true };
      await lake.post(`POST ${uc}/external-locations`, local);
      const { status, json } = await generate(test.adminToken, `file://${root}/new`);
      expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
    });
  });
});
