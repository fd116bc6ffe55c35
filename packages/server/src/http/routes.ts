import type { Operation } from '@boathouse/contract';

/** Official clients use either version of most paths, so each operation is reached under both. */
const versions = (path: string): string[] => {
  const version = /^\/api\/2\.[01]\//;
  return version.test(path) ? [path.replace(version, '/api/2.0/'), path.replace(version, '/api/2.1/')] : [path];
};

/** Profiles that Databricks made name the sharing endpoint so. */
const databricksSharingPrefix = '/api/2.0/delta-sharing/metastores/:metastore';

const sharingPrefixes = (path: string): string[] =>
  path.startsWith('/delta-sharing/') ? [path, path.replace('/delta-sharing', databricksSharingPrefix)] : [path];

/** `/a/{b}/c:batchGet` → `/a/:b/c::batchGet`, as the router writes it. */
const toRoute = (operation: Operation): string => {
  const literal = operation.path.replaceAll(':', '::');
  return operation.restOfUrl === undefined
    ? literal.replace(/\{([^}]+)\}/g, ':$1')
    : literal.replace(`{${operation.restOfUrl}}`, '*');
};

/** Every route that reaches an operation. */
export const pathsOf = (operation: Operation): string[] => versions(toRoute(operation)).flatMap(sharingPrefixes);
