import { ConfigError } from '../errors.ts';
import type { Environment } from './settings.ts';

/** What the command line keeps of a login. */
export interface CachedToken {
  readonly access_token: string;
  readonly token_type?: string;
  readonly refresh_token?: string;
  /** ISO 8601. */
  readonly expiry?: string;
}

interface CacheFile {
  readonly version: number;
  readonly tokens: Readonly<Record<string, CachedToken>>;
}

const cacheVersion = 1;

/**
 * Where command lines keep logins: `~/.databricks/token-cache.json`, as Databricks' own does, by the workspace's origin.
 *
 * @returns undefined where there is no file system, as in a browser
 */
export const cachePath = (env: Environment): string | undefined => {
  const node = globalThis.process?.getBuiltinModule;
  if (node === undefined) return undefined;
  const home = env['HOME'] || env['USERPROFILE'] || node('node:os').homedir();
  return node('node:path').join(home, '.databricks', 'token-cache.json');
};

const readText = (path: string): string | undefined => {
  try {
    return process.getBuiltinModule('node:fs').readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw new ConfigError(`${path} cannot be read.`, { cause: error });
  }
};

const isCache = (value: unknown): value is CacheFile =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === cacheVersion &&
  'tokens' in value &&
  typeof value.tokens === 'object' &&
  value.tokens !== null;

/** An empty cache when there is no file. Throws ConfigError for one that is not understood: it must not be written over. */
const readCache = (path: string): CacheFile => {
  const text = readText(path);
  if (text === undefined) return { version: cacheVersion, tokens: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote what the file holds.
    throw new ConfigError(`${path} is not JSON. Move it away and sign in again.`);
  }
  if (!isCache(value)) throw new ConfigError(`${path} is not a token cache of version ${cacheVersion}.`);
  return value;
};

const isToken = (value: unknown): value is CachedToken =>
  typeof value === 'object' && value !== null && 'access_token' in value && typeof value.access_token === 'string';

/**
 * The login that the command line keeps for a workspace.
 *
 * @param host its origin
 * @throws {ConfigError} when the cache is broken
 */
export const cachedLogin = (host: string, env: Environment): CachedToken | undefined => {
  const path = cachePath(env);
  if (path === undefined) return undefined;
  const { tokens } = readCache(path);
  const token = Object.hasOwn(tokens, host) ? tokens[host] : undefined;
  return isToken(token) ? token : undefined;
};

/**
 * Keeps a login for a workspace, or forgets it. The file is its owner's alone, and replaced whole.
 *
 * @param token undefined: the login is forgotten
 * @throws {ConfigError} when the cache is broken
 */
export const keepLogin = (host: string, token: CachedToken | undefined, env: Environment): void => {
  const path = cachePath(env);
  if (path === undefined) throw new ConfigError('A login cannot be kept here: there is no file system.');
  const { [host]: _, ...others } = readCache(path).tokens;
  const file: CacheFile = {
    version: cacheVersion,
    tokens: token === undefined ? others : { ...others, [host]: token },
  };
  const { mkdirSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const { dirname } = process.getBuiltinModule('node:path');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${process.pid}.part`;
  // One that a crash left might be open to others.
  rmSync(part, { force: true });
  writeFileSync(part, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(part, path);
};
