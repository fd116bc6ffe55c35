import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { S3Access } from './s3-settings.ts';
import { s3Presigner } from './s3-signer.ts';
import { longestLife } from './signature-v4.ts';

const access: S3Access = {
  region: 'eu-central-1',
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const life = { now: 1_700_000_000_123, expiresAt: 1_700_003_600_123 };

/** A presigner of the official SDK. It is told outright where to put the bucket: our default differs with an endpoint. */
const sdkPresigner = (
  { region, endpoint, path_style, access_key_id, secret_access_key, session_token }: S3Access,
  bucket: string,
) => {
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: path_style ?? endpoint !== undefined,
    credentials: {
      accessKeyId: access_key_id,
      secretAccessKey: secret_access_key,
      ...(session_token === undefined ? {} : { sessionToken: session_token }),
    },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return (key: string, { now, expiresAt } = life): Promise<string> =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), {
      signingDate: new Date(now),
      expiresIn: Math.floor(expiresAt / 1000) - Math.floor(now / 1000),
    });
};

const keys = [
  'a.parquet',
  'sales/part-00000-6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001.c000.snappy.parquet',
  'day=2024-01-01/hour=7/part 0.parquet',
  't/a=1/ü b\'(c)+%!*~&$@:;,?#[]{}|^`<>".parquet',
  'a%20b/%2F/100%',
  'a\\b',
  '日本/😀.parquet',
  '..a/.b/c.../-_.~',
];

describe('s3Presigner', () => {
  const stores: readonly (readonly [string, Partial<S3Access>, string])[] = [
    ['a bucket of AWS', {}, 'bucket'],
    ['a bucket of AWS in the path', { path_style: true }, 'bucket'],
    ['a bucket whose name has dots', {}, 'my.bucket.name'],
    ['a bucket whose name is no host name', {}, 'Old_Bucket'],
    ['a region of AWS China', { region: 'cn-north-1' }, 'bucket'],
    ['a region of AWS GovCloud', { region: 'us-gov-west-1' }, 'bucket'],
    ['a region of the AWS European Sovereign Cloud', { region: 'eusc-de-east-1' }, 'bucket'],
    ['temporary credentials', { session_token: 'FwoGZXIvYXdz//+a b==' }, 'bucket'],
    ['an access key with marks', { access_key_id: "test:tester/+'" }, 'bucket'],
    ['a custom endpoint', { endpoint: 'http://127.0.0.1:9000' }, 'bucket'],
    ['a custom endpoint at a host name', { endpoint: 'https://minio.example.com' }, 'bucket'],
    ['a custom endpoint at an IPv6 address', { endpoint: 'http://[::1]:9000', path_style: false }, 'bucket'],
    ['a custom endpoint with the port of its scheme', { endpoint: 'https://minio.example.com:443' }, 'bucket'],
    ['a custom endpoint with a path', { endpoint: 'https://example.com/storage/v1/s3' }, 'bucket'],
    ['a custom endpoint, bucket before the host', { endpoint: 'http://s3.local:9000', path_style: false }, 'bucket'],
  ];

  it.each(stores)('signs as the official SDK does, for %s', async (_, more, bucket) => {
    const store = { ...access, ...more };
    const [ours, theirs] = [s3Presigner(store, bucket, life), sdkPresigner(store, bucket)];
    for (const key of keys) expect(ours(key)).toBe(await theirs(key));
  });

  it('signs any key as the official SDK does', async () => {
    const [ours, theirs] = [s3Presigner(access, 'bucket', life), sdkPresigner(access, 'bucket')];
    const segment = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
      fc.string({ unit: fc.constantFrom(...' +%\'()!*=/&?#~"\\é😀aZ0'), minLength: 1, maxLength: 20 }),
    );
    const key = fc.array(segment, { minLength: 1, maxLength: 4 }).map(segments => segments.join('/'));
    // The store refuses these before they get here; a leading slash is one that the SDK drops.
    const isKey = (text: string) => text.isWellFormed() && !/(?:^|\/)\.{0,2}(?:\/|$)/.test(text);
    await fc.assert(
      fc.asyncProperty(key.filter(isKey), async text => {
        expect(ours(text)).toBe(await theirs(text));
      }),
      { numRuns: 300 },
    );
  });

  it('signs at any time, for any life and with any secret as the official SDK does', async () => {
    const printable = fc.string({ minLength: 1, maxLength: 40 });
    const time = fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 });
    const seconds = fc.integer({ min: 1, max: longestLife });
    await fc.assert(
      fc.asyncProperty(printable, printable, time, seconds, async (id, secret, now, lives) => {
        const store = { ...access, access_key_id: id, secret_access_key: secret, session_token: secret };
        const span = { now, expiresAt: now + lives * 1000 };
        expect(s3Presigner(store, 'bucket', span)('k')).toBe(await sdkPresigner(store, 'bucket')('k', span));
      }),
      { numRuns: 100 },
    );
  });

  it('puts the bucket into the path of a custom endpoint unless told otherwise', () => {
    const url = (more: Partial<S3Access>) => s3Presigner({ ...access, ...more }, 'bucket', life)('k').split('?')[0];
    expect(url({ endpoint: 'http://s3.local:9000/' })).toBe('http://s3.local:9000/bucket/k');
    expect(url({ endpoint: 'http://s3.local:9000', path_style: false })).toBe('http://bucket.s3.local:9000/k');
    expect(url({})).toBe('https://bucket.s3.eu-central-1.amazonaws.com/k');
  });

  it('never lives longer than asked, to the second', () => {
    const lives = (now: number, expiresAt: number) =>
      Number(new URL(s3Presigner(access, 'bucket', { now, expiresAt })('k')).searchParams.get('X-Amz-Expires'));
    expect(lives(1_000_999, 1_010_000)).toBe(10);
    expect(lives(1_000_000, 1_010_999)).toBe(10);
  });

  it.each([0, -1, longestLife + 1])('refuses a life of %i seconds', seconds => {
    const presign = () => s3Presigner(access, 'bucket', { now: 5_000, expiresAt: 5_000 + seconds * 1000 });
    expect(presign).toThrow(RangeError);
  });
});
