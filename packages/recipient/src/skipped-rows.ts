import { readDeletionVector } from './deletion-vector.ts';
import { freshUrls, type Storage, type WithUrl } from './range-source.ts';
import type { ScanFile } from './scan-file.ts';

/** Rows of a data file that are not read. */
export interface SkippedRows {
  /** The most of them; infinitely many where only the rest is known. */
  readonly most: number;
  /** One byte for each of `count` rows from `start` on: 1 where the row is skipped. */
  maskOf(start: number, count: number): Uint8Array;
}

/**
 * The rows of a file that are not read, because they are deleted or because only others are wanted; undefined when all are read.
 *
 * @param withUrl of the same file
 * @throws {SharingError} as {@link readDeletionVector}
 */
export async function skippedRows(
  storage: Storage,
  file: ScanFile,
  withUrl: WithUrl,
): Promise<SkippedRows | undefined> {
  const { onlyDeletedBy: other } = file;
  const deleted = await readDeletionVector(storage, file, withUrl);
  const wanted = other && (await readDeletionVector(storage, other, freshUrls(storage.urls, other)));
  if (deleted === undefined && wanted === undefined) return undefined;
  return {
    most: wanted === undefined ? (deleted?.size ?? 0) : Number.POSITIVE_INFINITY,
    maskOf(start, count) {
      const mask = new Uint8Array(count);
      if (wanted !== undefined) {
        mask.fill(1);
        wanted.mark(mask, start, 0);
      }
      deleted?.mark(mask, start, 1);
      return mask;
    },
  };
}
