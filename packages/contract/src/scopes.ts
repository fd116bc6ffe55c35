import type { Domain } from './domains.ts';

/**
 * The API scopes that a token can be limited to, and what each opens. Names are those of Databricks where it has one for
 * the same thing. Each also exists for reading alone, with `:read` behind its name: `sql:read`, `all-apis:read`.
 */
export const apiScopes = {
  'all-apis': 'Everything that the principal may do.',
  'access-management': 'Permissions on workspace objects: tokens, clusters, warehouses.',
  authentication: 'Tokens and OAuth secrets. It can make a token of any scope, so it is as good as `all-apis`.',
  scim: 'Users, groups and service principals.',
  settings: 'Settings of the workspace.',
  audit: 'The audit trail.',
  secrets: 'Secrets and their scopes.',
  'unity-catalog': 'The metastore: catalogs, schemas, tables, volumes, locations, grants.',
  sharing: 'Shares, recipients and providers.',
  sql: 'Warehouses and SQL statements.',
  clusters: 'Clusters.',
  marketplace: 'Listings and exchanges.',
  'partner-connect': 'Partners and their connections.',
} as const satisfies Record<string, string>;

/** An API scope that opens reading and writing. */
export type ApiScope = keyof typeof apiScopes;

/** What the operations of a domain need, unless an operation says otherwise. */
export const domainScopes: Readonly<Record<Domain, ApiScope>> = {
  audit: 'audit',
  identity: 'scim',
  permissions: 'access-management',
  tokens: 'authentication',
  secrets: 'secrets',
  catalog: 'unity-catalog',
  sharing: 'sharing',
  // Recipients have no scopes: what they see, their grants say.
  'delta-sharing': 'sharing',
  sql: 'sql',
  clusters: 'clusters',
  marketplace: 'marketplace',
  'partner-connect': 'partner-connect',
};

const reading = ':read';

/** The scope that opens only what reads. */
export const readScope = (scope: ApiScope): string => `${scope}${reading}`;

/** Whether a name is that of an API scope: one of `apiScopes`, or the reading half of one. */
export const isApiScope = (name: string): boolean =>
  Object.hasOwn(apiScopes, name.endsWith(reading) ? name.slice(0, -reading.length) : name);

/**
 * Whether a credential that is limited to some scopes may do what needs one.
 *
 * @param held the scopes of the credential
 * @param needed what `scopeOf` says of the operation
 */
export const scopesCover = (held: readonly string[], needed: string): boolean => {
  if (held.includes('all-apis') || held.includes(needed)) return true;
  return (
    needed.endsWith(reading) && (held.includes(needed.slice(0, -reading.length)) || held.includes('all-apis:read'))
  );
};
