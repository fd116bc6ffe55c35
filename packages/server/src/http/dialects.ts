import type { ErrorCode } from '@boathouse/contract';
import { OAuthError } from '../identity/oauth/oauth-error.ts';
import type { ApiError, ScimType } from './api-error.ts';

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

/** None when a name is taken: Terraform compares the whole message, which the Go SDK begins with this word. */
const scimTypes: Partial<Record<ErrorCode, ScimType>> = {
  MALFORMED_REQUEST: 'invalidSyntax',
  INVALID_PARAMETER_VALUE: 'invalidValue',
};

/** RFC 7644 §3.12. */
export const scim: Dialect = {
  body: error => {
    const scimType = error.scimType ?? scimTypes[error.code];
    return {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      detail: error.message,
      status: String(error.status),
      ...(scimType === undefined ? {} : { scimType }),
    };
  },
};

const oauthCode = (error: ApiError): string => {
  if (error instanceof OAuthError) return error.error;
  if (error.status === 503) return 'temporarily_unavailable';
  return error.status >= 500 ? 'server_error' : 'invalid_request';
};

/** RFC 6749 §5.2. */
export const oauth: Dialect = {
  // The RFC has no place for quotation marks and other letters than those of ASCII in a description.
  body: error => ({ error: oauthCode(error), error_description: error.message.replace(/[^\x20-\x7e]|["\\]/g, "'") }),
  headers: error => (error.status === 401 ? { 'www-authenticate': 'Basic realm="Boathouse"' } : {}),
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
  [/^\/api\/2\.\d\/(preview|account|accounts\/[^/]+)\/scim\//, scim],
  [/^\/oidc\//, oauth],
  [/^\/delta-sharing\//, deltaSharing],
  [/^\/api\/2\.0\/delta-sharing\//, deltaSharing],
  [/^\/api\/2\.0\/partnerhub\//, partnerHub],
];

/** The dialect that a path is answered in, whether or not there is such a path. */
export const dialectOf = (path: string): Dialect => byPath.find(([pattern]) => pattern.test(path))?.[1] ?? platform;
