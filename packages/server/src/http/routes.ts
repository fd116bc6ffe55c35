import type { Operation } from '@boathouse/contract';

/** Official clients use either version of most paths, so each operation is reached under both. */
const versions = (path: string): string[] => {
  const version = /^\/api\/2\.[01]\//;
  return version.test(path) ? [path.replace(version, '/api/2.0/'), path.replace(version, '/api/2.1/')] : [path];
};

/** Profiles that Databricks made name the sharing endpoint so. */
const databricksSharingPrefix = '/api/2.0/delta-sharing/metastores/:metastore';

/** The endpoint of one recipient, where it comes with tokens of an issuer of its own. */
const recipientPrefix = `${databricksSharingPrefix}/recipients/:recipient_id`;

const sharingPrefixes = (path: string): string[] =>
  path.startsWith('/delta-sharing/')
    ? [path, ...[databricksSharingPrefix, recipientPrefix].map(prefix => path.replace('/delta-sharing', prefix))]
    : [path];

/** Clients that are configured for an account, and proxies of its API in a workspace, reach SCIM so. */
const accountPrefixes = ['/account/scim/v2/', '/accounts/:account_id/scim/v2/'];

const scimPrefixes = (path: string): string[] => [
  path,
  ...(path.includes('/preview/scim/v2/')
    ? accountPrefixes.map(prefix => path.replace('/preview/scim/v2/', prefix))
    : []),
];

/** Account-level clients, and Terraform, name an account before a service principal; there is one account here. */
const secretPrefixes = (path: string): string[] =>
  path.includes('/accounts/servicePrincipals/') ? [path, path.replace('/accounts/', '/accounts/:account_id/')] : [path];

/** Permissions had a preview, and those of warehouses have had other names. */
const permissionPaths = (path: string): string[] => {
  const paths = path.includes('/permissions/warehouses/')
    ? ['warehouses', 'sql/warehouses', 'sql/endpoints'].map(name => path.replace('/warehouses/', `/${name}/`))
    : [path];
  const preview = paths.map(each => each.replace(/^(\/api\/2\.\d)\/permissions\//, '$1/preview/permissions/'));
  return [...new Set([...paths, ...preview])];
};

/** `/a/{b}/c:batchGet` → `/a/:b/c::batchGet`, as the router writes it. */
const toRoute = (operation: Operation): string => {
  const literal = operation.path.replaceAll(':', '::');
  return operation.restOfUrl === undefined
    ? literal.replace(/\{([^}]+)\}/g, ':$1')
    : literal.replace(`{${operation.restOfUrl}}`, '*');
};

/** Every route that reaches an operation. */
export const pathsOf = (operation: Operation): string[] =>
  versions(toRoute(operation))
    .flatMap(sharingPrefixes)
    .flatMap(scimPrefixes)
    .flatMap(secretPrefixes)
    .flatMap(permissionPaths);
