import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectNotFound, type ObjectReader } from '@boathouse/delta';

const absent = (path: string) => (error: NodeJS.ErrnoException) => {
  throw error.code === 'ENOENT' ? new ObjectNotFound(path, { cause: error }) : error;
};

/** Reads a table in a local folder: the server's own store without its checks of strangers' paths. */
export const folderReader = (root: string): ObjectReader => ({
  async *list(directory, startAfter = '') {
    for (const name of (await readdir(join(root, directory))).sort()) {
      const path = `${directory}${name}`;
      if (path <= startAfter) continue;
      const { size, mtimeMs } = await stat(join(root, path));
      yield { path, size, modificationTime: Math.floor(mtimeMs) };
    }
  },
  read: path => readFile(join(root, path)).catch(absent(path)),
  download: (path, file) => copyFile(join(root, path), file).catch(absent(path)),
});
