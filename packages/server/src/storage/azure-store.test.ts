import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { ObjectNotFound, type StoredObject } from '@boathouse/delta';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureServer, findAzurite, installAzurite, startAzurite } from '../../test-services/azurite.ts';
import { type AzureSettings, parseAzureSettings } from './azure-settings.ts';
import { azureStore } from './azure-store.ts';
import { StorageError } from './errors.ts';
import type { AzureTableStore } from './object-store.ts';

const container = 'tables';
const names = [
  'part-0.parquet',
  'day=2024-01-01/hour=7/part 0.parquet',
  "ü b'(c)+%!*~&$@:;,?#[]{}.parquet",
  'a%20b%2Fc/100%.parquet',
  'x y+z/part 1.parquet',
  'a+b c <&>"\'.parquet',
  '日本/😀.parquet',
];
const bodyOf = (name: string) => `the body of ${name}`;
const logFiles = ['00.json', '01.json', '02.checkpoint.parquet', '02.json', 'nested/x'];
// One more page than a listing gives at once.
const many = Array.from({ length: 5_005 }, (_, index) => `many/${String(index).padStart(5, '0')}`);

const signOptions = (seconds = 60) => ({
  now: Date.now(),
  expiresAt: Date.now() + seconds * 1000,
  recipientId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001',
  shareId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0002',
  tableId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0003',
  publicUrl: 'https://unused.example.com',
  signingKey: { id: 'unused', secret: Buffer.alloc(32) },
});

const listed = async (
  store: AzureTableStore,
  directory: string,
  startAfter?: string,
): Promise<readonly StoredObject[]> => {
  const found: StoredObject[] = [];
  for await (const object of store.list(directory, startAfter)) found.push(object);
  return found;
};

const program = findAzurite();
const title = program === undefined ? `skipped for want of Azurite (${installAzurite})` : 'against Azurite';

describe.skipIf(program === undefined)(`an Azure store, ${title}`, () => {
  let folder = '';
  let server: AzureServer;
  let settings: AzureSettings;
  let store: AzureTableStore;

  const storeAt = (prefix: string, more: Partial<AzureSettings> = {}, name = container) =>
    azureStore(
      { kind: 'azure', account: server.account, domain: 'core.windows.net', container: name, prefix },
      parseAzureSettings({ ...settings, ...more }).settings,
    );

  const fill = async () => {
    const credential = new StorageSharedKeyCredential(server.account, server.accountKey);
    const client = new BlobServiceClient(server.endpoint, credential).getContainerClient(container);
    await client.create();
    const upload = (name: string, body: string) =>
      client.getBlockBlobClient(name).upload(body, Buffer.byteLength(body));
    const put = (name: string) => upload(`warehouse/sales/${name}`, bodyOf(name));
    for (const name of [...names, ...logFiles.map(file => `_delta_log/${file}`)]) await put(name);
    await upload('warehouse/sales/_delta_log/', '');
    await upload('warehouse/sales2/secret', 'of another table');
    for (let first = 0; first < many.length; first += 32)
      await Promise.all(many.slice(first, first + 32).map(name => put(name)));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'boathouse-azure-test-'));
    server = await startAzurite(program ?? '');
    const location = `abfss://${container}@${server.account}.dfs.core.windows.net`;
    settings = { location, endpoint: server.endpoint, account_key: server.accountKey };
    store = storeAt('warehouse/sales');
    await fill();
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('listing', () => {
    it('gives the blobs directly below a folder, in order, with size and time', async () => {
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
      expect(await listed(store, 'many/', 'many/00001')).toHaveLength(5_003);
      expect(await listed(store, 'many/', 'many/05001')).toHaveLength(3);
    });

    it('gives special names as they are, and nothing of a table beside', async () => {
      const paths = (await listed(store, '')).map(({ path }) => path);
      expect(paths).toEqual(names.filter(name => !name.includes('/')).toSorted());
    });

    it.each(names.filter(name => name.includes('/')))('finds %s in its folder', async name => {
      const folderOf = name.slice(0, name.lastIndexOf('/') + 1);
      expect((await listed(store, folderOf)).map(({ path }) => path)).toEqual([name]);
    });

    it('gives nothing for a folder that is absent', async () => {
      expect(await listed(store, 'missing/')).toEqual([]);
      expect(await listed(storeAt('warehouse/none'), '_delta_log/')).toEqual([]);
    });
  });

  describe('reading', () => {
    it.each(names)('gives the bytes of %s, at once and as a file', async name => {
      expect(Buffer.from(await store.read(name)).toString('utf8')).toBe(bodyOf(name));
      const file = join(folder, 'copy');
      await store.download(name, file);
      expect(await readFile(file, 'utf8')).toBe(bodyOf(name));
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
    const failuresOf = async (broken: AzureTableStore): Promise<readonly StorageError[]> => {
      const outcomes = await Promise.allSettled([broken.read('part-0.parquet'), listed(broken, '_delta_log/')]);
      return outcomes.map(outcome => {
        if (outcome.status === 'rejected' && outcome.reason instanceof StorageError) return outcome.reason;
        throw new Error('not a StorageError', { cause: outcome });
      });
    };

    it('names a container that is not there', async () => {
      for (const failure of await failuresOf(storeAt('t', {}, 'nowhere'))) {
        expect(failure.code).toBe('BUCKET_MISSING');
        expect(failure.message).toContain(`/${server.account}/nowhere answered 404 ContainerNotFound. Check the names`);
      }
    });

    it('says which key to check, and shows neither key nor signature', async () => {
      const wrong = Buffer.alloc(64, 1).toString('base64');
      for (const failure of await failuresOf(storeAt('warehouse/sales', { account_key: wrong }))) {
        expect(failure.code).toBe('ACCESS_DENIED');
        expect(failure.message).toMatch(/answered 403 Auth\w+Fail\w+\. Check the key or application of the entry/);
        expect(failure.message).not.toContain(wrong);
        expect(failure.message).not.toContain('sig=');
      }
    });

    it('says where there is no answer', async () => {
      // Port 1 is reserved; nothing listens there.
      for (const failure of await failuresOf(storeAt('t', { endpoint: 'http://127.0.0.1:1' }))) {
        expect(failure.code).toBe('UNAVAILABLE');
        expect(failure.message).toContain('no answer from http://127.0.0.1:1/tables (ECONNREFUSED)');
      }
    });
  });

  describe('signing', () => {
    const statusOf = async (url: string, init: RequestInit = {}) => (await fetch(url, init)).status;

    it.each(names)('gives a URL that fetches %s', async name => {
      const response = await fetch(store.sign(name, signOptions()));
      expect(response.status).toBe(200);
      expect(await response.text()).toBe(bodyOf(name));
    });

    it('gives a URL for ranges', async () => {
      const response = await fetch(store.sign('part-0.parquet', signOptions()), { headers: { range: 'bytes=4-7' } });
      expect(response.status).toBe(206);
      expect(await response.text()).toBe('body');
    });

    it('gives a URL that survives what yarl, beneath the Python client, makes of it', async () => {
      for (const name of names) {
        const url = store.sign(name, signOptions());
        const [path = '', query = ''] = url.split('?');
        const unescaped = (mark: string) => decodeURIComponent(mark);
        const rewritten = `${path.replace(/%(?:2[1789ACc]|3[ABDabd]|40)/g, unescaped)}?${query.replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
        expect(rewritten).not.toBe(url);
        expect(await statusOf(rewritten), rewritten).toBe(200);
      }
    });

    it('gives a URL that only reads', async () => {
      const url = store.sign('part-0.parquet', signOptions());
      expect(await statusOf(url, { method: 'DELETE' })).toBe(403);
      const headers = { 'x-ms-blob-type': 'BlockBlob' };
      expect(await statusOf(url, { method: 'PUT', headers, body: 'mine' })).toBe(403);
      const listing = new URL(
        `?restype=container&comp=list&${new URL(url).search.slice(1)}`,
        `${server.endpoint}/tables`,
      );
      expect(await statusOf(listing.href)).toBe(403);
    });

    it('gives a URL that is refused once anything of it is altered', async () => {
      const url = store.sign('part-0.parquet', signOptions());
      const otherLetter = (letter: string) => (letter === 'A' ? 'B' : 'A');
      const altered = [
        url.replace('sales/part-0.parquet', 'sales2/secret'),
        url.replace('part-0', 'part-1'),
        url.replace(/&sig=(.)/, (_, letter: string) => `&sig=${otherLetter(letter)}`),
        url.replace(/&se=\d+/, '&se=2999'),
        url.replace('&sp=r', '&sp=rw'),
      ];
      for (const other of altered) {
        expect(other).not.toBe(url);
        expect(await statusOf(other), other).toBe(403);
      }
    });

    it('gives a URL that is refused after its end', async () => {
      expect(await statusOf(store.sign('part-0.parquet', signOptions(-60)))).toBe(403);
    });
  });
});
