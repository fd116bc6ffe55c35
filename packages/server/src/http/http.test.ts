import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const catalogs = '/api/2.1/unity-catalog';

describe('the HTTP side of a workspace', () => {
  let test: TestWorkspace;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
  });
  afterAll(() => test.close());

  it('tells the workspace id and a request id with every answer', async () => {
    const paths = [
      '/healthz',
      '/api/2.0/preview/scim/v2/Me',
      '/nowhere',
      `${catalogs}/shares/none`,
      '/delta-sharing/shares',
    ];
    for (const path of paths) {
      const { headers } = await test.call(`GET ${path as '/'}`, { token: test.adminToken });
      expect(headers['x-databricks-org-id']).toBe(String(test.workspace.id));
      expect(headers['x-request-id']).toMatch(/^[\w.-]{8,}$/);
    }
  });

  it('keeps a request id that a client sends, unless it is no id', async () => {
    const given = await test.call('GET /healthz', { headers: { 'x-request-id': 'trace-12345678' } });
    expect(given.headers['x-request-id']).toBe('trace-12345678');
    const forged = await test.call('GET /healthz', { headers: { 'x-request-id': 'a b\tc' } });
    expect(forged.headers['x-request-id']).not.toContain(' ');
  });

  it('answers health, readiness and metrics without a token', async () => {
    expect((await test.call('GET /healthz')).status).toBe(200);
    expect((await test.call('GET /readyz')).json).toEqual({ status: 'ready' });
    expect((await test.call('GET /metrics')).text).toContain('boathouse_requests_total');
  });

  it('is not ready while a folder of tables is away', async () => {
    const root = join(test.workspace.config.data, 'warehouse');
    renameSync(root, `${root}-away`);
    const { status, json } = await test.call('GET /readyz');
    renameSync(`${root}-away`, root);
    expect([status, json]).toEqual([503, { status: 'unavailable', reason: 'A local root cannot be read.' }]);
    expect((await test.call('GET /readyz')).status).toBe(200);
  });

  it('shows its API to people and to tools', async () => {
    const page = await test.call('GET /api/docs');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('/api/2.1/unity-catalog/shares/{name}');
    const { json } = await test.call('GET /api/docs/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    expect(Object.keys(json.paths).length).toBeGreaterThan(100);
  });

  it('tells official clients which workspace it is, without a token', async () => {
    const { json } = await test.call('GET /.well-known/databricks-config');
    expect(json).toEqual({
      ...{ workspace_id: String(test.workspace.id), cloud: 'AWS', host_type: 'workspace' },
      oidc_endpoint: 'http://boathouse.test/oidc',
    });
  });

  it('refuses a call without a token as 401 and with a wrong one as 403, in the words that clients know', async () => {
    const without = await test.call(`GET ${catalogs}/shares`);
    expect([without.status, without.json.error_code]).toEqual([401, 'UNAUTHENTICATED']);
    const wrong = await test.call(`GET ${catalogs}/shares`, { token: 'dapi00000000000000000000000000000000' });
    expect([wrong.status, wrong.json.error_code, wrong.json.message]).toEqual([403, 403, 'Invalid access token.']);
    expect(wrong.headers['x-databricks-reason-phrase']).toBe('Invalid access token.');
  });

  it('takes the token as the password of HTTP Basic', async () => {
    const authorization = `Basic ${Buffer.from(`token:${test.adminToken}`).toString('base64')}`;
    expect((await test.call(`GET ${catalogs}/shares`, { headers: { authorization } })).status).toBe(200);
  });

  it('reaches an operation under both versions of its path', async () => {
    for (const version of ['2.0', '2.1']) {
      expect((await test.admin(`GET /api/${version}/unity-catalog/metastore_summary`)).status).toBe(200);
    }
  });

  it('answers 501 by name for an operation that is not built, and 404 for a path that does not exist', async () => {
    const known = await test.admin('GET /api/2.1/clusters/list');
    expect([known.status, known.json.error_code]).toEqual([501, 'NOT_IMPLEMENTED']);
    expect(known.json.message).toContain('clusters.list');
    const unknown = await test.admin('GET /api/2.1/boats?secret=1');
    expect([unknown.status, unknown.json.error_code]).toEqual([404, 'ENDPOINT_NOT_FOUND']);
    expect(unknown.json.message).toBe("No API found for 'GET /api/2.1/boats'.");
  });

  it('writes errors in the dialect of the path', async () => {
    const scim = await test.call('GET /api/2.0/preview/scim/v2/Me');
    expect(scim.json).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '401' });
    const sharing = await test.call('GET /delta-sharing/shares');
    expect(sharing.json).toEqual({ errorCode: 'UNAUTHENTICATED', message: expect.any(String) });
    const platform = await test.admin(`GET ${catalogs}/shares/none`);
    expect(platform.json).toEqual({
      error_code: 'SHARE_DOES_NOT_EXIST',
      message: "Share 'none' does not exist.",
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.RequestInfo',
          request_id: platform.headers['x-request-id'],
          metadata: {},
        },
      ],
    });
    const undecodable = await test.call('GET /delta-sharing/shares/%ff');
    expect([undecodable.status, undecodable.json]).toEqual([
      400,
      { errorCode: 'MALFORMED_REQUEST', message: expect.stringContaining("'/delta-sharing/shares/%ff'") },
    ]);
    expect(undecodable.headers['x-request-id']).toEqual(expect.any(String));
    const tooLong = await test.admin(`GET ${catalogs}/shares/${'x'.repeat(9000)}`);
    expect([tooLong.status, tooLong.json.error_code]).toEqual([400, 'MALFORMED_REQUEST']);
    const hub = await test.call('GET /api/2.0/partnerhub/self-test-partners/get');
    expect(hub.headers['x-databricks-reason-phrase']).toBe(hub.json.message);
  });

  it('takes a body without a content type, with an odd one, and from a GET', async () => {
    const create = (name: string, contentType: string) =>
      test.call(`POST ${catalogs}/shares`, {
        token: test.adminToken,
        body: JSON.stringify({ name }),
        headers: { 'content-type': contentType },
      });
    expect((await create('odd1', 'text/plain')).status).toBe(200);
    expect((await create('odd2', 'json')).status).toBe(200);
    expect((await create('odd3', 'application/x-www-form-urlencoded')).status).toBe(200);
    const listed = await test.call(`GET ${catalogs}/shares`, { token: test.adminToken, body: { max_results: 1 } });
    expect(listed.json.shares).toHaveLength(1);
  });

  it.each([
    ['a body that is not JSON', '{"name":', 'MALFORMED_REQUEST'],
    ['a body that is not an object', '["x"]', 'MALFORMED_REQUEST'],
    ['a missing field', '{}', 'INVALID_PARAMETER_VALUE'],
    ['a field of the wrong type', '{"name":{"first":"x"}}', 'INVALID_PARAMETER_VALUE'],
    ['a name with a slash', '{"name":"a/b"}', 'INVALID_PARAMETER_VALUE'],
    ['a name with a space', '{"name":"a b"}', 'INVALID_PARAMETER_VALUE'],
    ['an empty name', '{"name":""}', 'INVALID_PARAMETER_VALUE'],
  ])('refuses %s with 400 and changes nothing', async (_, body, code) => {
    const before = (await test.admin(`GET ${catalogs}/shares`)).json;
    const response = await test.call(`POST ${catalogs}/shares`, { token: test.adminToken, body });
    expect([response.status, response.json.error_code]).toEqual([400, code]);
    expect(response.json.message.length).toBeGreaterThan(10);
    expect((await test.admin(`GET ${catalogs}/shares`)).json).toEqual(before);
  });

  it('names the field that is missing or wrong', async () => {
    const missing = await test.admin(`POST ${catalogs}/shares`, {});
    expect(missing.json.message).toBe('Missing required field: name.');
    const wrong = await test.admin(`PATCH ${catalogs}/shares/x`, {
      updates: [{ action: 'PAINT', data_object: { name: 'a.b.c' } }],
    });
    expect(wrong.json.message).toContain("'updates[0].action' must be one of ");
  });

  it('refuses a body that is too large without reading it to its end', async () => {
    const response = await test.admin(`POST ${catalogs}/shares`, { name: 'x'.repeat(5_000_000) });
    expect(response.status).toBe(400);
  });
});

describe('pages of a list', () => {
  let test: TestWorkspace;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
    for (const name of ['a', 'b', 'c']) await test.admin(`POST ${catalogs}/shares`, { name });
  });
  afterAll(() => test.close());

  const names = (json: { shares: { name: string }[] }) => json.shares.map(share => share.name);

  it('follow each other by token until the last, which has none', async () => {
    const first = await test.admin(`GET ${catalogs}/shares?max_results=2`);
    expect(names(first.json)).toEqual(['a', 'b']);
    const second = await test.admin(`GET ${catalogs}/shares?max_results=2&page_token=${first.json.next_page_token}`);
    expect(names(second.json)).toEqual(['c']);
    expect(second.json).not.toHaveProperty('next_page_token');
  });

  it('give everything for max_results 0, and refuse a negative number', async () => {
    expect(names((await test.admin(`GET ${catalogs}/shares?max_results=0`)).json)).toEqual(['a', 'b', 'c']);
    expect((await test.admin(`GET ${catalogs}/shares?max_results=-1`)).status).toBe(400);
  });

  it('refuse a token of another list, of another caller, and one that was altered', async () => {
    const { json } = await test.admin(`GET ${catalogs}/shares?max_results=2`);
    const token: string = json.next_page_token;
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const other = await test.addUser('other@example.com');
    const attempts = [
      await test.admin(`GET ${catalogs}/recipients?page_token=${token}`),
      await test.admin(`GET ${catalogs}/shares?page_token=${altered}`),
      await test.admin(`GET ${catalogs}/shares?page_token=nonsense`),
      await test.call(`GET ${catalogs}/shares?page_token=${token}`, { token: other }),
    ];
    for (const { status, json: body } of attempts) {
      expect([status, body.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    }
  });
});
