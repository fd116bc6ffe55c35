import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProfileError } from './errors.ts';
import { parseProfile, parseTableUrl } from './profile.ts';
import { readProfile } from './read-profile.ts';
import { failureOf } from './testing/collect.ts';

const good = {
  shareCredentialsVersion: 1,
  endpoint: 'https://sharing.example.com/delta-sharing/',
  bearerToken: 'sesame42',
};
const oauth = {
  shareCredentialsVersion: 2,
  type: 'oauth_client_credentials',
  endpoint: good.endpoint,
  tokenEndpoint: 'https://login.example.com/oauth2/token/?tenant=7',
  clientId: 'nightly job',
  clientSecret: 'sesame42',
  scope: 'all-apis',
};
const basic = {
  shareCredentialsVersion: 2,
  type: 'basic',
  endpoint: good.endpoint,
  username: 'acme',
  password: 'sesame42',
};
const now = new Date('2026-01-01T00:00:00Z');

function codeOf(source: unknown): string {
  try {
    parseProfile(source, now);
  } catch (error) {
    expect(error).toBeInstanceOf(ProfileError);
    expect(String(error)).not.toContain('sesame42');
    return error instanceof ProfileError ? error.code : '';
  }
  return 'accepted';
}

describe('a profile', () => {
  test('is read from its text or its object, without the slash at the end of its endpoint', () => {
    const endpoint = 'https://sharing.example.com/delta-sharing';
    const expected = { type: 'bearer_token', endpoint, bearerToken: 'sesame42' };
    expect(parseProfile(good)).toEqual(expected);
    expect(parseProfile(JSON.stringify(good))).toEqual(expected);
    expect(parseProfile({ ...good, shareCredentialsVersion: 2, type: 'bearer_token' })).toEqual(expected);
  });

  test('keeps the time at which it expires', () => {
    const profile = parseProfile({ ...good, expirationTime: '2026-11-12T00:12:29.0Z' }, now);
    expect(profile).toMatchObject({ expirationTime: new Date('2026-11-12T00:12:29Z') });
  });

  test.each([
    ['what is not JSON', '{"bearerToken": "sesame42"', 'NOT_JSON'],
    ['a list', [good], 'NOT_JSON'],
    ['null', 'null', 'NOT_JSON'],
    ['no version', { ...good, shareCredentialsVersion: undefined }, 'MISSING_FIELD'],
    ['a version to come', { ...good, shareCredentialsVersion: 3 }, 'UNSUPPORTED_VERSION'],
    ['a version in quotes', { ...good, shareCredentialsVersion: '1' }, 'UNSUPPORTED_VERSION'],
    ['no endpoint', { ...good, endpoint: '' }, 'MISSING_FIELD'],
    ['an endpoint that is no URL', { ...good, endpoint: 'sharing.example.com' }, 'INVALID_FIELD'],
    ['an endpoint of another scheme', { ...good, endpoint: 'file:///etc/passwd' }, 'INVALID_FIELD'],
    ['an endpoint with a query string', { ...good, endpoint: 'https://a.example/?x=1' }, 'INVALID_FIELD'],
    ['an endpoint with a password', { ...good, endpoint: 'https://u:sesame42@a.example/' }, 'INVALID_FIELD'],
    ['no token', { ...good, bearerToken: null }, 'MISSING_FIELD'],
    ['a token that is no text', { ...good, bearerToken: { sesame42: 1 } }, 'INVALID_FIELD'],
    ['a token with a line end', { ...good, bearerToken: 'sesame42\n' }, 'INVALID_FIELD'],
    ['an expiry that is no time', { ...good, expirationTime: 'soon' }, 'INVALID_FIELD'],
    ['an expiry in the past', { ...good, expirationTime: '2025-12-31T23:59:59Z' }, 'EXPIRED'],
    ['an expiry right now', { ...good, expirationTime: now.toISOString() }, 'EXPIRED'],
  ])('with %s is refused, and its token stays out of the message', (_, source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  test('of version 2 may name an OAuth client or a user', () => {
    const endpoint = 'https://sharing.example.com/delta-sharing';
    const { shareCredentialsVersion: _, ...expected } = oauth;
    expect(parseProfile(oauth)).toEqual({ ...expected, endpoint });
    const [bare, empty] = [
      { ...oauth, scope: undefined },
      { ...oauth, scope: '' },
    ];
    for (const profile of [bare, empty]) expect(parseProfile(profile)).not.toHaveProperty('scope');
    const { type, username, password } = basic;
    expect(parseProfile(basic)).toEqual({ type, endpoint, username, password });
  });

  test.each([
    ['no type', { ...oauth, type: undefined }, 'MISSING_FIELD'],
    ['a type by its prototype', { ...oauth, type: 'constructor' }, 'UNSUPPORTED_TYPE'],
    ['a secret for a type', { ...oauth, type: 'sesame42!' }, 'UNSUPPORTED_TYPE'],
    ['no token endpoint', { ...oauth, tokenEndpoint: undefined }, 'MISSING_FIELD'],
    ['a token endpoint that is no URL', { ...oauth, tokenEndpoint: 'login.example' }, 'INVALID_FIELD'],
    ['a token endpoint of another scheme', { ...oauth, tokenEndpoint: 'ftp://a.example/' }, 'INVALID_FIELD'],
    ['a token endpoint with a password', { ...oauth, tokenEndpoint: 'https://u:sesame42@a.example/' }, 'INVALID_FIELD'],
    ['a token endpoint with a fragment', { ...oauth, tokenEndpoint: 'https://a.example/#token' }, 'INVALID_FIELD'],
    ['no client', { ...oauth, clientId: '' }, 'MISSING_FIELD'],
    ['no client secret', { ...oauth, clientSecret: null }, 'MISSING_FIELD'],
    ['a client secret that is no text', { ...oauth, clientSecret: { sesame42: 1 } }, 'INVALID_FIELD'],
    ['a client secret with a line end', { ...oauth, clientSecret: 'sesame42\n' }, 'INVALID_FIELD'],
    ['a scope that is a list', { ...oauth, scope: ['all-apis'] }, 'INVALID_FIELD'],
    ['a user that would end early', { ...basic, username: 'a:b' }, 'INVALID_FIELD'],
    ['no password', { ...basic, password: '' }, 'MISSING_FIELD'],
    ['no token', { ...good, shareCredentialsVersion: 2, type: 'bearer_token', bearerToken: '' }, 'MISSING_FIELD'],
  ])('of version 2 with %s is refused, and its secret stays out of the message', (_, source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  test('of a type that is not supported is told which are', () => {
    expect(() => parseProfile({ ...oauth, type: 'oauth_jwt_bearer_private_key_jwt' })).toThrow(
      'type is oauth_jwt_bearer_private_key_jwt; this client reads bearer_token, basic, oauth_client_credentials.',
    );
  });

  test('that has places to fill in is named with the place', () => {
    const clientSecret = '[REPLACE_WITH_YOUR_CLIENT_SECRET]';
    expect(() => parseProfile({ ...oauth, clientSecret })).toThrow('clientSecret is still to be filled in');
  });

  test('is read from a file, with a byte order mark or without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'profile-'));
    try {
      const path = join(folder, 'config.share');
      await writeFile(path, `\uFEFF${JSON.stringify(good)}`);
      expect(await readProfile(path)).toEqual(parseProfile(good));
      expect(await readProfile(JSON.stringify(good))).toEqual(parseProfile(good));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('that is not there is named', async () => {
    const error = await failureOf(readProfile('/no/such/config.share'));
    expect(error).toMatchObject({ code: 'UNREADABLE', message: expect.stringContaining('/no/such/config.share') });
  });

  test('that is mangled is not taken for a path and shown', async () => {
    const error = await failureOf(readProfile(`"${JSON.stringify(good)}"`));
    expect(error).toMatchObject({ code: 'UNREADABLE' });
    expect(String(error)).not.toContain('sesame42');
  });
});

describe('a table URL', () => {
  test('is split at its last #, and a share may have dots in its name', () => {
    expect(parseTableUrl('/a#b/c.share#sales.eu.crm.orders')).toEqual({
      profile: '/a#b/c.share',
      table: { share: 'sales.eu', schema: 'crm', table: 'orders' },
    });
  });

  test.each(['config.share', '#a.b.c', 'config.share#', 'config.share#a.b', 'config.share#a..c', 'config.share#.b.c'])(
    'like %s is refused',
    url => {
      expect(() => parseTableUrl(url)).toThrow(ProfileError);
    },
  );
});
