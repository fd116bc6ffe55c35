export type { Call, CallOptions, Send } from './call.ts';
export { type Environment, type FoundLogin, type LoginOptions, parseHost, resolveLogin } from './config.ts';
export { type ConfigFile, parseConfigFile, readConfigText } from './config-file.ts';
export type * from './domains.ts';
export {
  Aborted,
  AlreadyExists,
  ApiError,
  BadRequest,
  Cancelled,
  ConfigError,
  ConnectionError,
  DataLoss,
  DeadlineExceeded,
  type ErrorFacts,
  InternalError,
  InvalidParameterValue,
  InvalidState,
  NotFound,
  NotImplemented,
  PermissionDenied,
  RequestLimitExceeded,
  ResourceAlreadyExists,
  ResourceConflict,
  ResourceDoesNotExist,
  ResourceExhausted,
  TemporarilyUnavailable,
  TooManyRequests,
  Unauthenticated,
  Unknown,
} from './errors.ts';
export type { List } from './list.ts';
export type { Open } from './open.ts';
export { type ClientOptions, WorkspaceClient } from './workspace-client.ts';
