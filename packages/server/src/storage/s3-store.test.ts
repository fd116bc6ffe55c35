import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ObjectNotFound, type StoredObject } from '@boathouse/delta';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findS3Server, installS3Server, type S3Server, startS3Server } from '../../test-services/s3.ts';
import { StorageError } from './errors.ts';
import type { S3TableStore } from './object-store.ts';
import { parseS3Settings, type S3Settings } from './s3-settings.ts';
import { s3Presigner } from './s3-signer.ts';
import { s3Store } from './s3-store.ts';

const bucket = 'tables';
const keys = [
  'part-0.parquet',
  'day=2024-01-01/hour=7/part 0.parquet',
  "ü b'(c)+%!*~&$@:;,?#[]{}.parquet",
  'a%20b%2Fc/100%.parquet',
  'a+b c.parquet',
  '日本/😀.parquet',
];
const bodyOf = (key: string) => `the body of ${key}`;
const logFiles = ['00.json', '01.json', '02.checkpoint.parquet', '02.json', 'nested/x'];
// One more page than a listing gives at once.
const many = Array.from({ length: 1_005 }, (_, index) => `many/${String(index).padStart(5, '0')}`);

const signOptions = (seconds = 60) => ({
  now: Date.now(),
  expiresAt: Date.now() + seconds * 1000,
  recipientId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001',
  shareId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0002',
  tableId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0003',
  publicUrl: 'https://unused.example.com',
  signingKey: { id: 'unused', secret: Buffer.alloc(32) },
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

const listed = async (
  store: S3TableStore,
  directory: string,
  startAfter?: string,
): Promise<readonly StoredObject[]> => {
  const found: StoredObject[] = [];
  for await (const object of store.list(directory, startAfter)) found.push(object);
  return found;
};

const binary = findS3Server();
const title = binary === undefined ? `skipped for want of versitygw (${installS3Server})` : 'against versitygw';

describe.skipIf(binary === undefined)(`an S3 store, ${title}`, () => {
  let folder = '';
  let server: S3Server;
  let settings: S3Settings;
  let store: S3TableStore;

  const storeAt = (prefix: string, more: Partial<S3Settings> = {}, name = bucket) =>
    s3Store({ kind: 's3', bucket: name, prefix }, parseS3Settings({ ...settings, ...more }).settings);

  const fill = async () => {
    const client = new S3Client({
      region: server.region,
      endpoint: server.endpoint,
      forcePathStyle: true,
      credentials: server,
    });
    const put = (key: string, body = bodyOf(key)) =>
      client.send(new PutObjectCommand({ Bucket: bucket, Key: `warehouse/sales/${key}`, Body: Buffer.from(body) }));
    for (const key of [...keys, ...logFiles.map(file => `_delta_log/${file}`)]) await put(key);
    await put('_delta_log/', '');
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: 'warehouse/sales2/secret', Body: 'of another table' }),
    );
    for (let first = 0; first < many.length; first += 32)
      await Promise.all(many.slice(first, first + 32).map(key => put(key)));
    client.destroy();
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'boathouse-s3-test-'));
    server = await startS3Server(binary ?? '', [bucket]);
    const { region, endpoint, accessKeyId, secretAccessKey } = server;
    const location = `s3://${bucket}`;
    settings = { location, region, endpoint, access_key_id: accessKeyId, secret_access_key: secretAccessKey };
    store = storeAt('warehouse/sales');
    await fill();
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('listing', () => {
    it('gives the objects directly below a folder, in order, with size and time', async () => {
      const objects = await listed(store, '_delta_log/');
      expect(objects.map(({ path }) => path)).toEqual(logFiles.slice(0, 4).map(file => `_delta_log/${file}`));
      const [object] = objects;
      expect(object?.size).toBe(bodyOf('_delta_log/00.json').length);
      expect(Math.abs((object?.modificationTime ?? 0) - Date.now())).toBeLessThan(120_000);
    });

    it('begins after a path', async () => {
      const paths = (await listed(store, '_delta_log/', '_delta_log/01.json')).map(({ path }) => path);
      expect(paths).toEqual(['_delta_log/02.checkpoint.parquet', '_delta_log/02.json']);
    });

    it('goes on over pages, from wherever it begins', async () => {
      expect((await listed(store, 'many/')).map(({ path }) => path)).toEqual(many);
      expect(await listed(store, 'many/', 'many/00001')).toHaveLength(1_003);
    });

    it('gives special names as they are, and nothing of a table beside', async () => {
      const names = (await listed(store, '')).map(({ path }) => path);
      expect(names).toEqual(keys.filter(key => !key.includes('/')).toSorted());
    });

    it('gives nothing for a folder that is absent', async () => {
      expect(await listed(store, 'missing/')).toEqual([]);
      expect(await listed(storeAt('warehouse/none'), '_delta_log/')).toEqual([]);
    });
  });

  describe('reading', () => {
    it.each(keys)('gives the bytes of %s, at once and as a file', async key => {
      expect(text(await store.read(key))).toBe(bodyOf(key));
      const file = join(folder, 'copy');
      await store.download(key, file);
      expect(await readFile(file, 'utf8')).toBe(bodyOf(key));
    });

    it('reports absence as ObjectNotFound and leaves no file behind', async () => {
      await expect(store.read('missing')).rejects.toThrow(ObjectNotFound);
      await expect(store.download('missing', join(folder, 'none'))).rejects.toThrow(ObjectNotFound);
      await expect(stat(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('refuses to leave the table', async () => {
      for (const path of ['../sales2/secret', 'a/../../sales2/secret', '/warehouse/sales2/secret']) {
        await expect(store.read(path)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
        await expect(listed(store, `${path}/`)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
        expect(() => store.sign(path, signOptions())).toThrow(/"\.\."/);
      }
    });
  });

  describe('failing', () => {
    const failuresOf = async (broken: S3TableStore): Promise<readonly StorageError[]> => {
      const outcomes = await Promise.allSettled([broken.read('part-0.parquet'), listed(broken, '_delta_log/')]);
      return outcomes.map(outcome => {
        if (outcome.status === 'rejected' && outcome.reason instanceof StorageError) return outcome.reason;
        throw new Error('not a StorageError', { cause: outcome });
      });
    };

    it('names a bucket that is not there', async () => {
      for (const failure of await failuresOf(storeAt('t', {}, 'nowhere'))) {
        expect(failure.code).toBe('BUCKET_MISSING');
        expect(failure.message).toContain('s3://nowhere/t failed: bucket nowhere answered 404 NoSuchBucket');
      }
    });

    it('says which credentials to check, without showing the secret', async () => {
      for (const failure of await failuresOf(storeAt('warehouse/sales', { secret_access_key: 'wrong-5ecret' }))) {
        expect(failure.code).toBe('ACCESS_DENIED');
        expect(failure.message).toMatch(
          /s3:\/\/tables\/warehouse\/sales failed: .*Check access_key_id, secret_access_key/,
        );
        expect(failure.message).not.toContain('5ecret');
      }
    });

    it('tells what the store says of an unknown access key', async () => {
      for (const failure of await failuresOf(storeAt('warehouse/sales', { access_key_id: 'AKIAUNKNOWN' }))) {
        expect(failure.message).toMatch(/bucket tables answered 40[34] (?:InvalidAccessKeyId|XAdminUserNotFound): /);
        expect(failure.message).not.toContain(settings.secret_access_key);
      }
    });

    it('says where there is no answer', async () => {
      // Port 1 is reserved; nothing listens there.
      for (const failure of await failuresOf(storeAt('t', { endpoint: 'http://127.0.0.1:1' }))) {
        expect(failure.code).toBe('UNAVAILABLE');
        expect(failure.message).toContain('no answer from http://127.0.0.1:1 (ECONNREFUSED)');
      }
    });
  });

  describe('signing', () => {
    const statusOf = async (url: string, init: RequestInit = {}) => (await fetch(url, init)).status;

    it.each(keys)('gives a URL that fetches %s', async key => {
      const response = await fetch(store.sign(key, signOptions()));
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(bodyOf(key));
    });

    it('gives a URL for ranges', async () => {
      const response = await fetch(store.sign('part-0.parquet', signOptions()), { headers: { range: 'bytes=4-7' } });
      expect(response.status).toBe(206);
      expect(await response.text()).toBe('body');
    });

    it('gives a URL that survives what yarl, beneath the Python client, makes of it', async () => {
      for (const key of keys) {
        const url = store.sign(key, signOptions());
        const [path = '', query = ''] = url.split('?');
        const unescaped = (mark: string) => decodeURIComponent(mark);
        const rewritten = `${path.replace(/%(?:2[1789ACc]|3[ABDabd]|40)/g, unescaped)}?${query.replaceAll('%2F', '/')}`;
        expect(rewritten).not.toBe(url);
        expect(await statusOf(rewritten), rewritten).toBe(200);
      }
    });

    it('gives a URL that is for GET alone', async () => {
      expect(await statusOf(store.sign('part-0.parquet', signOptions()), { method: 'HEAD' })).toBe(403);
      expect(await statusOf(store.sign('part-0.parquet', signOptions()), { method: 'DELETE' })).toBe(403);
    });

    it('gives a URL that is refused once anything of it is altered', async () => {
      const url = store.sign('part-0.parquet', signOptions());
      const otherDigit = (digit: string) => (digit === '0' ? '1' : '0');
      const altered = [
        url.replace('sales/part-0.parquet', 'sales2/secret'),
        url.replace('part-0', 'part-1'),
        url.replace(/X-Amz-Signature=(.)/, (_, digit: string) => `X-Amz-Signature=${otherDigit(digit)}`),
        url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'),
      ];
      for (const other of altered) {
        expect(other).not.toBe(url);
        expect(await statusOf(other), other).toBe(403);
      }
      expect(await statusOf(url)).toBe(200);
    });

    it('gives a URL that is refused when another secret signed it', async () => {
      const other = storeAt('warehouse/sales', { secret_access_key: 'another' });
      expect(await statusOf(other.sign('part-0.parquet', signOptions()))).toBe(403);
    });

    it('gives a URL that is refused after its end', async () => {
      const past = { now: Date.now() - 120_000, expiresAt: Date.now() - 60_000 };
      expect(await statusOf(s3Presigner(settings, bucket, past)('warehouse/sales/part-0.parquet'))).toBe(403);
    });
  });
});
