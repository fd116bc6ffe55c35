import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

// The lines that a scan of all files of a snapshot gave, for the next one to read instead of putting them together again.
// They are kept as they are: to unpack them would take longer than to read them, and leave buffers to be collected.

interface Draft {
  readonly path: string;
  readonly file: FileHandle;
}

const openDraft = async (directory: string): Promise<Draft> => {
  const path = join(directory, 'scan');
  return { path, file: await open(path, 'wx') };
};

const lineFeed = 0x0a;

/**
 * Writes a record while a scan goes on, which waits for it only when the lines before those that it adds are not written
 * yet. Nothing that fails is told before the end, but the disk has its room back at once.
 */
export class ScanRecorder {
  readonly #draft: Promise<Draft>;
  #room: number;
  #written: Promise<unknown>;

  /**
   * @param directory where to write; it may not be there yet
   * @param maxBytes a longer record is given up
   */
  constructor(directory: Promise<string>, maxBytes: number) {
    this.#room = maxBytes;
    this.#draft = directory.then(openDraft);
    this.#written = this.#draft;
    this.#written.catch(untilAsked);
  }

  /** Adds lines, without a line feed at their end. They must stay as they are until the next ones are added. */
  async add(lines: Uint8Array): Promise<void> {
    if (lines.byteLength === 0) return;
    try {
      await this.#written;
    } catch {
      return;
    }
    this.#written = this.#append(lines);
    this.#written.catch(untilAsked);
  }

  /**
   * Ends when all is written, though not surely on the disk.
   *
   * @returns path of the record
   * @throws whatever went wrong since the beginning
   */
  async finish(): Promise<string> {
    await this.#written;
    return (await this.#draft).path;
  }

  /** Closes the file, whatever became of it. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#written]);
    const { file } = await this.#draft;
    await file.close();
  }

  async #append(lines: Uint8Array): Promise<void> {
    const { file } = await this.#draft;
    try {
      this.#room -= lines.byteLength + 1;
      if (this.#room < 0) throw new Error('The record is longer than it may be');
      const { bytesWritten } = await file.writev([lines, Uint8Array.of(lineFeed)]);
      // A disk with room for a part takes that part, and does not fail.
      if (bytesWritten <= lines.byteLength) throw new Error('The disk has no room for a whole record');
    } catch (error) {
      await file.truncate();
      throw error;
    }
  }
}

/** Marks a failure as seen: `finish` tells of it. */
const untilAsked = (): void => {};

/** Bytes that are read at a time. A longer line takes more. */
const chunkBytes = 256 * 1024;

/**
 * Reads a record: whole lines, without a line feed at their end. What it gave is overwritten when it is asked for more.
 *
 * @throws Error for one that was cut off within a line
 */
export async function* readRecord(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    let buffer = Buffer.allocUnsafe(chunkBytes);
    for (let kept = 0; ; ) {
      if (kept === buffer.length) buffer = Buffer.concat([buffer], 2 * kept);
      const { bytesRead } = await file.read(buffer, kept);
      if (bytesRead === 0 && kept > 0) throw new Error('The lines that were kept beside a snapshot have been cut off');
      if (bytesRead === 0) return;
      const end = kept + bytesRead;
      const last = buffer.subarray(0, end).lastIndexOf(lineFeed);
      if (last >= 0) yield buffer.subarray(0, last);
      buffer.copyWithin(0, last + 1, end);
      kept = end - last - 1;
    }
  } finally {
    await file.close();
  }
}
