/**
 * The one error table. A row says how a code travels (HTTP status), how the SDK throws it (class) and how the CLI ends
 * (exit code). Codes and statuses are those that the official Databricks clients class errors by.
 */
export interface ErrorRow {
  /** The HTTP status that the code is answered with. */
  readonly status: number;
  /** The class that the SDK throws for it. */
  readonly sdkClass: string;
  /** The exit code of the CLI. */
  readonly exit: number;
  /** When it is sent, for `docs/errors.md`. */
  readonly description: string;
}

const row = (status: number, sdkClass: string, description: string, exit = 1): ErrorRow => ({
  status,
  sdkClass,
  exit,
  description,
});

const missing = (kind: string) => row(404, 'NotFound', `The ${kind} does not exist, or the caller may not see it.`);
const exists = (kind: string) =>
  row(409, 'ResourceConflict', `${/^[aeiou]/.test(kind) ? 'An' : 'A'} ${kind} of that name exists already.`);

/** Error code → what follows from it. */
export const errorTable = {
  BAD_REQUEST: row(400, 'BadRequest', 'The request makes no sense in the present state.'),
  MALFORMED_REQUEST: row(400, 'BadRequest', 'The body is not what its content type says, or not an object.'),
  INVALID_PARAMETER_VALUE: row(400, 'InvalidParameterValue', 'A field is missing, of the wrong type or out of range.'),
  'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP': row(400, 'BadRequest', 'The location overlaps one that is in use.'),
  INVALID_STATE: row(400, 'InvalidState', 'The object is in a state that does not allow the call.'),
  CATALOG_NOT_EMPTY: row(400, 'BadRequest', 'The catalog holds schemas; `force` deletes them too.'),
  SCHEMA_NOT_EMPTY: row(400, 'BadRequest', 'The schema holds objects; `force` deletes them too.'),
  UNAUTHENTICATED: row(401, 'Unauthenticated', 'No credential, or one that is not valid any more.', 4),
  PERMISSION_DENIED: row(403, 'PermissionDenied', 'The caller is known and may not do this.'),
  INVALID_ACCESS_TOKEN: row(
    403,
    'PermissionDenied',
    'A token that the workspace does not know, or that has expired.',
    4,
  ),
  FEATURE_DISABLED: row(403, 'PermissionDenied', 'A setting of the workspace turns the feature off.'),
  ENDPOINT_NOT_FOUND: row(404, 'NotFound', 'There is no such path.'),
  NOT_FOUND: row(404, 'NotFound', 'The thing does not exist.'),
  RESOURCE_DOES_NOT_EXIST: row(404, 'ResourceDoesNotExist', 'The thing does not exist, or the caller may not see it.'),
  METASTORE_DOES_NOT_EXIST: missing('metastore'),
  CATALOG_DOES_NOT_EXIST: missing('catalog'),
  SCHEMA_DOES_NOT_EXIST: missing('schema'),
  TABLE_DOES_NOT_EXIST: missing('table'),
  STORAGE_CREDENTIAL_DOES_NOT_EXIST: missing('storage credential'),
  EXTERNAL_LOCATION_DOES_NOT_EXIST: missing('external location'),
  SHARE_DOES_NOT_EXIST: missing('share'),
  RECIPIENT_DOES_NOT_EXIST: missing('recipient'),
  PROVIDER_DOES_NOT_EXIST: missing('provider'),
  PRINCIPAL_DOES_NOT_EXIST: missing('principal'),
  RESOURCE_CONFLICT: row(409, 'ResourceConflict', 'Another change got there first.'),
  RESOURCE_ALREADY_EXISTS: row(409, 'ResourceAlreadyExists', 'The thing exists already.'),
  ALREADY_EXISTS: row(409, 'AlreadyExists', 'The thing exists already.'),
  ABORTED: row(409, 'Aborted', 'The change was aborted by a concurrent one; try again.'),
  CATALOG_ALREADY_EXISTS: exists('catalog'),
  SCHEMA_ALREADY_EXISTS: exists('schema'),
  TABLE_ALREADY_EXISTS: exists('table'),
  STORAGE_CREDENTIAL_ALREADY_EXISTS: exists('storage credential'),
  EXTERNAL_LOCATION_ALREADY_EXISTS: exists('external location'),
  SHARE_ALREADY_EXISTS: exists('share'),
  RECIPIENT_ALREADY_EXISTS: exists('recipient'),
  PROVIDER_ALREADY_EXISTS: exists('provider'),
  QUOTA_EXCEEDED: row(400, 'BadRequest', 'A limit of the workspace is reached.'),
  RESOURCE_LIMIT_EXCEEDED: row(400, 'BadRequest', 'The answer or the object would exceed a limit.'),
  REQUEST_LIMIT_EXCEEDED: row(429, 'RequestLimitExceeded', 'Too many requests; `Retry-After` says when to come back.'),
  RESOURCE_EXHAUSTED: row(429, 'ResourceExhausted', 'A resource is used up for now.'),
  CANCELLED: row(499, 'Cancelled', 'The caller gave up.', 2),
  INTERNAL_ERROR: row(500, 'InternalError', 'A defect of the server; the request id finds it in the log.'),
  UNKNOWN: row(500, 'Unknown', 'A failure that has no better name.'),
  DATA_LOSS: row(500, 'DataLoss', 'Stored data is damaged.'),
  NOT_IMPLEMENTED: row(501, 'NotImplemented', 'The operation is known and not built yet.'),
  TEMPORARILY_UNAVAILABLE: row(503, 'TemporarilyUnavailable', 'Something that the server needs is away.'),
  DEADLINE_EXCEEDED: row(504, 'DeadlineExceeded', 'It took too long.'),
} as const satisfies Record<string, ErrorRow>;

/** A code of the error table. */
export type ErrorCode = keyof typeof errorTable;

/** Codes that any operation may answer, and that no declaration repeats. */
export const commonErrors = [
  'MALFORMED_REQUEST',
  'INVALID_PARAMETER_VALUE',
  'UNAUTHENTICATED',
  'PERMISSION_DENIED',
  'INTERNAL_ERROR',
  'TEMPORARILY_UNAVAILABLE',
] as const satisfies readonly ErrorCode[];
