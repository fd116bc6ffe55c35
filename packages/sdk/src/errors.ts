/** What is known of an error answer. */
export interface ErrorFacts {
  /** The HTTP status. */
  readonly status: number;
  /** The server's `error_code`, `SCIM_<status>` on SCIM routes, or `HTTP_<status>` when the answer names none. */
  readonly errorCode: string;
  readonly message: string;
  /** The `details` of the answer, as they came. */
  readonly details: readonly unknown[];
  /** The server's id of the request: quote it to whoever runs the workspace. */
  readonly requestId: string | undefined;
  /** How long the server asked to wait before the next attempt, in milliseconds. */
  readonly retryAfter: number | undefined;
}

/** The workspace answered with an error. Never holds the token. */
export class ApiError extends Error implements ErrorFacts {
  readonly status: number;
  readonly errorCode: string;
  readonly details: readonly unknown[];
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(facts: ErrorFacts) {
    super(facts.message);
    this.name = new.target.name;
    this.status = facts.status;
    this.errorCode = facts.errorCode;
    this.details = facts.details;
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
  }
}

/** 400: the request cannot be served as it is. */
export class BadRequest extends ApiError {}
/** 400: a field is missing, of the wrong type or out of range. */
export class InvalidParameterValue extends BadRequest {}
/** 400: the object is in a state that does not allow the call. */
export class InvalidState extends BadRequest {}

/** 401: no credential, or one that is not valid any more. */
export class Unauthenticated extends ApiError {}

/** 403: the caller may not do this, or the token is not known. */
export class PermissionDenied extends ApiError {}

/** 404: there is no such thing, or the caller may not see it. */
export class NotFound extends ApiError {}
/** 404: the object that the request names does not exist. */
export class ResourceDoesNotExist extends NotFound {}

/** 409: the request conflicts with what is there. */
export class ResourceConflict extends ApiError {}
/** 409: a concurrent change aborted this one; try again. */
export class Aborted extends ResourceConflict {}
/** 409: the thing exists already. */
export class AlreadyExists extends ResourceConflict {}
/** 409: the thing exists already. */
export class ResourceAlreadyExists extends ResourceConflict {}

/** 429: too much at once. Thrown when repeating did not help. */
export class TooManyRequests extends ApiError {}
/** 429: too many requests. */
export class RequestLimitExceeded extends TooManyRequests {}
/** 429: a resource is used up for now. */
export class ResourceExhausted extends TooManyRequests {}

/** 499: the call was cancelled. */
export class Cancelled extends ApiError {}

/** 500: a defect of the server; the request id finds it in the server's log. */
export class InternalError extends ApiError {}
/** 500: a failure that the server has no better name for. */
export class Unknown extends InternalError {}
/** 500: stored data is damaged. */
export class DataLoss extends InternalError {}

/** 501: the server knows the operation and does not offer it. */
export class NotImplemented extends ApiError {}
/** 503: the server cannot answer now. Thrown when repeating did not help. */
export class TemporarilyUnavailable extends ApiError {}
/** 504: it took the server too long. */
export class DeadlineExceeded extends ApiError {}

/** No answer came, or it broke off. Whether a change was made is then unknown. */
export class ConnectionError extends Error {
  /** The system's word for it, such as `ECONNREFUSED`; `TIMEOUT` when the time for the answer was up. */
  readonly code: string;

  constructor(message: string, code: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ConnectionError';
    this.code = code;
  }
}

/** The client cannot be made, or the call cannot be sent, as it was asked for. Never holds the token. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigError';
  }
}

/** Nothing came of signing in, before the workspace was asked for anything: no token in a file, a login that has ended. */
export class LoginError extends ConfigError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoginError';
  }
}
