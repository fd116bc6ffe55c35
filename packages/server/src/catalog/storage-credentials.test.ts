import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const path = `${uc}/storage-credentials`;

/** Nothing that a secret says may be found anywhere. */
const secret = 'open-sesame-0123456789';
const keyPair = { region: 'us-east-1', access_key_id: 'AKIA0', secret_access_key: secret };
const application = { directory_id: 'd', application_id: 'a', client_secret: secret };
const accountKey = Buffer.from(secret).toString('base64');

describe.each(engines)('storage credentials on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let stranger: string;
    /** Each test has a name of its own. */
    let name: string;
    let count = 0;

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      stranger = await test.addUser('stranger@example.com');
    });
    beforeEach(() => {
      count += 1;
      name = `keys_${count}`;
    });
    afterAll(() => test.close());

    const create = (fields: object) => test.admin(`POST ${path}`, { name, ...fields });
    const update = (fields: object) => test.admin(`PATCH ${path}/${name}` as 'PATCH /', fields);
    const get = async () => (await test.admin(`GET ${path}/${name}` as 'GET /')).json;
    const useIt = async () => {
      const { json } = await test.admin(`POST ${uc}/external-locations`, {
        ...{ name: `at_${name}`, url: `s3://bucket-${count}`, credential_name: name, skip_validation: true },
      });
      return json;
    };

    it.each([
      [
        'aws_iam_role',
        { role_arn: 'arn:aws:iam::1234567890:role/r' },
        { external_id: 'ID', unity_catalog_iam_arn: 'ARN' },
      ],
      ['azure_managed_identity', { access_connector_id: '/subscriptions/s' }, { credential_id: 'ID' }],
      ['azure_service_principal', application, { client_secret: '' }],
      [
        'cloudflare_api_token',
        { ...keyPair, account_id: 'ab'.repeat(16) },
        { region: undefined, secret_access_key: '' },
      ],
      ['databricks_gcp_service_account', {}, { credential_id: 'ID', email: 'ID@boathouse.invalid' }],
      ['boathouse', { s3: keyPair }, { s3: { region: 'us-east-1', access_key_id: 'AKIA0' } }],
      ['boathouse', { azure: { account_key: accountKey } }, { azure: {} }],
      ['boathouse', { local: {} }, {}],
    ])('of kind %s come back as clients know them, without secrets', async (kind, fields, shown) => {
      const { status, json } = await create({ [kind]: fields, comment: 'for tests', read_only: true });
      expect([status, json]).toEqual([200, expect.anything()]);
      const { id } = json;
      const arn = 'arn:aws:iam::000000000000:role/boathouse';
      const generated = JSON.stringify(shown).replaceAll('ID', id).replace('ARN', arn);
      const { region: _, ...rest } = { region: undefined, ...fields };
      const expected = { ...(kind === 'cloudflare_api_token' ? rest : fields), ...JSON.parse(generated) };
      expect(json).toEqual({
        ...{ id, name, full_name: name, comment: 'for tests', read_only: true, used_for_managed_storage: false },
        ...{ isolation_mode: 'ISOLATION_MODE_OPEN', metastore_id: expect.any(String), owner: 'admin@localhost' },
        ...{ created_by: 'admin@localhost', updated_by: 'admin@localhost' },
        ...{ created_at: expect.any(Number), updated_at: expect.any(Number) },
        [kind]: expected,
      });
      expect(await get()).toEqual(json);
      const listed = (await test.admin(`GET ${path}`)).json.storage_credentials;
      expect(listed).toContainEqual(json);
    });

    it('keep secrets from answers, the database and the audit trail', async () => {
      const answers = [
        await create({ boathouse: { s3: { ...keyPair, session_token: `${secret}-token` } } }),
        await update({ azure_service_principal: application }),
        await update({ boathouse: { azure: { account_key: accountKey } } }),
        await update({ boathouse: { gcs: { access_key_id: 'GOOG', secret_access_key: secret } } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const records = await test.workspace.database.read.selectFrom('audit_log').selectAll().execute();
      expect(JSON.stringify(records)).toContain(name);
      const everything = JSON.stringify([answers, await dump(test.workspace.database), records]);
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(accountKey);
    });

    it.each([
      [{}, 'Exactly one kind of credential must be given'],
      [{ aws_iam_role: { role_arn: 'r' }, azure_service_principal: application }, 'not aws_iam_role and azure_service'],
      [{ boathouse: {} }, 'exactly one of s3, azure, gcs, local'],
      [{ boathouse: { local: {}, s3: keyPair } }, 'exactly one of s3, azure, gcs, local'],
      [{ boathouse: { s3: { ...keyPair, region: '../..' } } }, 'region must be letters'],
      [{ boathouse: { s3: { region: 'r', access_key_id: 'k' } } }, 'must not be empty'],
      [{ boathouse: { s3: { ...keyPair, endpoint: 'ftp://x' } } }, 'endpoint must be an http or https URL'],
      [{ boathouse: { s3: { ...keyPair, endpoint: 'http://169.254.169.254' } } }, 'the metadata service'],
      [{ boathouse: { s3: { ...keyPair, endpoint: 'http://2852039166/x' } } }, 'the metadata service'],
      [{ boathouse: { s3: { ...keyPair, endpoint: 'http://[::ffff:169.254.169.254]' } } }, 'the metadata service'],
      [{ boathouse: { s3: { ...keyPair, endpoint: 'http://metadata.google.internal' } } }, 'the metadata service'],
      [{ boathouse: { azure: {} } }, 'it needs account_key'],
      [{ boathouse: { gcs: { service_account_file: '/etc/passwd' } } }, 'it needs one of service_account'],
      [{ cloudflare_api_token: { ...keyPair, account_id: 'evil.example/' } }, '32 hexadecimal digits'],
      [{ name: 'two words', boathouse: { local: {} } }, 'not a valid storage credential name'],
    ])('are refused when they cannot be right: %j', async (fields, message) => {
      const { status, json } = await create(fields);
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain(message);
      expect(json.message).not.toContain(secret);
    });

    it('have names that are unique in any case, and can be renamed and given away', async () => {
      await create({ boathouse: { local: {} } });
      const again = await test.admin(`POST ${path}`, { name: name.toUpperCase(), boathouse: { local: {} } });
      expect([again.status, again.json.error_code]).toEqual([409, 'STORAGE_CREDENTIAL_ALREADY_EXISTS']);
      const { status, json } = await update({ new_name: `New_${name}`, owner: 'stranger@example.com', comment: '' });
      expect([status, json.name, json.owner, json.comment]).toEqual([200, `new_${name}`, 'stranger@example.com', '']);
      const gone = await test.admin(`GET ${path}/${name}` as 'GET /');
      expect([gone.status, gone.json.error_code]).toEqual([404, 'STORAGE_CREDENTIAL_DOES_NOT_EXIST']);
    });

    it('stay the same when a client sends back what it was shown', async () => {
      const { json } = await create({ azure_service_principal: application });
      await useIt();
      const { status } = await update({ azure_service_principal: json.azure_service_principal, comment: 'changed' });
      expect(status).toBe(200);
      expect((await update({ azure_service_principal: application, comment: 'again' })).status).toBe(200);
    });

    it('that open an external location are changed and deleted by force only', async () => {
      await create({ boathouse: { s3: keyPair } });
      const location = await useIt();
      const fields = { boathouse: { s3: { ...keyPair, access_key_id: 'AKIA1' } } };
      const refusals = [await update(fields), await test.admin(`DELETE ${path}/${name}` as 'DELETE /')];
      for (const { status, json } of refusals) {
        expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
        expect(json.message).toContain(`('at_${name}'). Use force`);
      }
      expect((await update({ ...fields, force: true })).json.boathouse.s3.access_key_id).toBe('AKIA1');
      expect((await test.admin(`DELETE ${path}/${name}?force=true` as 'DELETE /')).status).toBe(200);
      const left = await test.admin(`GET ${uc}/external-locations/at_${name}` as 'GET /');
      expect(left.json).toMatchObject({ credential_id: location.credential_id, name: `at_${name}` });
      expect(left.json).not.toHaveProperty('credential_name');
    });

    it('must be sent whole when they change: a secret does not go where somebody else points it', async () => {
      await create({ boathouse: { s3: keyPair } });
      const { status, json } = await update({
        boathouse: { s3: { region: 'us-east-1', access_key_id: 'AKIA0', endpoint: 'https://elsewhere.example' } },
      });
      expect([status, json.message]).toEqual([400, expect.stringContaining('must not be empty')]);
    });

    it('say where requests go only by metastore admins', async () => {
      await test.admin(`PATCH ${uc}/permissions/metastore/boathouse`, {
        changes: [{ principal: 'stranger@example.com', add: ['CREATE_STORAGE_CREDENTIAL'] }],
      });
      const body = (endpoint?: string) => ({ name, boathouse: { s3: { ...keyPair, endpoint } } });
      const call = (request: `${string} /${string}`, fields: object) =>
        test.call(request, { token: stranger, body: fields });
      const refused = await call(`POST ${path}`, body('http://inside.example'));
      expect([refused.status, refused.json.message]).toEqual([403, expect.stringContaining('Only metastore admins')]);
      expect((await call(`POST ${path}`, body())).status).toBe(200);
      expect((await call(`PATCH ${path}/${name}` as 'PATCH /', body('http://inside.example'))).status).toBe(403);
      const { name: _, ...inline } = body('http://inside.example');
      const validate = await call(`POST ${uc}/validate-storage-credentials`, { ...inline, url: 's3://bucket' });
      expect(validate.status).toBe(403);
    });

    it('are open to the one workspace that there is', async () => {
      await create({ boathouse: { local: {} } });
      const { status, json } = await update({ isolation_mode: 'ISOLATION_MODE_ISOLATED' });
      expect([status, json.message]).toEqual([400, expect.stringContaining('must be ISOLATION_MODE_OPEN')]);
      expect((await update({ isolation_mode: 'ISOLATION_MODE_OPEN' })).status).toBe(200);
    });

    it.each([
      ['aws_iam_role', { role_arn: 'arn:aws:iam::1:role/r' }, 'no AWS identity that could assume a role'],
      ['azure_managed_identity', { access_connector_id: '/c' }, 'no access connector'],
      ['databricks_gcp_service_account', {}, 'no service account of its own'],
      ['cloudflare_api_token', { access_key_id: 'k', secret_access_key: secret }, 'no account_id'],
    ])('of kind %s say what is missing when they are tried or used', async (kind, fields, message) => {
      await create({ [kind]: fields });
      const tried = await test.admin(`POST ${uc}/validate-storage-credentials`, {
        ...{ storage_credential_name: name, url: 's3://bucket/folder', read_only: true },
      });
      const failed = { result: 'FAIL', message: expect.stringContaining(message) };
      expect([tried.status, tried.json]).toEqual([
        200,
        {
          isDir: false,
          results: [
            { operation: 'LIST', ...failed },
            { operation: 'READ', ...failed },
          ],
        },
      ]);
      const used = await test.admin(`POST ${uc}/external-locations`, {
        ...{ name: `at_${name}`, url: `s3://unusable-${count}`, credential_name: name },
      });
      expect([used.status, used.json.message]).toEqual([400, expect.stringContaining(message)]);
    });

    it('are tried on exactly one URL, with exactly one credential', async () => {
      const validate = async (body: object) => {
        const { status, json } = await test.admin(`POST ${uc}/validate-storage-credentials`, body);
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        return json.message;
      };
      await create({ boathouse: { local: {} } });
      const one = { storage_credential_name: name };
      expect(await validate(one)).toContain('Either url or external_location_name');
      expect(await validate({ url: 's3://b/c', external_location_name: 'x', ...one })).toContain('Either url or');
      expect(await validate({ url: 's3://bucket', ...one, boathouse: { local: {} } })).toContain('not both');
      expect(await validate({ url: 's3://bucket' })).toContain('A credential must be given');
      expect(await validate({ url: 'ftp://bucket', ...one })).toContain('scheme ftp');
    });
  });
});

describe('storage credentials of a strict workspace', () => {
  it('are those that Databricks has', async () => {
    const test = await openTestWorkspace('sqlite', { strict: true });
    try {
      const own = await test.admin(`POST ${path}`, { name: 'own', boathouse: { local: {} } });
      expect([own.status, own.json.message]).toEqual([400, expect.stringContaining('the workspace is strict')]);
      const role = { name: 'role', aws_iam_role: { role_arn: 'arn:aws:iam::1:role/r' } };
      expect((await test.admin(`POST ${path}`, role)).status).toBe(200);
    } finally {
      await test.close();
    }
  });
});
