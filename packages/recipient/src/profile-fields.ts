import { ProfileError } from './errors.ts';
import { type JsonObject, kindOf } from './json.ts';

/**
 * A text that a profile must have.
 *
 * @throws {ProfileError} `MISSING_FIELD`, `INVALID_FIELD`; the value is never in the message
 */
export function requiredText(fields: JsonObject, name: string): string {
  const value = optionalText(fields, name);
  if (value === undefined) throw new ProfileError('MISSING_FIELD', `The profile has no ${name}.`);
  return value;
}

/**
 * A text that a profile may have; undefined for null and for an empty one.
 *
 * @throws {ProfileError} `INVALID_FIELD`; the value is never in the message
 */
export function optionalText(fields: JsonObject, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw invalidField(name, `must be text and is ${kindOf(value)}`);
  // Providers hand out files of version 2 with such places in them: `[REPLACE_WITH_YOUR_CLIENT_SECRET]`.
  if (value.startsWith('[REPLACE_WITH_')) throw invalidField(name, 'is still to be filled in');
  return value;
}

/**
 * The URL of a server.
 *
 * @throws {ProfileError} `MISSING_FIELD`, `INVALID_FIELD`
 */
export function requiredUrl(fields: JsonObject, name: string): URL {
  const text = requiredText(fields, name);
  if (!URL.canParse(text)) throw invalidField(name, 'is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalidField(name, 'must begin with https://');
  if (url.username || url.password) throw invalidField(name, 'must not hold a user or a password');
  if (url.hash) throw invalidField(name, 'must not have a fragment');
  return url;
}

/**
 * A time that a profile may have, in ISO 8601.
 *
 * @throws {ProfileError} `INVALID_FIELD`
 */
export function optionalTime(fields: JsonObject, name: string): Date | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  const time = typeof value === 'string' ? new Date(value) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) throw invalidField(name, 'is not an ISO 8601 time');
  return time;
}

/** A {@link ProfileError} for a field that is there and cannot be used. `fault` must not show its value. */
export function invalidField(name: string, fault: string): ProfileError {
  return new ProfileError('INVALID_FIELD', `The profile's ${name} ${fault}.`);
}
