import { ConfigError } from './errors.ts';

/** One call of the REST API, as data. */
export interface Call {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the host, beginning with `/`, with `{name}` for each of `params`. */
  readonly path: string;
  /** What stands in the path, not encoded. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Query parameters. Lists are repeated, objects flattened to `field.inner`; what is undefined or null is left out. */
  readonly query?: object;
  /** Sent as JSON. */
  readonly body?: object;
  /** Set for a POST that changes nothing, so that it may be repeated like a GET. */
  readonly readOnly?: boolean;
}

/** What a single call may say beside its request. */
export interface CallOptions {
  /** Ends the call; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** How long one attempt may take, in milliseconds; the client's when absent. */
  readonly timeout?: number | undefined;
}

/**
 * Sends a call and gives the decoded answer, which is trusted to be what the operation promises.
 *
 * @throws {ApiError} when the workspace answers with an error
 * @throws {ConnectionError} when no answer comes
 * @throws {ConfigError} when the call cannot be sent as it is
 */
export type Send = <Answer>(call: Call, options?: CallOptions) => Promise<Answer>;

/** How a call is named in errors. The path's parameters are left out: an activation link among them is a secret. */
export const nameOf = ({ method, path }: Call): string => `${method} ${path}`;

/**
 * The URL of a call.
 *
 * @param host the workspace's origin, without a slash at the end
 * @throws {ConfigError} for a path parameter that would change which path it is
 */
export const urlOf = (host: string, call: Call): string => {
  const path = call.path.replace(/\{([^}]+)\}/g, (_, name: string) => segment(call, name));
  const pairs: string[] = [];
  if (call.query !== undefined) addFields(pairs, '', call.query);
  return `${host}${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
};

const segment = (call: Call, name: string): string => {
  const value = String(call.params?.[name] ?? '');
  if (value === '' || value === '.' || value === '..') {
    throw new ConfigError(`${nameOf(call)}: '${name}' must not be ${value === '' ? 'empty' : `"${value}"`}.`);
  }
  return encodeURIComponent(value);
};

const addFields = (pairs: string[], prefix: string, fields: object): void => {
  for (const [name, value] of Object.entries(fields)) addField(pairs, `${prefix}${name}`, value);
};

const addField = (pairs: string[], name: string, value: unknown): void => {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) for (const item of value) addField(pairs, name, item);
  else if (typeof value === 'object') addFields(pairs, `${name}.`, value);
  else pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
};
