import { describe, expect, test } from 'vitest';
import { domains } from './domains.ts';
import { isRead, type Operation, type Service, scopeOf } from './operation.ts';
import { apiScopes, domainScopes, isApiScope, scopesCover } from './scopes.ts';
import { services } from './services.ts';

const operations = Object.values<Service>(services).flatMap(({ name: service, domain, operations }) =>
  Object.entries<Operation>(operations).map(([name, operation]) => ({ id: `${service}.${name}`, domain, operation })),
);

describe('names of scopes', () => {
  test.each([...Object.keys(apiScopes), 'sql:read', 'all-apis:read'])('%s is one', name => {
    expect(isApiScope(name)).toBe(true);
  });

  test.each(['', 'SQL', 'sql:write', ':read', 'sql:read:read', 'everything', 'toString', 'constructor:read', ' sql'])(
    '%j is none',
    name => {
      expect(isApiScope(name)).toBe(false);
    },
  );
});

describe('what a scope opens', () => {
  test.each([
    { held: ['sql'], needed: 'sql', covers: true },
    { held: ['sql'], needed: 'sql:read', covers: true },
    { held: ['sql:read'], needed: 'sql:read', covers: true },
    { held: ['sql:read'], needed: 'sql', covers: false },
    { held: ['clusters', 'sql:read'], needed: 'sql', covers: false },
    { held: ['all-apis'], needed: 'authentication', covers: true },
    { held: ['all-apis:read'], needed: 'authentication:read', covers: true },
    { held: ['all-apis:read'], needed: 'authentication', covers: false },
    { held: [], needed: 'sql:read', covers: false },
  ])('$held, for $needed: $covers', ({ held, needed, covers }) => {
    expect(scopesCover(held, needed)).toBe(covers);
  });
});

describe('what operations need', () => {
  test('every domain has a scope, and every scope opens something', () => {
    expect(Object.keys(domainScopes)).toEqual([...domains].filter(domain => domain in domainScopes));
    const needed = new Set(operations.map(({ domain, operation }) => scopeOf(domain, operation)?.replace(':read', '')));
    expect(Object.keys(apiScopes).filter(scope => scope !== 'all-apis' && !needed.has(scope))).toEqual([]);
  });

  test('every operation needs a scope that exists, and only Me needs none', () => {
    const all = operations.map(({ id, domain, operation }) => ({ id, needed: scopeOf(domain, operation) }));
    expect(all.filter(({ needed }) => needed === undefined).map(({ id }) => id)).toEqual(['currentUser.me']);
    expect(all.filter(({ needed }) => needed !== undefined && !isApiScope(needed))).toEqual([]);
  });

  test('reading needs less than writing', () => {
    const wrong = operations.filter(
      ({ domain, operation }) => scopeOf(domain, operation)?.endsWith(':read') === !isRead(operation),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('whatever makes a credential, or says who may have one, is not among the scopes of what it is for', () => {
    const of = (wanted: RegExp) =>
      new Set(
        operations
          .filter(({ id }) => wanted.test(id))
          .map(({ domain, operation }) => scopeOf(domain, operation)?.replace(':read', '')),
      );
    expect(of(/^(tokens|servicePrincipalSecretsProxy)\./)).toEqual(new Set(['authentication']));
    expect(of(/^tokenManagement\.(?!.*[pP]ermission)/)).toEqual(new Set(['authentication']));
    const permissions = operations.filter(({ operation }) => operation.path.startsWith('/api/2.0/permissions/'));
    expect(new Set(permissions.map(({ operation, domain }) => scopeOf(domain, operation)))).toEqual(
      new Set(['access-management', 'access-management:read']),
    );
  });
});
