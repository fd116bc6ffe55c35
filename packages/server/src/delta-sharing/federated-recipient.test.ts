import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../test-services/free-port.ts';
import { discoveryPath, startTestIssuer, type TestIssuer } from '../identity/issuers/testing/test-issuer.ts';
import { engines } from '../testing/engines.ts';
import { addSecret, addServicePrincipal, askToken } from '../testing/oauth.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const publicUrl = 'http://127.0.0.1:8';

describe.each(engines)('recipients with tokens of outside issuers on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let issuer: TestIssuer;
    let endpoint: string;
    let otherEndpoint: string;

    const makeRecipient = async (name: string): Promise<string> => {
      const { id } = (await test.admin(`POST ${uc}/recipients`, { name, authentication_type: 'OIDC_FEDERATION' })).json;
      await test.admin(`PATCH ${uc}/shares/open/permissions`, { changes: [{ principal: name, add: ['SELECT'] }] });
      const { metastore_id } = (await test.admin(`GET ${uc}/metastore_summary`)).json;
      return `/api/2.0/delta-sharing/metastores/${metastore_id}/recipients/${id}`;
    };
    const addPolicy = async (recipient: string, name: string, policy: object) => {
      const { status } = await test.admin(`POST /api/2.0/data-sharing/recipients/${recipient}/federation-policies`, {
        name,
        oidc_policy: { issuer: issuer.url, subject_claim: 'sub', subject: 'job', audiences: ['lake'], ...policy },
      });
      expect(status).toBe(200);
    };
    const list = (token: string, at = endpoint) => test.call(`GET ${at}/shares` as 'GET /', { token });
    const sign = (claims: object, options: object = {}) => issuer.sign({ ...claims }, { audience: 'lake', ...options });

    beforeAll(async () => {
      issuer = await startTestIssuer();
      test = await openTestWorkspace(engine, { public_url: publicUrl });
      await test.admin(`POST ${uc}/shares`, { name: 'open' });
      endpoint = await makeRecipient('acme');
      otherEndpoint = await makeRecipient('other');
      await addPolicy('acme', 'job', {});
      await addPolicy('acme', 'people', { subject_claim: 'groups', subject: 'analysts', audiences: ['a', 'b'] });
      await addPolicy('acme', 'own-audience', { subject: 'endpoint', audiences: [] });
      await addPolicy('other', 'job', { subject: 'other-job' });
    });
    afterAll(async () => {
      await test.close();
      await issuer[Symbol.asyncDispose]();
    });

    it('read at their endpoint what they are granted, and are in the audit trail by name', async () => {
      const { status, json } = await list(await sign({ sub: 'job' }));
      expect([status, json.items]).toEqual([200, [expect.objectContaining({ name: 'open' })]]);
      const [record] = (await test.admin('GET /api/2.0/boathouse/audit?recipient_name=acme&max_results=1')).json
        .records;
      expect(record).toMatchObject({ action_name: 'deltaSharingListShares', response: { status_code: 200 } });
    });

    it('are known by one item of a claim that is a list, with any one audience of the policy', async () => {
      const groups = ['staff', 'analysts'];
      expect((await list(await sign({ groups }, { audience: 'b' }))).status).toBe(200);
      expect((await list(await sign({ groups: ['staff'] }, { audience: 'b' }))).status).toBe(401);
    });

    it('need the endpoint itself as audience where the policy names none', async () => {
      expect((await list(await sign({ sub: 'endpoint' }, { audience: publicUrl + endpoint }))).status).toBe(200);
      expect((await list(await sign({ sub: 'endpoint' }))).status).toBe(401);
    });

    it('are not let in by a token that meets no policy whole', async () => {
      const stranger = await startTestIssuer();
      const refused = {
        'of another subject': await sign({ sub: 'job2' }),
        'with part of the subject': await sign({ sub: 'jo' }),
        'with the subject of one policy and the audience of another': await sign({ sub: 'job' }, { audience: 'a' }),
        'for another audience': await sign({ sub: 'job' }, { audience: 'elsewhere' }),
        'without a subject': await sign({}),
        'that has expired': await sign({ sub: 'job' }, { expiresIn: -120 }),
        'that never expires': await sign({ sub: 'job' }, { expiresIn: undefined }),
        'of another recipient': await sign({ sub: 'other-job' }),
        'of an issuer that no policy names': await stranger.sign({ sub: 'job' }, { audience: 'lake' }),
        'of an issuer that no database can hold': await stranger.sign({}, { issuer: 'https://a/\0' }),
        'that only claims the issuer': await stranger.sign({ sub: 'job' }, { audience: 'lake', issuer: issuer.url }),
        'that is for signing in, not for access': await sign({ sub: 'job' }, { header: { typ: 'logout+jwt' } }),
        'without a signature': `${(await sign({ sub: 'job' })).split('.').slice(0, 2).join('.')}.AAAA`,
      };
      for (const [what, token] of Object.entries(refused)) {
        const { status, json } = await list(token);
        expect([what, status, json.errorCode]).toEqual([what, 401, 'UNAUTHENTICATED']);
        expect(json.message).not.toContain(token);
      }
      expect(stranger.requests).toEqual([]);
      await stranger[Symbol.asyncDispose]();
    });

    it('come to no endpoint but their own', async () => {
      const token = await sign({ sub: 'job' });
      const elsewhere = endpoint.replace(/metastores\/[^/]+/, 'metastores/6f1f7c1e-0000-4000-8000-000000000001');
      const nowhere = endpoint.replace(/recipients.*/, 'recipients/%00');
      for (const at of [otherEndpoint, elsewhere, nowhere, endpoint.replace(/\/recipients.*/, ''), '/delta-sharing']) {
        expect([at, (await list(token, at)).status]).toEqual([at, 401]);
      }
      const bearerToken = await onboard(test, 'bearer');
      expect((await list(bearerToken)).status).toBe(401);
      expect((await list(bearerToken, '/delta-sharing')).status).toBe(200);
    });

    it('lose access with the request after their policy changed or went', async () => {
      const at = '/api/2.0/data-sharing/recipients/acme/federation-policies';
      await addPolicy('acme', 'brief', { subject: 'brief' });
      const token = await sign({ sub: 'brief' });
      expect((await list(token)).status).toBe(200);
      const { oidc_policy } = (await test.admin(`GET ${at}/brief`)).json;
      await test.admin(`PATCH ${at}/brief`, { oidc_policy: { ...oidc_policy, subject: 'else' } });
      expect((await list(token)).status).toBe(401);
      await test.admin(`PATCH ${at}/brief`, { oidc_policy });
      expect((await list(token)).status).toBe(200);
      await test.admin(`DELETE ${at}/brief`);
      expect((await list(token)).status).toBe(401);
    });

    it('may call only from the addresses on their list', async () => {
      const allow = (allowed_ip_addresses: string[]) =>
        test.admin(`PATCH ${uc}/recipients/acme`, { ip_access_list: { allowed_ip_addresses } });
      const token = await sign({ sub: 'job' });
      await allow(['203.0.113.0/24']);
      const { status, json } = await list(token);
      expect([status, json.errorCode]).toEqual([403, 'PERMISSION_DENIED']);
      await allow([]);
      expect((await list(token)).status).toBe(200);
    });

    it('hear that their issuer is away, which is asked once for all of them', async () => {
      await using away = await startTestIssuer();
      away.misbehave(discoveryPath, (_, response) => response.destroy());
      await addPolicy('acme', 'away', { issuer: away.url });
      const token = await away.sign({ sub: 'job' }, { audience: 'lake' });
      const answers = await Promise.all([list(token), list(token), list(token)]);
      expect(answers.map(({ status, json }) => [status, json.errorCode])).toEqual(
        Array.from({ length: 3 }, () => [503, 'TEMPORARILY_UNAVAILABLE']),
      );
      expect(away.requests).toEqual([discoveryPath]);
    });

    it('may be service principals of another Boathouse, which is an issuer', async () => {
      const port = await freePort();
      const partner = await openTestWorkspace(engine, { public_url: `http://127.0.0.1:${port}` });
      try {
        await partner.app.listen({ port, host: '127.0.0.1' });
        const principal = await addServicePrincipal(partner);
        const fields = { grant_type: 'client_credentials', scope: 'all-apis', client_id: principal.applicationId };
        const { json } = await askToken(partner, { ...fields, client_secret: await addSecret(partner, principal) });
        await addPolicy('acme', 'partner', {
          issuer: `http://127.0.0.1:${port}/oidc`,
          subject: principal.applicationId,
          audiences: [String(partner.workspace.id)],
        });
        expect((await list(json.access_token)).status).toBe(200);
        expect((await list(json.access_token, otherEndpoint)).status).toBe(401);
      } finally {
        await partner.close();
      }
    });
  });
});
