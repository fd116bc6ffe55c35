import { ProfileError } from './errors.ts';
import { isObject, kindOf } from './json.ts';

/** A recipient's credential: where the server is and the token that opens it. Version 1 of the profile format. */
export interface Profile {
  /** The server's URL with its prefix, without a trailing slash. */
  readonly endpoint: string;
  readonly bearerToken: string;
  /** When the token stops working; absent when the profile does not say. */
  readonly expirationTime?: Date;
}

/** The three names that find a shared table. */
export interface TableName {
  readonly share: string;
  readonly schema: string;
  readonly table: string;
}

/**
 * Reads a version 1 (bearer token) profile.
 *
 * @param source the text of a profile file, or the object in it
 * @param now what `expirationTime` is compared with
 * @throws {ProfileError} not JSON, another version, a missing or unusable field, or expired; the token is never in the message
 */
export function parseProfile(source: unknown, now: Date = new Date()): Profile {
  const fields = typeof source === 'string' ? parseJson(source) : source;
  if (!isObject(fields)) {
    throw new ProfileError('NOT_JSON', `A profile is a JSON object, and this is ${kindOf(fields)}.`);
  }
  checkVersion(fields);
  const profile = { endpoint: endpoint(fields), bearerToken: token(fields) };
  const expirationTime = expiration(fields);
  if (expirationTime === undefined) return profile;
  if (expirationTime <= now) {
    const when = expirationTime.toISOString();
    throw new ProfileError('EXPIRED', `The profile expired at ${when}. Ask the provider for a new activation link.`);
  }
  return { ...profile, expirationTime };
}

/**
 * Splits `<profile>#<share>.<schema>.<table>`, the way in which Delta Sharing connectors name a table.
 *
 * @returns the profile's path (it may itself hold `#`) and the table
 * @throws {ProfileError} `INVALID_TABLE_URL`
 */
export function parseTableUrl(url: string): { readonly profile: string; readonly table: TableName } {
  const hash = url.lastIndexOf('#');
  if (hash <= 0) {
    throw new ProfileError('INVALID_TABLE_URL', 'A table URL has the form <profile path>#<share>.<schema>.<table>.');
  }
  return { profile: url.slice(0, hash), table: parseTableName(url.slice(hash + 1)) };
}

/**
 * Splits `share.schema.table`. A share's name may hold dots, the other two may not.
 *
 * @throws {ProfileError} `INVALID_TABLE_URL`
 */
export function parseTableName(name: string): TableName {
  const parts = name.split('.');
  const [share, schema, table] = [parts.slice(0, -2).join('.'), parts.at(-2), parts.at(-1)];
  if (!share || !schema || !table) {
    throw new ProfileError('INVALID_TABLE_URL', `A table is named <share>.<schema>.<table>, and this is "${name}".`);
  }
  return { share, schema, table };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and the text holds the token.
    throw new ProfileError('NOT_JSON', 'The profile is not JSON. Download it again from its activation link.');
  }
}

function checkVersion(fields: Record<string, unknown>): void {
  const version = fields['shareCredentialsVersion'];
  if (version === undefined) throw missing('shareCredentialsVersion');
  if (version !== 1) {
    const shown = typeof version === 'number' ? String(version) : kindOf(version);
    throw new ProfileError(
      'UNSUPPORTED_VERSION',
      `shareCredentialsVersion is ${shown}; this client reads version 1 (bearer token). Ask the provider for a token profile.`,
    );
  }
}

function endpoint(fields: Record<string, unknown>): string {
  const text = requiredString(fields, 'endpoint');
  if (!URL.canParse(text)) throw invalid('endpoint', 'is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid('endpoint', 'must begin with https://');
  if (url.username || url.password) throw invalid('endpoint', 'must not hold a user or a password');
  if (url.search || url.hash) throw invalid('endpoint', 'must not have a query string or a fragment');
  return url.href.replace(/\/+$/, '');
}

function token(fields: Record<string, unknown>): string {
  const text = requiredString(fields, 'bearerToken');
  // Anything else cannot travel in an HTTP header, and the platform's error about it would show the value.
  if (!/^[\x21-\x7e]+$/.test(text)) throw invalid('bearerToken', 'holds characters that a token cannot have');
  return text;
}

function expiration(fields: Record<string, unknown>): Date | undefined {
  const value = fields['expirationTime'];
  if (value === undefined || value === null || value === '') return undefined;
  const time = typeof value === 'string' ? new Date(value) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) throw invalid('expirationTime', 'is not an ISO 8601 time');
  return time;
}

function requiredString(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (value === undefined || value === null || value === '') throw missing(name);
  if (typeof value !== 'string') throw invalid(name, `must be text and is ${kindOf(value)}`);
  return value;
}

function missing(name: string): ProfileError {
  return new ProfileError('MISSING_FIELD', `The profile has no ${name}.`);
}

function invalid(name: string, fault: string): ProfileError {
  return new ProfileError('INVALID_FIELD', `The profile's ${name} ${fault}.`);
}
