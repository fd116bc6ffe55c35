import { isBearerToken } from './bearer-token.ts';
import { ProfileError } from './errors.ts';
import { isObject, type JsonObject, kindOf } from './json.ts';
import { invalidField, optionalText, optionalTime, requiredText, requiredUrl } from './profile-fields.ts';

/** Where a server is, and what opens it. `type` is that of version 2 of the profile format; version 1 is a `bearer_token`. */
export type Profile = BearerProfile | BasicProfile | ClientCredentialsProfile;

interface ServerAddress {
  /** The server's URL with its prefix, without a trailing slash. */
  readonly endpoint: string;
}

/** A token that the provider has made for the recipient. */
export interface BearerProfile extends ServerAddress {
  readonly type: 'bearer_token';
  readonly bearerToken: string;
  /** When the token stops working; absent when the profile does not say. */
  readonly expirationTime?: Date;
}

/** A user and a password, by HTTP Basic authentication. */
export interface BasicProfile extends ServerAddress {
  readonly type: 'basic';
  readonly username: string;
  readonly password: string;
}

/** An OAuth client of the recipient's own issuer, which gives access tokens for it (RFC 6749 §4.4). */
export interface ClientCredentialsProfile extends ServerAddress {
  readonly type: 'oauth_client_credentials';
  /** The issuer's URL for tokens. The secret goes there and nowhere else. */
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
}

/** The three names that find a shared table. */
export interface TableName {
  readonly share: string;
  readonly schema: string;
  readonly table: string;
}

/**
 * Reads a profile of version 1, or of version 2 with one of the types of {@link Profile}.
 *
 * @param source the text of a profile file, or the object in it
 * @param now what `expirationTime` is compared with
 * @throws {ProfileError} not JSON, another version or type, a missing or unusable field, or expired; secrets are never in
 *   the message
 */
export function parseProfile(source: unknown, now: Date = new Date()): Profile {
  const fields = typeof source === 'string' ? parseJson(source) : source;
  if (!isObject(fields)) {
    throw new ProfileError('NOT_JSON', `A profile is a JSON object, and this is ${kindOf(fields)}.`);
  }
  const type = typeOf(fields);
  const parse = Object.hasOwn(parsers, type) ? parsers[type] : undefined;
  if (parse === undefined) {
    const shown = /^[\w.-]{1,64}$/.test(type) ? type : 'something else';
    const known = Object.keys(parsers).join(', ');
    throw new ProfileError('UNSUPPORTED_TYPE', `The profile's type is ${shown}; this client reads ${known}.`);
  }
  return parse(fields, now);
}

const parsers: Readonly<Record<string, (fields: JsonObject, now: Date) => Profile>> = {
  bearer_token: bearerProfile,
  basic: basicProfile,
  oauth_client_credentials: clientCredentialsProfile,
} satisfies Record<Profile['type'], unknown>;

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

/** The type of a profile's credential. */
function typeOf(fields: JsonObject): string {
  const version = fields['shareCredentialsVersion'];
  if (version === undefined) throw new ProfileError('MISSING_FIELD', 'The profile has no shareCredentialsVersion.');
  if (version === 1) return 'bearer_token';
  if (version === 2) return requiredText(fields, 'type');
  const shown = typeof version === 'number' ? String(version) : kindOf(version);
  throw new ProfileError(
    'UNSUPPORTED_VERSION',
    `shareCredentialsVersion is ${shown}; this client reads the numbers 1 and 2. Ask the provider for such a profile.`,
  );
}

function bearerProfile(fields: JsonObject, now: Date): BearerProfile {
  const endpoint = endpointOf(fields);
  const bearerToken = requiredText(fields, 'bearerToken');
  if (!isBearerToken(bearerToken)) throw invalidField('bearerToken', 'holds characters that a token cannot have');
  const expirationTime = optionalTime(fields, 'expirationTime');
  const profile = { type: 'bearer_token', endpoint, bearerToken } as const;
  if (expirationTime === undefined) return profile;
  if (expirationTime <= now) {
    const when = expirationTime.toISOString();
    throw new ProfileError('EXPIRED', `The profile expired at ${when}. Ask the provider for a new activation link.`);
  }
  return { ...profile, expirationTime };
}

function basicProfile(fields: JsonObject): BasicProfile {
  const endpoint = endpointOf(fields);
  const username = requiredText(fields, 'username');
  // By RFC 7617 the first colon ends the name.
  if (username.includes(':')) throw invalidField('username', 'must not have a colon');
  return { type: 'basic', endpoint, username, password: requiredText(fields, 'password') };
}

function clientCredentialsProfile(fields: JsonObject): ClientCredentialsProfile {
  const scope = optionalText(fields, 'scope');
  return {
    type: 'oauth_client_credentials',
    endpoint: endpointOf(fields),
    // As it stands: some issuers tell `/token/` from `/token`, and RFC 6749 §3.2 lets it have a query string.
    tokenEndpoint: requiredUrl(fields, 'tokenEndpoint').href,
    clientId: clientText(fields, 'clientId'),
    clientSecret: clientText(fields, 'clientSecret'),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** A text of the form that RFC 6749, appendix A, gives to client ids and secrets. */
function clientText(fields: JsonObject, name: 'clientId' | 'clientSecret'): string {
  const text = requiredText(fields, name);
  if (!/^[\x20-\x7e]+$/.test(text)) throw invalidField(name, 'holds characters that it cannot have');
  return text;
}

function endpointOf(fields: JsonObject): string {
  const url = requiredUrl(fields, 'endpoint');
  if (url.search) throw invalidField('endpoint', 'must not have a query string');
  return url.href.replace(/\/+$/, '');
}
