import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What a file is made of: text, or parts that come one after the other. */
export type Content = string | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file whole or not at all: it is written beside its name, and takes it when all of it is on disk. A failure or
 * an interrupt leaves what was there before. A link is followed, not replaced.
 *
 * @param mode of the file, such as `0o600`
 */
export const replaceFile = async (path: string, content: Content, mode: number): Promise<void> => {
  const target = await realpath(path).catch(() => path);
  await mkdir(dirname(target), { recursive: true });
  const part = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  try {
    const file = await open(part, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
};
