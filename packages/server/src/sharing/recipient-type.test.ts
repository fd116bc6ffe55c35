import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const metastore = '6f1f7c1e-0000-4000-8000-0000000000';
const identifier = (number: number) => `aws:us-west-2:${metastore}${number}`;

describe.each(engines)('types of recipients on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    const create = (name: string, more: object = {}) => test.admin(`POST ${uc}/recipients`, { name, ...more });

    it('TOKEN is what nothing is said of', async () => {
      const { json } = await create('plain');
      expect(json).toMatchObject({ authentication_type: 'TOKEN', tokens: [{ id: expect.any(String) }] });
      expect(json).not.toHaveProperty('data_recipient_global_metastore_id');
    });

    it('DATABRICKS is what a sharing identifier makes, in either field; it shows the metastore and has no token', async () => {
      const { status, json } = await create('far', {
        data_recipient_global_metastore_id: identifier(10).toUpperCase(),
      });
      expect(status).toBe(200);
      expect(json).toMatchObject({
        authentication_type: 'DATABRICKS',
        data_recipient_global_metastore_id: identifier(10),
        cloud: 'aws',
        region: 'us-west-2',
        metastore_id: `${metastore}10`,
        properties_kvpairs: {
          properties: { 'databricks.name': 'far', 'databricks.metastoreId': `${metastore}10` },
        },
      });
      for (const absent of ['tokens', 'activation_url', 'ip_access_list']) expect(json).not.toHaveProperty(absent);
      expect((await test.admin(`GET ${uc}/recipients/far`)).json).toEqual(json);
      expect((await create('by_code', { sharing_code: identifier(11) })).json).toMatchObject({
        authentication_type: 'DATABRICKS',
        data_recipient_global_metastore_id: identifier(11),
      });
    });

    it('OIDC_FEDERATION has no token either, and a page in place of an activation link', async () => {
      const { json } = await create('federated', { authentication_type: 'OIDC_FEDERATION' });
      expect(json).toMatchObject({ authentication_type: 'OIDC_FEDERATION', activated: false });
      expect(json.activation_url).toBe(`http://boathouse.test/delta_sharing/oidc_profile.html?${json.id}`);
      expect(json).not.toHaveProperty('tokens');
    });

    it('one metastore is one recipient, by which the list finds it', async () => {
      await create('once', { data_recipient_global_metastore_id: identifier(20) });
      const { status, json } = await create('again', { data_recipient_global_metastore_id: identifier(20) });
      expect([status, json.error_code]).toEqual([409, 'RECIPIENT_ALREADY_EXISTS']);
      expect(json.message).toContain("'once'");
      const found = async (query: string) =>
        (await test.admin(`GET ${uc}/recipients?${query}` as 'GET /')).json.recipients.map(
          ({ name }: { name: string }) => name,
        );
      expect(await found(`data_recipient_global_metastore_id=${identifier(20).toUpperCase()}`)).toEqual(['once']);
      expect(await found(`data_recipient_global_metastore_id=${identifier(21)}`)).toEqual([]);
      expect(await found('parent_recipient_name=once')).toEqual([]);
      expect((await test.admin(`GET ${uc}/recipients?data_recipient_global_metastore_id=x`)).status).toBe(400);
    });

    it('only tokens are rotated', async () => {
      await create('unrotated', { data_recipient_global_metastore_id: identifier(30) });
      const { status, json } = await test.admin(`POST ${uc}/recipients/unrotated/rotate-token`, {});
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain('non-TOKEN authentication type');
    });

    it('what a type cannot have is not given to it later', async () => {
      await create('later', { data_recipient_global_metastore_id: identifier(40) });
      const update = (body: object) => test.admin(`PATCH ${uc}/recipients/later`, body);
      expect((await update({ ip_access_list: { allowed_ip_addresses: ['203.0.113.7'] } })).status).toBe(400);
      expect((await update({ expiration_time: Date.now() + 60_000 })).status).toBe(400);
      expect((await update({ ip_access_list: { allowed_ip_addresses: [] }, comment: 'open' })).status).toBe(200);
    });

    it('PATCH replaces the custom properties and leaves the own ones', async () => {
      await create('rich', { properties_kvpairs: { properties: { a: '1', b: '2' } } });
      const patched = await test.admin(`PATCH ${uc}/recipients/rich`, {
        properties_kvpairs: { properties: { c: '3' } },
      });
      expect(patched.json.properties_kvpairs.properties).toEqual({ c: '3', 'databricks.name': 'rich' });
      const same = await test.admin(`PATCH ${uc}/recipients/rich`, { comment: 'rich', properties_kvpairs: {} });
      expect(same.json.properties_kvpairs).toEqual(patched.json.properties_kvpairs);
      const { status } = await test.admin(`PATCH ${uc}/recipients/rich`, {
        properties_kvpairs: { properties: { 'Databricks.accountId': 'x' } },
      });
      expect(status).toBe(400);
    });

    it.each([
      ['DATABRICKS without an identifier', { authentication_type: 'DATABRICKS' }, 'data_recipient_global_metastore_id'],
      [
        'a malformed identifier',
        { data_recipient_global_metastore_id: 'aws:us-west-2' },
        'Cannot resolve target shard',
      ],
      ['a sharing code for DATABRICKS', { authentication_type: 'DATABRICKS', sharing_code: 'x' }, 'DATABRICKS needs'],
      [
        'TOKEN with an identifier',
        { authentication_type: 'TOKEN', data_recipient_global_metastore_id: identifier(50) },
        'type TOKEN takes no',
      ],
      ['a sharing code alone', { sharing_code: 'x' }, "no 'sharing_code'"],
      [
        'OIDC_FEDERATION with an identifier',
        { authentication_type: 'OIDC_FEDERATION', data_recipient_global_metastore_id: identifier(50) },
        'type OIDC_FEDERATION takes no',
      ],
      [
        'addresses for DATABRICKS',
        {
          data_recipient_global_metastore_id: identifier(50),
          ip_access_list: { allowed_ip_addresses: ['203.0.113.7'] },
        },
        'ip_access_list',
      ],
      [
        'an end without a token',
        { authentication_type: 'OIDC_FEDERATION', expiration_time: Date.now() + 60_000 },
        'expiration_time',
      ],
    ])('refuse %s', async (_, more, message) => {
      const { status, json } = await create('refused', more);
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain(message);
    });

    it('EMAIL is not implemented, and says so', async () => {
      const { status, json } = await create('invited', { authentication_type: 'EMAIL', email: 'a@example.com' });
      expect([status, json.error_code]).toEqual([501, 'NOT_IMPLEMENTED']);
      expect((await test.admin(`GET ${uc}/recipients/invited`)).status).toBe(404);
    });
  });
});
