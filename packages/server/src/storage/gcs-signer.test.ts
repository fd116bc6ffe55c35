import { createHmac, generateKeyPairSync, hash } from 'node:crypto';
import { Storage } from '@google-cloud/storage';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type GcsSettings, parseGcsSettings } from './gcs-settings.ts';
import { type GcsGrant, gcsSigner } from './gcs-signer.ts';
import { longestLife } from './signature-v4.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const client_email = 'reader@lake-1.iam.gserviceaccount.com';
const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const byAccount: GcsSettings = {
  location: 'gs://bucket',
  service_account: JSON.stringify({ type: 'service_account', client_email, private_key }),
};
const byHmac: GcsSettings = { location: 'gs://bucket', access_key_id: 'GOOG1EACCESS', secret_access_key: 's3cret/+' };
const life = { now: Date.now() - 3_600_000, expiresAt: Date.now() + 3_600_000 };

const sign = (settings: GcsSettings, names: readonly string[], more: Partial<GcsGrant> = {}) => {
  const grant = { bucket: 'bucket', method: 'GET', ...life, ...more } as const;
  return gcsSigner(settings, parseGcsSettings(settings).credential, grant)(names);
};

const sdk = new Storage({ projectId: 'lake-1', credentials: { client_email, private_key } });

const signBySdk = async (name: string, { now, expiresAt } = life, bucket = 'bucket'): Promise<string> => {
  const config = { version: 'v4', action: 'read', accessibleAt: now, expires: expiresAt } as const;
  const [url] = await sdk.bucket(bucket).file(name).getSignedUrl(config);
  return url;
};

const names = [
  'a.parquet',
  'sales/part-00000-6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001.c000.snappy.parquet',
  'day=2024-01-01/hour=7/part 0.parquet',
  't/a=1/ü b\'(c)+%!*~&$@:;,?#[]{}|^`<>".parquet',
  'a%20b/%2F/100%',
  'a\\b',
  '日本/😀.parquet',
  '..a/.b/c.../-_.~',
];

it('signs by a service account as the official SDK does, in the order of the names', async () => {
  const theirs = await Promise.all(names.map(name => signBySdk(name)));
  expect(await sign(byAccount, names)).toEqual(theirs);
});

it('signs any name in any bucket, for any life, as the official SDK does', async () => {
  const segment = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...' +%\'()!*=/&?#~"\\é😀aZ0'), minLength: 1, maxLength: 20 }),
  );
  // The store refuses the others before they get here.
  const isName = (text: string) => text.isWellFormed() && !/(?:^|\/)\.{0,2}(?:\/|$)/.test(text);
  const name = fc.array(segment, { minLength: 1, maxLength: 4 }).map(segments => segments.join('/'));
  const past = fc.integer({ min: 0, max: longestLife - 7200 });
  const bucket = fc.constantFrom('bucket', 'my.bucket_1');
  await fc.assert(
    fc.asyncProperty(name.filter(isName), past, bucket, async (text, seconds, of) => {
      const span = { now: Date.now() - seconds * 1000, expiresAt: Date.now() + 3_600_000 };
      expect(await sign(byAccount, [text], { ...span, bucket: of })).toEqual([await signBySdk(text, span, of)]);
    }),
    { numRuns: 100 },
  );
});

it('signs by an HMAC key what it would by a service account, but for algorithm, key and signature', async () => {
  const [[mine = ''], [theirs = '']] = await Promise.all([sign(byHmac, ['day=1/a b']), sign(byAccount, ['day=1/a b'])]);
  const bare = (url: string) => url.replace(/&X-Goog-Signature=\w+$/, '');
  expect(bare(mine)).toBe(
    bare(theirs).replace('RSA', 'HMAC').replace(encodeURIComponent(client_email), 'GOOG1EACCESS'),
  );
  const { searchParams: query, pathname, search, host } = new URL(mine);
  const time = query.get('X-Goog-Date') ?? '';
  const steps = [time.slice(0, 8), 'auto', 'storage', 'goog4_request'];
  const key = steps.reduce(
    (last, step) => createHmac('sha256', last).update(step).digest(),
    Buffer.from('GOOG4s3cret/+'),
  );
  const request = `GET\n${pathname}\n${bare(search).slice(1)}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
  const text = `GOOG4-HMAC-SHA256\n${time}\n${steps.join('/')}\n${hash('sha256', request)}`;
  expect(query.get('X-Goog-Signature')).toBe(createHmac('sha256', key).update(text).digest('hex'));
});

it('signs for an endpoint that the settings name, by its host and port', async () => {
  const endpoint = 'http://127.0.0.1:4443/gcs/';
  const [url = ''] = await sign({ ...byHmac, endpoint }, ['a b']);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4443\/gcs\/bucket\/a%20b\?X-Goog-Algorithm=/);
});

it.each([0, -1, longestLife + 1])('refuses a life of %i seconds', seconds => {
  expect(() => sign(byHmac, ['a'], { now: 5_000, expiresAt: 5_000 + seconds * 1000 })).toThrow(RangeError);
});
