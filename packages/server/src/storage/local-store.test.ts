import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectNotFound, type StoredObject } from '@boathouse/delta';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocationError } from './errors.ts';
import { localStore } from './local-store.ts';
import { verifyLocalUrl } from './local-urls.ts';
import type { LocalTableStore } from './object-store.ts';
import { serveFile } from './serve-file.ts';

let folder = '';
let table = '';
let store: LocalTableStore;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'boathouse-local-')));
  table = join(folder, 'root', 'sales');
  mkdirSync(join(table, '_delta_log', 'nested'), { recursive: true });
  mkdirSync(join(folder, 'root', 'sales2'));
  writeFileSync(join(folder, 'root', 'sales2', 'secret'), 'of another table');
  writeFileSync(join(folder, 'secret'), 'of the machine');
  store = open(table);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (path: string, roots = [join(folder, 'root')]) => localStore({ kind: 'local', path }, roots);

const write = (path: string, text = path) => writeFileSync(join(table, path), text);

const list = async (directory: string, startAfter?: string): Promise<readonly StoredObject[]> => {
  const found: StoredObject[] = [];
  for await (const object of store.list(directory, startAfter)) found.push(object);
  return found;
};

const paths = async (directory: string, startAfter?: string) =>
  (await list(directory, startAfter)).map(({ path }) => path);

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('opening a local location', () => {
  it('accepts a root itself and a folder that does not exist yet', async () => {
    expect(open(join(folder, 'root')).location).toBe(`file://${folder}/root`);
    const early = open(join(folder, 'root', 'not', 'yet'));
    await expect(early.read('a')).rejects.toThrow(ObjectNotFound);
    mkdirSync(join(folder, 'root', 'not', 'yet'), { recursive: true });
    writeFileSync(join(folder, 'root', 'not', 'yet', 'a'), 'now');
    expect(text(await early.read('a'))).toBe('now');
  });

  it('accepts a link to a folder below a root, and a root that is a link', () => {
    symlinkSync(table, join(folder, 'link'));
    symlinkSync(join(folder, 'root'), join(folder, 'root-link'));
    expect(() => open(join(folder, 'link'))).not.toThrow();
    expect(() => open(table, [join(folder, 'root-link')])).not.toThrow();
  });

  it('refuses what lies outside of the roots, naming them', () => {
    symlinkSync(folder, join(folder, 'root', 'up'));
    mkdirSync(join(folder, 'root2'));
    for (const path of [
      '/etc',
      folder,
      join(folder, 'root2'),
      join(folder, 'root', 'up'),
      join(folder, 'root', 'up', 'new'),
    ]) {
      expect(() => open(path), path).toThrow(LocationError);
    }
    expect(() => open('/etc')).toThrow(`The local roots are ${folder}/root; --local-root DIR adds one.`);
    expect(() => open('/etc', [])).toThrow('There is none');
  });

  it('refuses a folder below a file', () => {
    expect(() => open(join(folder, 'root', 'sales2', 'secret', 'x'))).toThrow(/cannot be opened \(ENOTDIR\)/);
  });
});

describe('listing a local folder', () => {
  it('gives the files directly below, by the bytes of their names, with size and time', async () => {
    for (const name of ['b', 'a', 'B', 'é', '\uffee', '\u{1f600}', '10', '9']) write(`_delta_log/${name}`, 'four');
    write('_delta_log/nested/c');
    utimesSync(join(table, '_delta_log', 'a'), 1_700_000_000, 1_700_000_000.25);
    const names = ['10', '9', 'B', 'a', 'b', 'é', '\uffee', '\u{1f600}'];
    expect(await paths('_delta_log/')).toEqual(names.map(name => `_delta_log/${name}`));
    const [object] = await list('_delta_log/', '_delta_log/B');
    expect(object).toEqual({ path: '_delta_log/a', size: 4, modificationTime: 1_700_000_000_250 });
  });

  it('begins after a path, whether or not something has it', async () => {
    for (const name of ['1', '2', '3']) write(`_delta_log/${name}`);
    expect(await paths('_delta_log/', '_delta_log/1')).toEqual(['_delta_log/2', '_delta_log/3']);
    expect(await paths('_delta_log/', '_delta_log/15')).toEqual(['_delta_log/2', '_delta_log/3']);
    expect(await paths('_delta_log/', '_delta_log/3')).toEqual([]);
    expect(await paths('_delta_log/', 'A')).toHaveLength(3);
    expect(await paths('_delta_log/', 'z')).toEqual([]);
  });

  it('gives more files than are looked at in one group', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `_delta_log/${String(index).padStart(3, '0')}`);
    for (const name of names) write(name);
    expect(await paths('_delta_log/')).toEqual(names);
  });

  it('gives nothing for a folder that is absent, a file, or empty', async () => {
    write('file');
    for (const directory of ['missing/', 'file/', '_delta_log/']) expect(await paths(directory), directory).toEqual([]);
  });

  it('lists the root of the table', async () => {
    write('part-0.parquet');
    expect(await paths('')).toEqual(['part-0.parquet']);
  });

  it('shows a link by what it points to, and skips one to a folder or to nothing', async () => {
    write('data', 'twelve bytes');
    symlinkSync(join(table, 'data'), join(table, '_delta_log', 'link'));
    symlinkSync(table, join(table, '_delta_log', 'folder'));
    symlinkSync(join(table, 'nothing'), join(table, '_delta_log', 'dangling'));
    expect((await list('_delta_log/')).map(({ path, size }) => [path, size])).toEqual([['_delta_log/link', 12]]);
  });

  it('refuses a folder or a file that is a link out of the table', async () => {
    symlinkSync(join(folder, 'root', 'sales2'), join(table, 'other'));
    symlinkSync(join(folder, 'secret'), join(table, '_delta_log', 'link'));
    await expect(paths('other/')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await expect(paths('_delta_log/')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  });

  it('refuses a directory that does not end with a slash or climbs', async () => {
    for (const directory of ['_delta_log', '../', '/', '_delta_log//', '../sales2/']) {
      await expect(paths(directory), directory).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    }
  });
});

describe('reading a local file', () => {
  it('gives its bytes, also for a name that looks encoded', async () => {
    write("a %20+'é=1");
    write('empty', '');
    expect(text(await store.read("a %20+'é=1"))).toBe("a %20+'é=1");
    expect(await store.read('empty')).toHaveLength(0);
  });

  it('downloads a file of many chunks as it is', async () => {
    const content = Buffer.alloc(1_000_003, 'boathouse');
    writeFileSync(join(table, 'large'), content);
    await store.download('large', join(folder, 'copy'));
    expect((await readFile(join(folder, 'copy'))).equals(content)).toBe(true);
  });

  it('reports absence as ObjectNotFound, and leaves no file behind', async () => {
    for (const path of ['missing', 'missing/deeper', '_delta_log', 'x'.repeat(300)]) {
      await expect(store.read(path), path).rejects.toThrow(ObjectNotFound);
    }
    write('file');
    await expect(store.read('file/below')).rejects.toThrow(ObjectNotFound);
    await expect(store.download('missing', join(folder, 'copy'))).rejects.toThrow(ObjectNotFound);
    await expect(stat(join(folder, 'copy'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    '../sales2/secret',
    '../../secret',
    '/etc/passwd',
    'a/../b',
    './a',
    '',
    'a//b',
    's3://bucket/key',
    'file:/etc/passwd',
    'a/',
    'a\0',
    'a\nb',
    '\ud800',
  ])('refuses the path %j', async path => {
    await expect(store.read(path)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await expect(store.sign([path], signOptions)).rejects.toThrow(/of table file:\/\//);
  });

  it('follows links inside of the table and refuses those that lead out, to a sibling too', async () => {
    write('data');
    symlinkSync('data', join(table, 'inside'));
    expect(text(await store.read('inside'))).toBe('data');
    symlinkSync(join(folder, 'secret'), join(table, 'out'));
    symlinkSync('../sales2', join(table, 'sibling'));
    symlinkSync(join(table, 'out'), join(table, 'twice'));
    for (const path of ['out', 'sibling/secret', 'twice']) {
      await expect(store.read(path), path).rejects.toMatchObject({ code: 'PATH_REFUSED' });
      await expect(store.openFile(path), path).rejects.toMatchObject({ code: 'PATH_REFUSED' });
      await expect(store.download(path, join(folder, 'copy')), path).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    }
  });

  it('refuses everything when the table itself has become a link to elsewhere', async () => {
    write('secret', 'mine');
    expect(text(await store.read('secret'))).toBe('mine');
    renameSync(table, join(folder, 'moved'));
    symlinkSync(join(folder, 'root', 'sales2'), table);
    await expect(store.read('secret')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  });

  it('never gives bytes from outside, even while a folder is being replaced by a link', async () => {
    mkdirSync(join(table, 'day'));
    write('day/secret', 'mine');
    mkdirSync(join(folder, 'outside'));
    writeFileSync(join(folder, 'outside', 'secret'), 'not yours');
    symlinkSync(join(folder, 'outside'), join(folder, 'link'));
    let next: NodeJS.Immediate | undefined;
    const swap = (): void => {
      renameSync(join(table, 'day'), join(folder, 'aside'));
      renameSync(join(folder, 'link'), join(table, 'day'));
      renameSync(join(table, 'day'), join(folder, 'link'));
      renameSync(join(folder, 'aside'), join(table, 'day'));
      next = setImmediate(swap);
    };
    swap();
    const outcomes = new Set<string>();
    for (let attempt = 0; attempt < 300; attempt += 1) {
      outcomes.add(await store.read('day/secret').then(text, (error: Error) => error.name));
    }
    clearImmediate(next);
    expect(outcomes).not.toContain('not yours');
  });

  it('does not wait for a named pipe', async () => {
    execFileSync('mkfifo', [join(table, 'pipe')]);
    await expect(store.read('pipe')).rejects.toThrow(ObjectNotFound);
  });
});

const signOptions = {
  now: 1_000,
  expiresAt: 61_000,
  recipientId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001',
  shareId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0002',
  tableId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0003',
  scope: 'x0',
  publicUrl: 'https://share.example.com',
  signingKey: { id: 'key1', secret: Buffer.alloc(32, 7) },
};

it('signs a URL whose claims lead back to the file', async () => {
  mkdirSync(join(table, 'day=1'));
  write('day=1/a b.parquet', 'rows');
  const url = new URL(String(await store.sign(['day=1/a b.parquet'], signOptions)));
  expect(url.origin).toBe('https://share.example.com');
  const verified = verifyLocalUrl(url.pathname.split('/')[3] ?? '', { find: () => signOptions.signingKey }, 2_000);
  if (verified.kind !== 'valid') throw new Error(verified.reason);
  const { path, ...bound } = verified.claims;
  expect({ ...signOptions, ...bound }).toEqual(signOptions);
  const answer = await serveFile({ method: 'GET', headers: {} }, await store.openFile(path));
  const chunks = await answer.body?.toArray();
  expect(Buffer.concat(chunks ?? []).toString()).toBe('rows');
});
