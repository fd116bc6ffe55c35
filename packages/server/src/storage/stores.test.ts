import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectNotFound, type StoredObject } from '@boathouse/delta';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageError } from './errors.ts';
import type { TableStore } from './object-store.ts';
import { locationOpener } from './open-location.ts';
import type { CloudService } from './testing/cloud-service.ts';
import { clouds, localFolder } from './testing/clouds.ts';

const names = [
  'part-0.parquet',
  'day=2024-01-01/hour=7/part 0.parquet',
  "ü b'(c)+%!*~&$@:;,?#[]{}.parquet",
  'a%20b%2Fc/100%.parquet',
  'x y+z/part 1.parquet',
  'a+b c <&>"\'.parquet',
  '日本/😀.parquet',
];
const bodyOf = (name: string) => Buffer.from(`the body of ${name}`);
const logFiles = ['00.json', '01.json', '02.checkpoint.parquet', '02.json', 'nested/x'];

/** What a URL is bound to, and how long it lives from a time that may have passed. */
const signOptions = (from = Date.now()) => ({
  now: from,
  expiresAt: from + 60_000,
  recipientId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001',
  shareId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0002',
  tableId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0003',
  scope: '',
  publicUrl: 'https://unused.example.com',
  signingKey: { id: 'unused', secret: Buffer.alloc(32) },
});

const pathsOf = async (store: TableStore, directory: string, startAfter?: string): Promise<readonly string[]> =>
  (await listed(store, directory, startAfter)).map(({ path }) => path);

const listed = async (store: TableStore, directory: string, startAfter?: string): Promise<readonly StoredObject[]> => {
  const found: StoredObject[] = [];
  for await (const object of store.list(directory, startAfter)) found.push(object);
  return found;
};

const allPathsOf = async (store: TableStore, directory: string, startAfter?: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { path } of store.listAll(directory, startAfter)) found.push(path);
  return found;
};

const openAt = (location: string, settings: CloudService['settings']): TableStore =>
  locationOpener({ local_roots: [], s3: [], azure_storage: [], gcs: [], ...settings })(location);

describe.each([localFolder, ...clouds])('a store in $name', ({ missing, pageSize, start }) => {
  if (missing !== undefined) return it.skip(`is not tested here, for want of ${missing}`);

  let folder = '';
  let service: CloudService;
  let store: TableStore;
  // A few more than a listing gives at once.
  const many = Array.from({ length: pageSize + 5 }, (_, index) => `many/${String(index).padStart(5, '0')}`);

  const fill = async () => {
    const put = (name: string) => service.put(`warehouse/sales/${name}`, bodyOf(name));
    for (const name of [...names, ...logFiles.map(file => `_delta_log/${file}`)]) await put(name);
    await service.put('warehouse/sales/_delta_log/', Buffer.alloc(0));
    await service.put('warehouse/sales2/secret', Buffer.from('of another table'));
    for (let first = 0; first < many.length; first += 32)
      await Promise.all(many.slice(first, first + 32).map(name => put(name)));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'boathouse-store-copy-'));
    service = await start();
    store = openAt(`${service.root}/warehouse/sales`, service.settings);
    await fill();
  }, 60_000);

  afterAll(async () => {
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  describe('listing', () => {
    it('gives the objects directly below a folder, in order, with size and time', async () => {
      const objects = await listed(store, '_delta_log/');
      expect(objects.map(({ path }) => path)).toEqual(logFiles.slice(0, 4).map(file => `_delta_log/${file}`));
      const [object] = objects;
      expect(object?.size).toBe(bodyOf('_delta_log/00.json').length);
      expect(Math.abs((object?.modificationTime ?? 0) - Date.now())).toBeLessThan(120_000);
    });

    it('begins after a path', async () => {
      const after = await pathsOf(store, '_delta_log/', '_delta_log/01.json');
      expect(after).toEqual(['_delta_log/02.checkpoint.parquet', '_delta_log/02.json']);
    });

    it('goes on over pages, from wherever it begins', async () => {
      expect(await pathsOf(store, 'many/')).toEqual(many);
      expect(await pathsOf(store, 'many/', 'many/00001')).toEqual(many.slice(2));
    });

    it('gives special names as they are, and nothing of a table beside', async () => {
      expect(await pathsOf(store, '')).toEqual(names.filter(name => !name.includes('/')).toSorted());
    });

    it('gives all that is below a folder at any depth, in the order of its bytes, from wherever it begins', async () => {
      const files = [...names, ...logFiles.map(file => `_delta_log/${file}`), ...many];
      const inOrder = files.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
      expect(await allPathsOf(store, '')).toEqual(inOrder);
      for (const after of ['_delta_log/nested/x', 'many/00001', 'x y+z/part 1.parquet', '日本/😀.parquet']) {
        expect(await allPathsOf(store, '', after)).toEqual(inOrder.slice(inOrder.indexOf(after) + 1));
      }
      expect(await allPathsOf(store, '_delta_log/', '_delta_log/02.json')).toEqual(['_delta_log/nested/x']);
      expect(await allPathsOf(store, '_delta_log/nested/')).toEqual(['_delta_log/nested/x']);
      expect(await allPathsOf(store, 'missing/')).toEqual([]);
    });

    it('gives nothing for a folder that is absent', async () => {
      expect(await listed(store, 'missing/')).toEqual([]);
      expect(await listed(openAt(`${service.root}/none`, service.settings), '_delta_log/')).toEqual([]);
    });
  });

  describe('reading', () => {
    it.each(names)('gives the bytes of %s, at once and as a file', async name => {
      expect(Buffer.from(await store.read(name))).toEqual(bodyOf(name));
      const file = join(folder, 'copy');
      await store.download(name, file);
      expect(await readFile(file)).toEqual(bodyOf(name));
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
        await expect(allPathsOf(store, `${path}/`)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
        await expect(store.sign(['part-0.parquet', path], signOptions())).rejects.toMatchObject({
          code: 'PATH_REFUSED',
        });
      }
    });

    it('says what is wrong with its settings, and shows no secret', async () => {
      for (const { title, settings, location, code, message } of service.mistakes) {
        const broken = openAt(location ?? `${service.root}/warehouse/sales`, settings);
        const outcomes = await Promise.allSettled([broken.read('part-0.parquet'), listed(broken, '_delta_log/')]);
        for (const outcome of outcomes) {
          const reason: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
          if (!(reason instanceof StorageError)) throw new Error(`${title}: not a StorageError`, { cause: outcome });
          expect(reason.code, title).toBe(code);
          expect(reason.message, title).toMatch(message);
          for (const secret of service.secrets) expect(reason.message, title).not.toContain(secret);
        }
      }
    });
  });

  // The server itself serves what is in a local folder: see local-store.test.ts.
  if (start === localFolder.start) return;

  describe('signing', () => {
    const urlOf = async (name: string, options = signOptions()): Promise<string> => {
      const [url = ''] = await store.sign([name], options);
      return url;
    };
    const statusOf = async (url: string, init: RequestInit = {}) => (await fetch(url, init)).status;

    it('gives URLs that fetch the objects, in their order', async () => {
      const urls = await store.sign(names, signOptions());
      expect(urls).toHaveLength(names.length);
      for (const [index, url] of urls.entries()) {
        const response = await fetch(url);
        expect(response.status).toBe(200);
        expect(Buffer.from(await response.arrayBuffer())).toEqual(bodyOf(names[index] ?? ''));
      }
    });

    it('gives a URL for ranges', async () => {
      const response = await fetch(await urlOf('part-0.parquet'), { headers: { range: 'bytes=4-7' } });
      expect(response.status).toBe(206);
      expect(await response.text()).toBe('body');
    });

    it('gives a URL that survives what yarl, beneath the Python client, makes of it', async () => {
      for (const name of names) {
        const url = await urlOf(name);
        const [path = '', query = ''] = url.split('?');
        const unescaped = (mark: string) => decodeURIComponent(mark);
        const rewritten = `${path.replace(/%(?:2[1789ACc]|3[ABDabd]|40)/g, unescaped)}?${query.replace(/%(?:2F|3A|40)/g, unescaped)}`;
        expect(rewritten).not.toBe(url);
        expect(await statusOf(rewritten), rewritten).toBe(200);
      }
    });

    it('gives a URL that only reads one object', async () => {
      const url = await urlOf('part-0.parquet');
      expect(await statusOf(url, { method: 'DELETE' })).toBe(403);
      const headers = { 'x-ms-blob-type': 'BlockBlob' };
      expect(await statusOf(url, { method: 'PUT', headers, body: 'mine' })).toBe(403);
      const list = `${service.bucketUrl}?restype=container&comp=list&list-type=2&${url.split('?')[1]}`;
      expect(await statusOf(list)).toBe(403);
    });

    it('gives a URL that is refused once anything of it is altered', async () => {
      const url = await urlOf('part-0.parquet');
      const other = (letter: string) => (letter.toLowerCase() === 'a' ? 'b' : 'a');
      const altered = [
        url.replace('sales/part-0.parquet', 'sales2/secret'),
        url.replace('part-0', 'part-1'),
        url.replace(/(Signature|sig)=(.)/, (_, name: string, letter: string) => `${name}=${other(letter)}`),
        url.replace(/Expires=60&|se=\d+/, part => (part.startsWith('E') ? 'Expires=600&' : 'se=2999')),
      ];
      for (const each of altered) {
        expect(each).not.toBe(url);
        expect(await statusOf(each), each).toBe(403);
      }
      expect(await statusOf(url)).toBe(200);
    });

    it('gives a URL that is refused after its end', async () => {
      const status = await statusOf(await urlOf('part-0.parquet', signOptions(Date.now() - 120_000)));
      // Google Cloud answers 400 ExpiredToken, the others 403.
      expect([400, 403]).toContain(status);
    });
  });
});
