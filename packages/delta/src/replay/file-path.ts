// The path of an add action, as SQL: a URI by the Delta protocol, absolute or relative to the table's root.

/** Where files may lie that are not below the table: the schemes of local folders and of the object stores. */
const schemes = 'file|s3|s3a|abfss|wasbs|gs';
const absolutePattern = '^[A-Za-z][A-Za-z0-9+.-]*:/';

/** SQL: the path with its percent-encoding undone, which must happen exactly once; NULL if it is none. */
const decoded = (path: string) => `CASE WHEN contains(${path}, '%') THEN TRY(url_decode(${path})) ELSE ${path} END`;

/** SQL: the path of an object below the table's root; a URI stays as it is. For paths that have no problem. */
export function objectPath(path: string): string {
  return `CASE WHEN contains(${path}, '%') AND NOT regexp_matches(${path}, '${absolutePattern}')
    THEN url_decode(${path}) ELSE ${path} END`;
}

/**
 * SQL: why a path cannot be served, a key of {@link pathComplaints}, or NULL. The first pattern only finds paths that
 * are worth a closer look. Control characters are refused because lines and fields of a scan are separated by them.
 */
export function pathProblem(path: string): string {
  return `CASE
  WHEN NOT regexp_matches(${path}, '^$|^[/\\\\]|^[A-Za-z][A-Za-z0-9+.-]*:|\\.\\.|%|[\\x00-\\x1f\\x7f]') THEN NULL
  WHEN ${path} = '' THEN 'empty'
  WHEN starts_with(${path}, '/') THEN 'bare'
  WHEN regexp_matches(${path}, '%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)') OR (${decoded(path)}) IS NULL THEN 'encoding'
  WHEN regexp_matches(${decoded(path)}, '^[/\\\\]|(^|[/\\\\])\\.\\.([/\\\\]|$)') THEN 'climbing'
  WHEN regexp_matches(${decoded(path)}, '[\\x00-\\x1f\\x7f]') THEN 'control'
  WHEN regexp_matches(${path}, '^(${schemes}):/') THEN CASE WHEN regexp_matches(${path}, '[?#]') THEN 'query' END
  WHEN regexp_matches(${path}, '^[A-Za-z][A-Za-z0-9+.-]*:') THEN 'scheme'
  WHEN regexp_matches(${decoded(path)}, '${absolutePattern}') THEN 'disguised'
END`;
}

/** SQL: whether a path is a URI that names its place by itself. */
export const isAbsolute = (path: string) => `regexp_matches(${path}, '${absolutePattern}')`;

/** Problem of a path → code of the error, and what to say of the path. */
export const pathComplaints: Readonly<Record<string, readonly ['CORRUPT_LOG' | 'UNSUPPORTED_FEATURE', string]>> = {
  empty: ['CORRUPT_LOG', 'is empty'],
  bare: ['UNSUPPORTED_FEATURE', 'is absolute without saying in which file system'],
  encoding: ['CORRUPT_LOG', 'is not a valid percent-encoded path'],
  climbing: ['CORRUPT_LOG', 'leads out of the table'],
  control: ['CORRUPT_LOG', 'holds control characters'],
  query: ['CORRUPT_LOG', 'is a URI with a query or a fragment'],
  scheme: [
    'UNSUPPORTED_FEATURE',
    `is absolute, and none of the kinds that are known: ${schemes.replaceAll('|', ', ')}`,
  ],
  disguised: ['CORRUPT_LOG', 'is a URI disguised as a relative path'],
};
