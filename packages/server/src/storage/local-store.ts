import { isUtf8 } from 'node:buffer';
import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectNotFound, type StoredObject } from '@boathouse/delta';
import { StorageError, systemCode } from './errors.ts';
import { isInside, resolveLocal } from './local-roots.ts';
import { signLocalUrl } from './local-urls.ts';
import { formatLocation, type LocalLocation } from './location.ts';
import { checkDirectory, checkObjectPath } from './object-path.ts';
import type { LinkRule, LocalTableStore } from './object-store.ts';
import { type OpenFile, openFile, streamFile } from './open-file.ts';
import { collectStream, saveStream } from './streams.ts';

/** The folder of one table: its location for people, and where it really is. */
interface Folder {
  readonly location: string;
  readonly root: string;
}

/**
 * The store of a table in a local folder. Links are resolved here and again for every object: none leads out of the table.
 *
 * @param roots absolute folders that local tables may lie below
 * @throws LocationError for a folder outside of the local roots
 */
export const localStore = (at: LocalLocation, roots: readonly string[]): LocalTableStore => {
  const folder: Folder = { location: formatLocation(at), root: resolveLocal(at, roots) };
  const open = (path: string, links?: LinkRule) => openBelow(folder, path, links);
  return {
    kind: 'local',
    location: folder.location,
    list: (directory, startAfter) => listFolder(folder, directory, startAfter),
    listAll: (directory, startAfter) => listTree(folder, directory, startAfter),
    read: async path => collectStream(streamFile(await open(path)), `${folder.location}/${path}`),
    download: async (path, file) => saveStream(streamFile(await open(path)), file),
    openFile: open,
    sign: async (paths, options) =>
      paths.map(path => {
        checkObjectPath(path, folder.location);
        return options.publicUrl + signLocalUrl({ ...options, path }, options.signingKey);
      }),
    canVend: false,
    vend: async () => {
      throw new StorageError('CANNOT_VEND', `${folder.location} is a folder: there are no credentials for it.`);
    },
  };
};

const refuseOutside = (path: string, { location }: Folder): never => {
  const problem = `Path ${JSON.stringify(path)} of table ${location} is a link out of the table.`;
  throw new StorageError('PATH_REFUSED', problem);
};

const requireNoLink = (real: string, path: string, { location, root }: Folder): void => {
  if (real === join(root, path)) return;
  throw new StorageError('PATH_REFUSED', `Path ${JSON.stringify(path)} of ${location} is a link, or lies behind one.`);
};

// A path that goes on below a file, and one longer than any file's, name nothing either.
const absence = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** What a system error means for an object. */
const translate = (error: unknown, path: string, { location }: Folder): Error => {
  if (error instanceof StorageError || error instanceof ObjectNotFound) return error;
  const code = systemCode(error);
  if (code !== undefined && absence.has(code)) return new ObjectNotFound(path, { cause: error });
  const name = `${JSON.stringify(path)} of table ${location}`;
  if (code === 'EACCES' || code === 'EPERM') {
    const advice = 'Give the user that the server runs as permission to read it.';
    return new StorageError('ACCESS_DENIED', `The server may not read ${name}. ${advice}`, { cause: error });
  }
  return new StorageError('FAILED', `Reading ${name} failed (${code ?? 'unknown error'}).`, { cause: error });
};

/** Where an object really is. `path` is checked already. */
const locate = async (folder: Folder, path: string): Promise<string> => {
  const real = await realpath(join(folder.root, path)).catch(error => {
    throw translate(error, path, folder);
  });
  return isInside(real, folder.root) ? real : refuseOutside(path, folder);
};

const openBelow = async (folder: Folder, path: string, links: LinkRule = 'below-root'): Promise<OpenFile> => {
  checkObjectPath(path, folder.location);
  const real = await locate(folder, path);
  if (links === 'none') requireNoLink(real, path, folder);
  const file = await openFile(real).catch(error => {
    throw translate(error, path, folder);
  });
  if (file === undefined) throw new ObjectNotFound(path);
  try {
    await checkOpened(file, path, folder, links);
    return file;
  } catch (error) {
    await file.handle.close();
    throw error;
  }
};

// A folder on the way may have been replaced by a link since it was resolved; only the open file knows where it is.
const checkOpened = async ({ handle }: OpenFile, path: string, folder: Folder, links: LinkRule): Promise<void> => {
  if (process.platform !== 'linux') return;
  const opened = await readlink(`/proc/self/fd/${handle.fd}`);
  if (!isInside(opened, folder.root)) refuseOutside(path, folder);
  if (links === 'none') requireNoLink(opened, path, folder);
};

/** Files are looked at in groups: one at a time waits for the disk each time, all at once would hold a large folder. */
const groupSize = 64;

interface Entry {
  readonly path: string;
  readonly isLink: boolean;
}

async function* listFolder(folder: Folder, directory: string, startAfter?: string): AsyncGenerator<StoredObject> {
  checkDirectory(directory, folder.location);
  const entries = await entriesOf(folder, directory, startAfter);
  for (let first = 0; first < entries.length; first += groupSize) {
    const group = entries.slice(first, first + groupSize);
    const objects = await Promise.all(group.map(entry => describe(folder, entry)));
    for (const object of objects) if (object !== undefined) yield object;
  }
}

/** Files in the order of their names' UTF-8 bytes, which is the order that object stores list in. */
const entriesOf = async (folder: Folder, directory: string, startAfter = ''): Promise<readonly Entry[]> => {
  try {
    const real = await locate(folder, directory);
    const found = await readdir(real, { withFileTypes: true, encoding: 'buffer' });
    const [prefix, after] = [Buffer.from(directory), Buffer.from(startAfter)];
    return found
      .filter(entry => (entry.isFile() || entry.isSymbolicLink()) && isUtf8(entry.name))
      .filter(({ name }) => Buffer.compare(Buffer.concat([prefix, name]), after) > 0)
      .sort((one, other) => Buffer.compare(one.name, other.name))
      .map(entry => ({ path: directory + entry.name.toString('utf8'), isLink: entry.isSymbolicLink() }));
  } catch (error) {
    const failure = translate(error, directory, folder);
    if (failure instanceof ObjectNotFound) return [];
    throw failure;
  }
};

/** Undefined for what went away meanwhile and for a link to a folder. */
const describe = async (folder: Folder, { path, isLink }: Entry): Promise<StoredObject | undefined> => {
  try {
    const facts = await lstat(isLink ? await locate(folder, path) : join(folder.root, path));
    return facts.isFile() ? { path, size: facts.size, modificationTime: Math.floor(facts.mtimeMs) } : undefined;
  } catch (error) {
    const failure = translate(error, path, folder);
    if (failure instanceof ObjectNotFound) return undefined;
    throw failure;
  }
};

/** What lies in a folder, folders with a slash behind their names, in the order of what they are the beginnings of. */
const treeEntries = async (folder: Folder, directory: string): Promise<readonly string[]> => {
  try {
    const found = await readdir(await locate(folder, directory), { withFileTypes: true, encoding: 'buffer' });
    return found
      .filter(entry => (entry.isFile() || entry.isDirectory()) && isUtf8(entry.name))
      .map(entry => (entry.isDirectory() ? Buffer.concat([entry.name, Buffer.from('/')]) : entry.name))
      .sort(Buffer.compare)
      .map(name => directory + name.toString('utf8'));
  } catch (error) {
    const failure = translate(error, directory, folder);
    if (failure instanceof ObjectNotFound) return [];
    throw failure;
  }
};

async function* listTree(folder: Folder, directory: string, startAfter = ''): AsyncGenerator<StoredObject> {
  checkDirectory(directory, folder.location);
  const isAfter = (path: string) => Buffer.compare(Buffer.from(path), Buffer.from(startAfter)) > 0;
  for (const path of await treeEntries(folder, directory)) {
    if (path.endsWith('/')) {
      if (isAfter(path) || startAfter.startsWith(path)) yield* listTree(folder, path, startAfter);
    } else if (isAfter(path)) {
      const object = await describe(folder, { path, isLink: false });
      if (object !== undefined) yield object;
    }
  }
}
