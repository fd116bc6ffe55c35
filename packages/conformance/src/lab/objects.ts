import { inParallel } from './in-parallel.ts';
import { attemptAt, type Storage, type StorageOptions } from './storage.ts';

/** How objects of some cloud are written and removed, by their keys. */
export interface ObjectCalls {
  put(key: string, content: Uint8Array): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/**
 * A folder in a store of objects. It remembers what it wrote, because only that may be removed.
 *
 * @param url URL of the folder
 * @param prefix what keys in it begin with, without a slash at its end
 */
export const objectStorage = (url: string, prefix: string, calls: ObjectCalls): Storage => {
  const written = new Set<string>();
  return {
    url,
    write: (path, content) => {
      const key = `${prefix}/${path}`;
      // Before it is sent: a request that fails here may have been carried out there.
      written.add(key);
      return attemptAt(url, () => calls.put(key, content));
    },
    remove: () => attemptAt(url, () => inParallel([...written], key => calls.delete(key))),
  };
};

/** What the keys of a folder begin with: the path of the root, without escapes and outer slashes, and the folder. */
export const prefixOf = ({ root, folder }: StorageOptions): string => {
  const path = decodeURIComponent(root.pathname).replace(/^\/+|\/+$/g, '');
  return path === '' ? folder : `${path}/${folder}`;
};
