import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import {
  addSecret,
  addServicePrincipal,
  askToken,
  basic,
  postForm,
  type TestServicePrincipal,
} from '../../testing/oauth.ts';
import { openTestWorkspace, type TestResponse, type TestWorkspace } from '../../testing/test-workspace.ts';

describe.each(engines)('the token endpoint on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let robot: TestServicePrincipal;
    let secret: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      robot = await addServicePrincipal(test);
      secret = await addSecret(test, robot);
    });
    afterAll(() => test.close());

    const grant_type = 'client_credentials';
    const authorization = (id = robot.applicationId, value = secret) => ({ authorization: basic(id, value) });
    const ask = (fields: Readonly<Record<string, string>> = {}, headers: Record<string, string> = authorization()) =>
      askToken(test, { grant_type, ...fields }, headers);
    const inBody = (id: string, value: string) => ask({ client_id: id, client_secret: value }, {});
    const refusal = ({ status, json }: TestResponse) => [status, json.error];
    const lastRecord = async (of: TestWorkspace) =>
      (await of.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records[0];
    const trail = async (of: TestWorkspace) =>
      JSON.stringify(await of.workspace.database.read.selectFrom('audit_log').selectAll().execute());
    const me = (token: string) => test.call('GET /api/2.0/preview/scim/v2/Me', { token });

    it('gives a service principal an access token for its secret, by HTTP Basic', async () => {
      const response = await ask({ scope: 'all-apis' });
      expect(response.status).toBe(200);
      expect(response.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
      expect(response.json).toEqual({
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'all-apis',
      });
      const { json } = await me(response.json.access_token);
      expect(json).toMatchObject({ userName: robot.applicationId, id: String(robot.id) });
    });

    it('takes id and secret in the body as well, and any letter case of the id', async () => {
      expect((await inBody(robot.applicationId, secret)).status).toBe(200);
      expect((await inBody(robot.applicationId.toUpperCase(), secret)).status).toBe(200);
    });

    it('gives tokens that say whose they are, for whom, and for how long', async () => {
      const { access_token } = (await ask({ scope: 'sql clusters:read' })).json;
      expect(decodeProtectedHeader(access_token)).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) });
      const claims = decodeJwt(access_token);
      expect(claims).toEqual({
        iss: 'http://boathouse.test/oidc',
        aud: String(test.workspace.id),
        sub: robot.applicationId,
        client_id: robot.applicationId,
        principal_id: String(robot.id),
        scope: 'sql clusters:read',
        jti: expect.any(String),
        iat: expect.any(Number),
        exp: (claims.iat ?? 0) + 3600,
      });
    });

    it('says the same of a client that it does not know and of a wrong secret', async () => {
      const wrong = `dose${'0'.repeat(32)}`;
      const other = await addServicePrincipal(test);
      const answers = await Promise.all([
        ask({}, authorization(robot.applicationId, wrong)),
        ask({}, authorization(test.workspace.newId(), wrong)),
        ask({}, authorization(other.applicationId, secret)),
        ask({}, authorization('admin@localhost', test.adminToken)),
        inBody(robot.applicationId, wrong),
        askToken(test, { grant_type, client_id: robot.applicationId }),
        askToken(test, { grant_type }),
      ]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      for (const answer of answers) {
        expect(refusal(answer)).toEqual([401, 'invalid_client']);
        expect(answer.headers).toMatchObject({
          'www-authenticate': 'Basic realm="Boathouse"',
          'cache-control': 'no-store',
        });
      }
    });

    it.each([
      ['no base64', 'Basic ???'],
      ['no colon', `Basic ${Buffer.from('client').toString('base64')}`],
      ['a broken escape', `Basic ${Buffer.from('client:%zz').toString('base64')}`],
      ['no id', `Basic ${Buffer.from(':secret').toString('base64')}`],
    ])('refuses HTTP Basic with %s', async (_, header) => {
      expect(refusal(await ask({}, { authorization: header }))).toEqual([401, 'invalid_client']);
    });

    it('refuses a client that is named twice', async () => {
      expect(refusal(await ask({ client_secret: secret }))).toEqual([400, 'invalid_request']);
      expect(refusal(await ask({ client_id: 'somebody' }))).toEqual([400, 'invalid_request']);
      expect((await ask({ client_id: robot.applicationId })).status).toBe(200);
    });

    it.each(['everything', 'all-apis nonsense', 'openid', 'offline_access', 'sql:write', '"'])(
      'knows no scope %j',
      async scope => {
        expect(refusal(await ask({ scope }))).toEqual([400, 'invalid_scope']);
      },
    );

    it('gives no more than the secret is limited to', async () => {
      const limited = authorization(
        robot.applicationId,
        await addSecret(test, robot, { scopes: ['sql', 'sharing:read'] }),
      );
      expect((await ask({ scope: 'all-apis' }, limited)).json.scope).toBe('sql sharing:read');
      expect((await ask({}, limited)).json.scope).toBe('sql sharing:read');
      expect((await ask({ scope: 'sql:read' }, limited)).json.scope).toBe('sql:read');
      expect(refusal(await ask({ scope: 'sharing' }, limited))).toEqual([400, 'invalid_scope']);
      expect(refusal(await ask({ scope: 'sql secrets' }, limited))).toEqual([400, 'invalid_scope']);
    });

    it.each(['password', 'urn:ietf:params:oauth:grant-type:device_code', 'toString', '__proto__'])(
      'knows no grant type %s',
      async name => {
        expect(refusal(await ask({ grant_type: name }))).toEqual([400, 'unsupported_grant_type']);
      },
    );

    it('asks for the parameters as a form, each once, in the body', async () => {
      const headers = authorization();
      const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
      const send = (body: string, others: Record<string, string> = form) =>
        test.call('POST /oidc/v1/token', { body, headers: others });
      expect(refusal(await send(''))).toEqual([400, 'invalid_request']);
      expect(refusal(await send('grant_type='))).toEqual([400, 'invalid_request']);
      expect(refusal(await send('grant_type=client_credentials&grant_type=client_credentials'))).toEqual([
        400,
        'invalid_request',
      ]);
      expect(
        refusal(await send('{"grant_type":"client_credentials"}', { ...headers, 'content-type': 'application/json' })),
      ).toEqual([400, 'invalid_request']);
      expect(refusal(await send('grant_type=client_credentials', headers))).toEqual([400, 'invalid_request']);
      const url =
        `POST /oidc/v1/token?grant_type=${grant_type}&client_id=${robot.applicationId}&client_secret=${secret}` as const;
      expect(refusal(await test.call(url, { headers: form }))).toEqual([400, 'invalid_request']);
    });

    it('gives nothing when it would have to ignore what narrows the token', async () => {
      expect(refusal(await ask({ authorization_details: '[]' }))).toEqual([400, 'invalid_authorization_details']);
    });

    it('gives a service principal that is not active nothing', async () => {
      const sleeper = await addServicePrincipal(test);
      const value = await addSecret(test, sleeper);
      await test.workspace.database.write(transaction =>
        transaction.updateTable('principals').set({ active: 0 }).where('id', '=', sleeper.id).execute(),
      );
      expect(refusal(await ask({}, authorization(sleeper.applicationId, value)))).toEqual([401, 'invalid_client']);
    });

    it('writes down who got a token', async () => {
      const { access_token } = (await ask({ scope: 'sql' })).json;
      expect(await lastRecord(test)).toMatchObject({
        service_name: 'accounts',
        action_name: 'mintOAuthToken',
        user_identity: { subject_name: robot.applicationId },
        request_params: { client_id: robot.applicationId, grant_type, scope: 'sql' },
        response: { status_code: 200 },
      });
      const text = await trail(test);
      for (const value of [secret, access_token]) expect(text).not.toContain(value);
    });

    it('writes down who got none, and why', async () => {
      // What nobody known is refused leaves a limited number of records: this takes a workspace of its own.
      const other = await openTestWorkspace(engine);
      try {
        const client = await addServicePrincipal(other);
        const value = await addSecret(other, client);
        const wrong = `dose${'1'.repeat(32)}`;
        await askToken(other, { grant_type }, { authorization: basic(client.applicationId, wrong) });
        expect(await lastRecord(other)).toMatchObject({
          action_name: 'mintOAuthToken',
          request_params: { client_id: client.applicationId, grant_type },
          response: { status_code: 401, error_message: expect.stringContaining('invalid_client') },
        });
        await askToken(other, { grant_type, client_id: value, client_secret: wrong });
        const text = await trail(other);
        for (const each of [value, wrong]) expect(text).not.toContain(each);
      } finally {
        await other.close();
      }
    });

    it('answers other paths and methods in the words of OAuth', async () => {
      const answers = [await test.call('GET /oidc/v1/token'), await postForm(test, '/oidc/v1/nothing', {})];
      for (const { status, json } of answers) {
        expect(status).toBe(404);
        expect(json).toEqual({ error: 'invalid_request', error_description: expect.any(String) });
      }
    });
  });
});
