import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { StorageError } from './errors.ts';

/** What identifies the content of a file, taken from the open file and not from its path. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly modified: bigint;
  readonly inode: bigint;
}

/** A file that was opened once; everything is read through its handle, whatever happens to its path. Close the handle. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly facts: FileFacts;
}

/** The bytes from `start` to `end`, both counted from 0 and inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

// Without O_NONBLOCK, opening a named pipe waits for a writer. Windows has neither flag; `|` reads undefined as 0 there.
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens a file whose path has no link left to resolve.
 *
 * @returns undefined for what is no regular file; rejects with the system's error when there is nothing
 */
export const openFile = async (path: string): Promise<OpenFile | undefined> => {
  const handle = await open(path, flags);
  try {
    const stat = await handle.stat({ bigint: true });
    if (stat.isFile()) {
      return { handle, facts: { size: Number(stat.size), modified: stat.mtimeNs, inode: stat.ino } };
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
};

const chunkSize = 256 * 1024;

/**
 * Streams a range of an open file (by default all of it) and closes the file, also when the stream is destroyed before
 * its end. A file that has become shorter makes the stream fail: what was promised cannot be sent.
 */
export const streamFile = (file: OpenFile, range: ByteRange = { start: 0, end: file.facts.size - 1 }): Readable => {
  let position = range.start;
  const readChunk = async (): Promise<Buffer | null> => {
    const length = Math.min(chunkSize, range.end - position + 1);
    if (length <= 0) return null;
    const { bytesRead, buffer } = await file.handle.read(Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead === 0) throw new StorageError('FAILED', 'A file became shorter while it was being read.');
    position += bytesRead;
    return buffer.subarray(0, bytesRead);
  };
  return new Readable({
    highWaterMark: chunkSize,
    read() {
      readChunk().then(
        chunk => this.push(chunk),
        error => this.destroy(error),
      );
    },
    destroy(error, done) {
      file.handle.close().then(() => done(error), done);
    },
  });
};
