import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { scrub } from './scrub.ts';

const hex = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter(text => new Set(text).size > 3);
const base64url = (min: number, max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${min},${max}}$`));

/** What a credential looks like, with the part of it that must not be kept. */
const credential = fc.oneof(
  hex(32).map(secret => ({ text: `dapi${secret}`, secret })),
  hex(32).map(secret => ({ text: `dapi${secret}-2`, secret })),
  hex(32).map(secret => ({ text: `dose${secret}`, secret })),
  hex(64).map(secret => ({ text: `doau${secret}`, secret })),
  fc
    .tuple(base64url(20, 60), base64url(20, 60), base64url(20, 90))
    .map(([head, claims, signature]) => ({ text: `eyJ${head}.eyJ${claims}.${signature}`, secret: claims })),
  base64url(20, 60).map(secret => ({ text: `Authorization: Bearer ${secret}`, secret })),
  hex(24).map(secret => ({ text: `https://user:${secret}@host/path`, secret })),
  hex(40).map(secret => ({ text: `https://b.s3.amazonaws.com/k?X-Amz-Signature=${secret}&a=1`, secret })),
  hex(40).map(secret => ({ text: `grant_type=refresh_token&refresh_token=${secret}`, secret })),
  hex(40).map(secret => ({ text: JSON.stringify({ client_secret: secret }), secret })),
  hex(40).map(secret => ({ text: JSON.stringify({ nested: JSON.stringify({ password: secret }) }), secret })),
);

const around = fc.constantFrom('', ' ', '"', "'", '(', ', ', '\n', 'token=', 'x: ');

test('no credential is kept, wherever it stands in a text', () => {
  fc.assert(
    fc.property(around, credential, around, (before, { text, secret }, after) => {
      expect(scrub(`${before}${text}${after}`)).not.toContain(secret);
    }),
    { numRuns: 1000 },
  );
});

test('a recipient token is not kept', () => {
  const random = Array.from({ length: 10_000 }, () => randomBytes(32).toString('base64url'));
  for (const token of ['xKKmzcLYgAgdOVMwSTvHvwxkbTvtpsZVAg-i_jcWQAY', ...random]) {
    expect(scrub(`/api/public/data_sharing_activation/${token}?x`)).not.toContain(token);
  }
});

test('a JSON Web Token is not kept behind other words', () => {
  for (const before of ['token-', '--', 'x.', 'a-eyJ.b-', 'eyJ-']) {
    expect(scrub(`${before}eyJhbGciOi.eyJpc3MiOi.c2VjcmV0`)).not.toMatch(/hbGciOi|pc3MiOi|c2VjcmV0/);
  }
});

test.each(['eyJabcde-', 'eyJabcde-.', '-eyJ', 'eyJabcde.', '//a:b', 'password:', 'Bearer ', 'dapi0'])(
  'scrubbing takes time that grows with the text, though it be made of %s',
  piece => {
    const start = performance.now();
    scrub(piece.repeat(1_000_000 / piece.length));
    scrub(`${piece.repeat(1_000_000 / piece.length)}..`);
    // With the square of the length it would be minutes.
    expect(performance.now() - start).toBeLessThan(5_000);
  },
);

test('scrubbing twice is scrubbing once', () => {
  fc.assert(
    fc.property(around, credential, around, (before, { text }, after) => {
      const once = scrub(`${before}${text}${after}`);
      expect(scrub(once)).toBe(once);
    }),
  );
});

describe('what is no credential stays', () => {
  it.each([
    'admin@example.com',
    'file:///data/flights/part-00000-7f3bbe2c-2b3c-4a86-a5c1-dd0c4d9a3c20-c000.snappy.parquet',
    's3://bucket/warehouse/customer_orders_by_region_and_month/2026',
    'The token 5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592 does not exist.',
    '{"client_secret":"[REDACTED]"}',
    'main.default.a_rather_long_table_name_that_is_43_chars__',
    'eyJ is how they begin',
    'bearer of news',
    'UNAUTHENTICATED: The request has no credential. Send a token as `Authorization: Bearer <token>`.',
    '5ad3c1a2-93c5-4b0c-8f33-1f3b0f0f3a11',
  ])('%s', text => {
    expect(scrub(text)).toBe(text);
  });
});

test('the container of a location in Azure storage is kept, and no password in its place', () => {
  const location = 'abfss://lake@acme1.dfs.core.windows.net/sales';
  expect(scrub(`"storage_location":"${location}"`)).toBe(`"storage_location":"${location}"`);
  expect(scrub('abfss://me:hushhush@acme1.dfs.core.windows.net/sales')).not.toContain('hushhush');
});
