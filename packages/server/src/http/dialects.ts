import type { ApiError } from './api-error.ts';

/** How one protocol writes an error. */
export interface Dialect {
  readonly body: (error: ApiError, requestId: string) => object;
  readonly headers?: (error: ApiError) => Readonly<Record<string, string>>;
  /** The status, where the protocol's clients need another than the error table says. */
  readonly status?: (error: ApiError) => number;
}

/** `{error_code, message, details}`: what the official SDKs and Terraform read. */
export const platform: Dialect = {
  body: (error, requestId) => ({
    // The one integer code that is left: clients know a bad token by it.
    error_code: error.code === 'INVALID_ACCESS_TOKEN' ? 403 : error.code,
    message: error.message,
    // `metadata` is there because one official client reads it without asking.
    details: [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', request_id: requestId, metadata: {} }],
  }),
  headers: error => (error.code === 'INVALID_ACCESS_TOKEN' ? { 'x-databricks-reason-phrase': error.message } : {}),
};

/** RFC 7644 §3.12. */
export const scim: Dialect = {
  body: error => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    detail: error.message,
    status: String(error.status),
    ...(error.status === 409 ? { scimType: 'uniqueness' } : {}),
    ...(error.status === 400 ? { scimType: 'invalidValue' } : {}),
  }),
};

/** RFC 6749 §5.2. */
export const oauth: Dialect = {
  body: error => ({
    error: error.status === 401 ? 'invalid_client' : 'invalid_request',
    error_description: error.message,
  }),
};

/** The Delta Sharing protocol's own. */
export const deltaSharing: Dialect = {
  body: error => ({ errorCode: error.code, message: error.message }),
  // Clients repeat a 5xx for a hundred seconds; what is not built will not be built meanwhile.
  status: error => (error.code === 'NOT_IMPLEMENTED' ? 400 : error.status),
};

/** The partner hub's: its command line reads the header when a body is not JSON. */
export const partnerHub: Dialect = {
  body: error => ({ error_code: error.code, message: error.message }),
  headers: error => ({ 'x-databricks-reason-phrase': error.message.replace(/[^\x20-\x7e]/g, '?') }),
};

const byPath: readonly (readonly [RegExp, Dialect])[] = [
  [/^\/api\/2\.\d\/preview\/scim\//, scim],
  [/^\/oidc\//, oauth],
  [/^\/delta-sharing\//, deltaSharing],
  [/^\/api\/2\.0\/delta-sharing\//, deltaSharing],
  [/^\/api\/2\.0\/partnerhub\//, partnerHub],
];

/** The dialect that a path is answered in, whether or not there is such a path. */
export const dialectOf = (path: string): Dialect => byPath.find(([pattern]) => pattern.test(path))?.[1] ?? platform;
