export type { Call, CallOptions, Send } from './call.ts';
export { type FoundLogin, type LoginOptions, type LoginPart, parseHost, resolveLogin } from './config.ts';
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
  LoginError,
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
export { type BrowserLogin, type BrowserLoginOptions, beginLogin, endLogin } from './login/browser-login.ts';
export type { AuthType } from './login/choose-method.ts';
export { getToken, type TokenOptions } from './login/create-credential.ts';
export type { AccessToken } from './login/renewed-token.ts';
export type { Environment, SettingName } from './login/settings.ts';
export type { Open } from './open.ts';
export { type ClientOptions, WorkspaceClient } from './workspace-client.ts';
