import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LabError, reasonOf } from './lab-error.ts';
import { attemptAt, type Storage, type StorageOptions } from './storage.ts';

const pathOf = (root: URL): string => {
  try {
    return fileURLToPath(root);
  } catch (error) {
    throw new LabError(`The storage ${root.href} names no folder of this machine: ${reasonOf(error)}`);
  }
};

/** Opens a new folder of this machine. The one that it lies in must be there. */
export const openLocalStorage = async ({ root, folder }: StorageOptions): Promise<Storage> => {
  const path = join(pathOf(root), folder);
  const attempt = (action: () => Promise<unknown>) => attemptAt(root.href, action);
  await attempt(() => mkdir(path));
  return {
    url: pathToFileURL(path).href,
    write: (file, content) =>
      attempt(async () => {
        await mkdir(dirname(join(path, file)), { recursive: true });
        await writeFile(join(path, file), content);
      }),
    remove: () => attempt(() => rm(path, { recursive: true, force: true })),
  };
};
