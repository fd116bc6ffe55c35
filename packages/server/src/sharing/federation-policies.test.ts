import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoveryPath, startTestIssuer, type TestIssuer } from '../identity/issuers/testing/test-issuer.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const publicUrl = 'http://127.0.0.1:8';

describe.each(engines)('federation policies on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let issuer: TestIssuer;
    beforeAll(async () => {
      issuer = await startTestIssuer();
      test = await openTestWorkspace(engine, { public_url: publicUrl });
      await test.admin(`POST ${uc}/recipients`, { name: 'Acme', authentication_type: 'OIDC_FEDERATION' });
      await test.admin(`POST ${uc}/recipients`, { name: 'bearer', authentication_type: 'TOKEN' });
    });
    afterAll(async () => {
      await test.close();
      await issuer[Symbol.asyncDispose]();
    });

    const policies = '/api/2.0/data-sharing/recipients/acme/federation-policies' as const;
    const oidc = (more: object = {}) => ({ issuer: issuer.url, subject_claim: 'sub', subject: 'job-1', ...more });
    const create = (name: string | undefined, more: object = {}) =>
      test.admin(`POST ${policies}`, { name, oidc_policy: oidc(), ...more });

    it('come back as they were made, and are listed by name', async () => {
      const { status, json } = await create('nightly', { comment: '', oidc_policy: oidc({ audiences: ['lake'] }) });
      expect(status).toBe(200);
      expect(json).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'nightly',
        comment: '',
        oidc_policy: { issuer: issuer.url, subject_claim: 'sub', subject: 'job-1', audiences: ['lake'] },
        create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        update_time: json.create_time,
      });
      expect((await test.admin(`GET ${policies}/nightly`)).json).toEqual(json);
      await create('adhoc');
      const first = (await test.admin(`GET ${policies}?max_results=1`)).json;
      expect(first.policies.map(({ name }: { name: string }) => name)).toEqual(['adhoc']);
      expect(first.policies[0].oidc_policy).not.toHaveProperty('audiences');
      const next = await test.admin(`GET ${policies}?max_results=1&page_token=${first.next_page_token}`);
      expect(next.json).toEqual({ policies: [json] });
    });

    it('are made once by name', async () => {
      const both = await Promise.all([create('twice'), create('twice')]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(both.find(({ status }) => status === 409)?.json).toMatchObject({
        error_code: 'ALREADY_EXISTS',
        message: "Federation policy 'twice' of recipient 'acme' already exists.",
      });
    });

    it('change what the mask names, and nothing else', async () => {
      const { json } = await create('changing', { comment: 'old' });
      const update = (mask: string, policy: object) =>
        test.admin(`PATCH ${policies}/changing${mask}` as 'PATCH /', policy);
      const commented = await update('?update_mask=comment', { comment: 'new', oidc_policy: oidc({ subject: 'x' }) });
      expect(commented.json).toEqual({ ...json, comment: 'new', update_time: expect.any(String) });
      expect((await update('', { oidc_policy: oidc({ subject: 'job-2' }) })).json).toMatchObject({
        comment: 'new',
        oidc_policy: { subject: 'job-2' },
      });
      const renamed = await update('?update_mask=name', { name: 'other' });
      expect([renamed.status, renamed.json.message]).toEqual([
        400,
        expect.stringContaining("'update_mask' names 'name'"),
      ]);
      expect((await update('?update_mask=oidc_policy', {})).json.message).toContain("'policy.oidc_policy' is missing");
    });

    it('are gone when they or their recipient are deleted', async () => {
      await create('passing');
      expect((await test.admin(`DELETE ${policies}/passing`)).json).toEqual({});
      for (const method of ['GET', 'DELETE'] as const) {
        const { status, json } = await test.admin(`${method} ${policies}/passing`);
        expect([status, json.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      }
      await test.admin(`POST ${uc}/recipients`, { name: 'brief', authentication_type: 'OIDC_FEDERATION' });
      const ofBrief = '/api/2.0/data-sharing/recipients/brief/federation-policies' as const;
      await test.admin(`POST ${ofBrief}`, { name: 'only', oidc_policy: oidc() });
      await test.admin(`DELETE ${uc}/recipients/brief`);
      expect((await test.admin(`GET ${ofBrief}`)).json.error_code).toBe('RECIPIENT_DOES_NOT_EXIST');
    });

    it('belong only to recipients of type OIDC_FEDERATION', async () => {
      const { status, json } = await test.admin('POST /api/2.0/data-sharing/recipients/bearer/federation-policies', {
        name: 'none',
        oidc_policy: oidc(),
      });
      expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
    });

    it.each([
      ['no name', undefined, {}, 'policy.name'],
      ['capitals in the name', 'Nightly', {}, 'policy.name'],
      ['no rules', 'bad', { oidc_policy: undefined }, 'policy.oidc_policy'],
      ['an issuer that is no URL', 'bad', { oidc_policy: { ...oidcOf(), issuer: 'entra' } }, "issuer' is no URL"],
      ['plain HTTP', 'bad', { oidc_policy: { ...oidcOf(), issuer: 'http://idp.example' } }, 'must be an https URL'],
      ['a metadata service', 'bad', { oidc_policy: { ...oidcOf(), issuer: 'http://169.254.169.254' } }, 'https URL'],
      ['a password in the URL', 'bad', { oidc_policy: { ...oidcOf(), issuer: 'https://u:p@idp.example' } }, 'password'],
      ['a claim with a space', 'bad', { oidc_policy: { ...oidcOf(), subject_claim: 'a b' } }, 'subject_claim'],
      ['an empty subject', 'bad', { oidc_policy: { ...oidcOf(), subject: '' } }, 'subject'],
      ['an empty audience', 'bad', { oidc_policy: { ...oidcOf(), audiences: [''] } }, 'audiences'],
    ])('with %s are refused', async (_, name, more, message) => {
      const { status, json } = await create(name, more);
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain(message);
    });

    describe('the page of a recipient', () => {
      const open = async () => {
        const { activation_url } = (await test.admin(`GET ${uc}/recipients/acme`)).json;
        return (activation_url as string).replace(publicUrl, '');
      };

      it('shows the endpoint, offers a profile for each policy, and can be opened again and again', async () => {
        const { id } = (await test.admin(`GET ${uc}/recipients/acme`)).json;
        const { metastore_id } = (await test.admin(`GET ${uc}/metastore_summary`)).json;
        const endpoint = `${publicUrl}/api/2.0/delta-sharing/metastores/${metastore_id}/recipients/${id}`;
        for (let time = 0; time < 2; time += 1) {
          const { status, text } = await test.call(`GET ${await open()}` as 'GET /');
          expect(status).toBe(200);
          expect(text).toContain(endpoint);
          expect(text).toContain('value="nightly"');
        }
        const file = `/delta_sharing/oidc_profile.html/oauth_config.share?recipient=${id}&policy=nightly`;
        const { json, headers } = await test.call(`GET ${file}` as 'GET /');
        expect(json).toEqual({
          shareCredentialsVersion: 2,
          endpoint,
          tokenEndpoint: `${issuer.url}/token`,
          type: 'oauth_client_credentials',
          clientId: '[REPLACE_WITH_YOUR_CLIENT_ID]',
          clientSecret: '[REPLACE_WITH_YOUR_CLIENT_SECRET]',
          scope: '[REPLACE_WITH_YOUR_SCOPE]',
        });
        expect(headers['content-disposition']).toBe('attachment; filename="oauth_config.share"');
      });

      it('leaves the token endpoint open while the issuer is away', async () => {
        await using away = await startTestIssuer();
        away.misbehave(discoveryPath, (_, response) => response.destroy());
        await create('away', { oidc_policy: oidc({ issuer: away.url }) });
        const { id } = (await test.admin(`GET ${uc}/recipients/acme`)).json;
        const file = `/delta_sharing/oidc_profile.html/oauth_config.share?recipient=${id}&policy=away`;
        expect((await test.call(`GET ${file}` as 'GET /')).json.tokenEndpoint).toMatch(/^\[REPLACE/);
      });

      it('is there for nobody else, and from nowhere that the recipient may not call from', async () => {
        const bearer = (await test.admin(`GET ${uc}/recipients/bearer`)).json.id;
        for (const id of ['', 'x', '%00', bearer]) {
          for (const path of [`?${id}`, `/oauth_config.share?recipient=${id}&policy=nightly`]) {
            const { status } = await test.call(`GET /delta_sharing/oidc_profile.html${path}` as 'GET /');
            expect([path, status]).toEqual([path, 404]);
          }
        }
        const page = await open();
        const list = (allowed_ip_addresses: string[]) =>
          test.admin(`PATCH ${uc}/recipients/acme`, { ip_access_list: { allowed_ip_addresses } });
        await list(['203.0.113.7']);
        const refused = await test.call(`GET ${page}` as 'GET /');
        expect(refused.status).toBe(403);
        const [record] = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records;
        expect(record).toMatchObject({ request_id: refused.headers['x-request-id'], response: { status_code: 403 } });
        await list([]);
        expect((await test.call(`GET ${page}` as 'GET /')).status).toBe(200);
      });
    });
  });
});

/** What is right, for tables of what is wrong. */
function oidcOf() {
  return { issuer: 'https://idp.example', subject_claim: 'sub', subject: 'job-1' };
}
