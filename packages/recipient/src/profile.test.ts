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
    const expected = { endpoint: 'https://sharing.example.com/delta-sharing', bearerToken: 'sesame42' };
    expect(parseProfile(good)).toEqual(expected);
    expect(parseProfile(JSON.stringify(good))).toEqual(expected);
  });

  test('keeps the time at which it expires', () => {
    const profile = parseProfile({ ...good, expirationTime: '2026-11-12T00:12:29.0Z' }, now);
    expect(profile.expirationTime).toEqual(new Date('2026-11-12T00:12:29Z'));
  });

  test.each([
    ['what is not JSON', '{"bearerToken": "sesame42"', 'NOT_JSON'],
    ['a list', [good], 'NOT_JSON'],
    ['null', 'null', 'NOT_JSON'],
    ['no version', { ...good, shareCredentialsVersion: undefined }, 'MISSING_FIELD'],
    ['version 2', { ...good, shareCredentialsVersion: 2, type: 'basic' }, 'UNSUPPORTED_VERSION'],
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
