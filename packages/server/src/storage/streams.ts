import { open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { StorageError, systemCode } from './errors.ts';

/**
 * The largest object that is read as a whole, in bytes. `_last_checkpoint` and checksums are, which have some hundreds; what
 * is made of a hostile one takes many times its size.
 */
const largestRead = 4 * 1024 * 1024;

/**
 * The whole of a stream. A store may not say how long an object is, or lie, so it is counted as it comes.
 *
 * @param name how an error names what is read
 * @throws StorageError `TOO_LARGE` beyond `limit` bytes
 */
export const collectStream = async (stream: Readable, name: string, limit = largestRead): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit)
      throw new StorageError('TOO_LARGE', `${name} is larger than the ${limit} bytes that are read at once.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
};

/**
 * Writes a stream to a local file, which is removed again when the stream fails.
 *
 * @throws StorageError `FAILED` when the file cannot be written; what the stream fails with otherwise
 */
export const saveStream = async (stream: Readable, file: string): Promise<void> => {
  const cannotWrite = (error: unknown): never => {
    const problem = systemCode(error) ?? 'unknown error';
    throw new StorageError('FAILED', `Writing ${file} failed (${problem}).`, { cause: error });
  };
  try {
    const target = await open(file, 'w').catch(cannotWrite);
    try {
      for await (const chunk of stream) await target.appendFile(chunk).catch(cannotWrite);
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await target.close();
    }
  } finally {
    stream.destroy();
  }
};
