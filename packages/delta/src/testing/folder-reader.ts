import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectNotFound, type ObjectReader, type StoredObject } from '../object-reader.ts';

/** What a {@link FolderReader} was asked for, in order: `list _delta_log/`, `read …`, `download …`. */
export type Calls = string[];

/** An object reader over a local folder, for tests. It counts its calls. */
export class FolderReader implements ObjectReader {
  readonly calls: Calls = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async *list(directory: string, startAfter = ''): AsyncIterable<StoredObject> {
    this.calls.push(`list ${directory} ${startAfter}`.trimEnd());
    const names = await readdir(join(this.#root, directory)).catch(() => []);
    for (const path of names.map(name => directory + name).sort()) {
      if (path <= startAfter) continue;
      const { size, mtimeMs, isFile } = await stat(join(this.#root, path)).then(s => ({ ...s, isFile: s.isFile() }));
      if (isFile) yield { path, size, modificationTime: Math.floor(mtimeMs) };
    }
  }

  async read(path: string): Promise<Uint8Array> {
    this.calls.push(`read ${path}`);
    return readFile(join(this.#root, path)).catch(error => Promise.reject(absent(path, error)));
  }

  async download(path: string, file: string): Promise<void> {
    this.calls.push(`download ${path}`);
    await copyFile(join(this.#root, path), file).catch(error => Promise.reject(absent(path, error)));
  }
}

function absent(path: string, error: unknown): unknown {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return missing ? new ObjectNotFound(path, { cause: error }) : error;
}
