import { apiScopes, type Operation, type Service, scopeOf, services } from '@boathouse/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toRequest } from './testing/operation-request.ts';
import { openTestWorkspace, type TestResponse, type TestWorkspace } from './testing/test-workspace.ts';

/** Every operation that is called with a token of the workspace. */
const operations = Object.values<Service>(services).flatMap(({ name: service, domain, operations: declared }) =>
  Object.entries<Operation>(declared)
    .filter(([, { access }]) => access.kind !== 'public' && access.kind !== 'recipient')
    .map(([name, operation]) => ({ id: `${service}.${name}`, operation, needed: scopeOf(domain, operation) })),
);

const limited = operations.flatMap(({ needed, ...rest }) => (needed === undefined ? [] : [{ ...rest, needed }]));

/** A request of the right form, about nothing that exists. */
const anyRequest = (operation: Operation) => {
  const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? '');
  return toRequest(operation, Object.fromEntries(names.map(name => [name, '0'])));
};

const isRefusedByScope = ({ status, json, text }: TestResponse, needed: string): boolean =>
  status === 403 && (text === '' || JSON.stringify(json).includes(`API scope '${needed}'`));

describe('API scopes of tokens', () => {
  let test: TestWorkspace;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
  });
  afterAll(() => test.close());

  /** An administrator's token of some scopes, made once. */
  const tokenOf = async (...scopes: readonly string[]): Promise<string> => {
    const key = scopes.join();
    const known = tokens.get(key);
    if (known !== undefined) return known;
    const { status, json, text } = await test.admin('POST /api/2.0/token/create', { scopes });
    expect([status, text]).toEqual([200, expect.anything()]);
    tokens.set(key, json.token_value);
    return json.token_value;
  };

  const call = async (operation: Operation, ...scopes: readonly string[]): Promise<TestResponse> => {
    const { line, body } = anyRequest(operation);
    return test.call(line, { token: await tokenOf(...scopes), body });
  };

  /** Every scope, for reading and writing, but the one that is needed. */
  const allBut = (needed: string): readonly string[] => {
    const base = needed.replace(':read', '');
    const others = Object.keys(apiScopes).filter(scope => scope !== base && scope !== 'all-apis');
    // What only reads does not open what writes.
    return needed === base ? [...others, `${base}:read`, 'all-apis:read'] : others;
  };

  it.each(limited)('$id is refused without $needed, and the refusal names it', async ({ operation, needed }) => {
    const refused = await call(operation, ...allBut(needed));
    expect(isRefusedByScope(refused, needed)).toBe(true);
    const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json;
    expect(JSON.stringify(records)).toContain(needed);
  });

  it.each(limited)(
    '$id is not refused with $needed, with the whole scope or with all',
    async ({ operation, needed }) => {
      const base = needed.replace(':read', '');
      for (const scope of new Set([needed, base, 'all-apis', ...(needed === base ? [] : ['all-apis:read'])])) {
        expect(isRefusedByScope(await call(operation, scope), needed)).toBe(false);
      }
    },
  );

  it('let everybody ask who they are', async () => {
    for (const scope of Object.keys(apiScopes)) {
      expect((await test.call('GET /api/2.0/preview/scim/v2/Me', { token: await tokenOf(scope) })).status).toBe(200);
    }
  });

  it('are kept to by the token of anybody, beside what its principal may do', async () => {
    const user = await test.addUser('limited@example.com');
    const body = { scopes: ['unity-catalog:read'] };
    const token = (await test.call('POST /api/2.0/token/create', { token: user, body })).json.token_value;
    expect((await test.call('GET /api/2.1/unity-catalog/catalogs', { token })).status).toBe(200);
    const create = (scoped: string) =>
      test.call('POST /api/2.1/unity-catalog/catalogs', { token: scoped, body: { name: 'new' } });
    expect((await create(token)).json.message).toBe(
      "catalogs.create needs API scope 'unity-catalog', which the credential does not have. It has unity-catalog:read.",
    );
    expect((await create(user)).json.message).not.toContain('scope');
  });

  it('cannot be got round by making another token, but with authentication', async () => {
    for (const scope of Object.keys(apiScopes)) {
      const body = { scopes: ['all-apis'] };
      const { status } = await test.call('POST /api/2.0/token/create', { token: await tokenOf(scope), body });
      expect([scope, status]).toEqual([scope, scope === 'all-apis' || scope === 'authentication' ? 200 : 403]);
    }
  });
});
