import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

const scim = '/api/2.0/preview/scim/v2';
const core = 'urn:ietf:params:scim:schemas:core:2.0';

describe('what identity providers find out', () => {
  let test: TestWorkspace;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
  });
  afterAll(() => test.close());

  const get = async (path: string) => (await test.call(`GET ${scim}/${path}`)).json;

  it('is open to everybody, and says what there is not', async () => {
    expect(await get('ServiceProviderConfig')).toMatchObject({
      schemas: [`${core}:ServiceProviderConfig`],
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 10_000 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: false },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
      meta: { location: `http://boathouse.test${scim}/ServiceProviderConfig` },
    });
  });

  it('names every type of resources with its schema', async () => {
    const { totalResults, Resources } = await get('ResourceTypes');
    expect([totalResults, Resources.map((type: { id: string }) => type.id)]).toEqual([
      3,
      ['User', 'Group', 'ServicePrincipal'],
    ]);
    for (const type of Resources) {
      expect(await get(`ResourceTypes/${type.id}`)).toEqual(type);
      expect((await get(`Schemas/${type.schema}`)).id).toBe(type.schema);
      const list = await test.admin(`GET ${scim}${type.endpoint}?count=0`);
      expect(list.status).toBe(200);
    }
  });

  it('names every attribute that resources have, and no other', async () => {
    await test.admin(`POST ${scim}/Users`, {
      ...{ userName: 'all@example.com', displayName: 'All', name: { givenName: 'A', familyName: 'L' } },
      ...{ entitlements: [{ value: 'workspace-access' }], roles: [{ value: 'r' }], externalId: 'x' },
    });
    const namesIn = (attributes: readonly { name: string }[]) => attributes.map(({ name }) => name).sort();
    const { attributes } = await get(`Schemas/${core}:User`);
    const filter = encodeURIComponent('userName eq all@example.com');
    const [user] = (await test.admin(`GET ${scim}/Users?filter=${filter}`)).json.Resources;
    const { id: _, schemas: __, externalId: ___, ...own } = user;
    expect(namesIn(attributes)).toEqual(Object.keys(own).sort());
    for (const { name, multiValued, subAttributes } of attributes) {
      const [element] = multiValued ? own[name] : [own[name]];
      if (subAttributes !== undefined) {
        expect(namesIn(subAttributes)).toEqual(expect.arrayContaining(Object.keys(element)));
      }
    }
    expect(namesIn((await get(`Schemas/${core}:Group`)).attributes)).toEqual(
      ['displayName', 'members', 'entitlements', 'roles', 'groups'].sort(),
    );
  });

  it('is missing by name what it does not know', async () => {
    for (const path of ['Schemas/urn:x', 'ResourceTypes/Role']) {
      const { status, json } = await test.call(`GET ${scim}/${path}`);
      expect([status, json.status]).toEqual([404, '404']);
      expect(json.detail).toContain('There are');
    }
  });

  it('has no bulk and no search by POST', async () => {
    for (const path of ['Bulk', '.search', 'Users/.search']) {
      const { status, json } = await test.admin(`POST ${scim}/${path}`, {});
      expect([status, json.schemas]).toEqual([404, ['urn:ietf:params:scim:api:messages:2.0:Error']]);
    }
  });
});

describe('the ways to SCIM', () => {
  let test: TestWorkspace;
  let app: FastifyInstance;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
    app = test.app;
  });
  afterAll(() => test.close());

  it.each([
    '/api/2.0/preview/scim/v2',
    '/api/2.1/preview/scim/v2',
    '/api/2.0/account/scim/v2',
    '/api/2.0/accounts/7b5f3a1c-0000-4000-8000-000000000000/scim/v2',
    '/api/2.1/accounts/1/scim/v2',
  ] as const)('lead through %s, with its errors', async prefix => {
    expect((await test.admin(`GET ${prefix}/Me`)).json.userName).toBe('admin@localhost');
    const missing = await test.admin(`GET ${prefix}/Users/1`);
    expect([missing.status, missing.json.status]).toEqual([404, '404']);
    expect((await test.admin(`GET ${prefix}/Nothing`)).json.schemas).toHaveLength(1);
  });

  it.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/scim+json', 'application/scim+json; charset=utf-8'],
    ['application/json;q=0.5, application/scim+json', 'application/scim+json; charset=utf-8'],
  ])('answer whoever accepts %s by %s', async (accept, expected) => {
    const headers = accept === undefined ? {} : { accept };
    for (const path of ['Me', 'Users/1']) {
      const answer = await test.call(`GET ${scim}/${path}`, { token: test.adminToken, headers });
      expect(answer.headers['content-type']).toBe(expected);
    }
    const other = await test.call('GET /api/2.0/token/list', { token: test.adminToken, headers });
    expect(other.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('take application/scim+json', async () => {
    const payload = JSON.stringify({ userName: 'typed@example.com' });
    const headers = { authorization: `Bearer ${test.adminToken}`, 'content-type': 'application/scim+json' };
    expect((await app.inject({ method: 'POST', url: `${scim}/Users`, headers, payload })).statusCode).toBe(201);
    const broken = await app.inject({ method: 'POST', url: `${scim}/Users`, headers, payload: '{' });
    expect([broken.statusCode, broken.json().scimType]).toEqual([400, 'invalidSyntax']);
  });
});
