import { openAzureStorage } from './azure-storage.ts';
import { LabError } from './lab-error.ts';
import { openLocalStorage } from './local-storage.ts';
import { openS3Storage } from './s3-storage.ts';
import type { Storage, StorageOptions } from './storage.ts';

const kinds: Readonly<Record<string, (options: StorageOptions) => Promise<Storage>>> = {
  'file:': openLocalStorage,
  's3:': openS3Storage,
  'abfss:': openAzureStorage,
};

const note = 'Tables of a run of a conformance suite for Delta Sharing. When it has ended, nobody needs them.\n';

const parse = (url: string): URL | null => {
  try {
    const root = new URL(url);
    // An escape that stands for nothing throws here.
    decodeURIComponent(root.pathname);
    return root;
  } catch {
    return null;
  }
};

/**
 * Opens a new folder in local storage, S3 or Azure, with a note in it that says what it is. Credentials come from where
 * the tools of that cloud look for them.
 *
 * @param url `file:///folder`, `s3://bucket/prefix` or `abfss://container@account.dfs.core.windows.net/prefix`
 * @throws LabError for another URL, or storage that cannot be used
 */
export const openStorage = async (url: string, folder: string, timeout: number): Promise<Storage> => {
  const root = parse(url);
  const open = root === null ? undefined : kinds[root.protocol];
  if (root === null || open === undefined) {
    throw new LabError(
      `The storage "${url}" is none that the suite can write to. It takes file:///folder, s3://bucket/prefix and ` +
        'abfss://container@account.dfs.core.windows.net/prefix.',
    );
  }
  const storage = await open({ root, folder, timeout });
  try {
    await storage.write('about.txt', Buffer.from(note));
  } catch (error) {
    // What takes no file has none to be left behind: that this fails as well says nothing new.
    await storage.remove().catch(() => undefined);
    throw error;
  }
  return storage;
};
