import { crc32 } from 'node:zlib';
import { invalidDataFile, SharingError } from './errors.ts';
import type { DeletionVector, FileLine } from './lines.ts';
import { checkUrl, nameOf, type Storage, unavailable, type WithUrl } from './range-source.ts';
import { withRetries } from './retry.ts';
import { type RowBitmap, readRowBitmap } from './row-bitmap.ts';
import { bodyBytes, exchange } from './transport.ts';
import { gone } from './url-refresher.ts';
import { decodeZ85 } from './z85.ts';

/** In a file, the length of a bitmap stands before it and its checksum behind it, in four bytes each. */
const frame = 4;
/** The longest bitmap that is read. One of 2^32 rows has half of it. */
const longestBitmap = 1024 * 1024 * 1024;
/** The longest file that is taken from a storage that knows no ranges. */
const longestFile = 2 * longestBitmap;

/**
 * The rows that a file's deletion vector deletes; undefined when it has none.
 *
 * @param withUrl of the same file
 * @throws {SharingError} `INVALID_DATA_FILE` for what is no deletion vector, or deletes another number of rows than the table
 * says; and as the reads of {@link openRange}
 */
export async function readDeletionVector(
  storage: Storage,
  file: FileLine,
  withUrl: WithUrl,
): Promise<RowBitmap | undefined> {
  const { deletionVector: vector } = file;
  if (vector === undefined) return undefined;
  const what = `Deletion vector of ${nameOf(file)}`;
  const fetched = (line: FileLine) => fetchRange(storage, { line, vector: sameVector(line, vector, file), what });
  try {
    const bytes = vector.storageType === 'i' ? inlineBytes(vector) : await storedBytes(vector, () => withUrl(fetched));
    const rows = readRowBitmap(bytes);
    if (rows.size === vector.cardinality) return rows;
    throw new RangeError(`it deletes ${rows.size} rows where the table says ${vector.cardinality}`);
  } catch (error) {
    if (error instanceof RangeError) throw invalidDataFile(`${what} is not readable: ${error.message}.`, error);
    throw error;
  }
}

/** The text is filled up to whole groups. */
function inlineBytes({ pathOrInlineDv, sizeInBytes }: DeletionVector): Uint8Array {
  const bytes = decodeZ85(pathOrInlineDv);
  if (bytes.length < sizeInBytes) throw new RangeError('it ends too early');
  return bytes.subarray(0, sizeInBytes);
}

async function storedBytes(
  { sizeInBytes }: DeletionVector,
  fetchBytes: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  if (sizeInBytes > longestBitmap) throw new RangeError(`it claims ${sizeInBytes} bytes`);
  const bytes = await fetchBytes();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bitmap = bytes.subarray(frame, frame + sizeInBytes);
  if (view.getUint32(0) !== sizeInBytes) throw new RangeError('its length is not what the table says');
  if (view.getUint32(frame + sizeInBytes) !== crc32(bitmap)) throw new RangeError('its checksum is wrong');
  return bitmap;
}

/** Without shared history a fresh URL may be of a later version, in which more rows are deleted. */
function sameVector({ deletionVector: fresh }: FileLine, vector: DeletionVector, file: FileLine): DeletionVector {
  const facts = ['storageType', 'id', 'offset', 'sizeInBytes', 'cardinality'] as const;
  if (fresh !== undefined && facts.every(fact => fresh[fact] === vector[fact])) return fresh;
  throw gone(file);
}

interface Wanted {
  readonly line: FileLine;
  readonly vector: DeletionVector;
  readonly what: string;
}

/** The bitmap and its frame; a storage that knows no ranges sends the whole file. */
function fetchRange({ transport, onBytes }: Storage, { line, vector, what }: Wanted): Promise<Uint8Array> {
  const { pathOrInlineDv: url, offset = 0, sizeInBytes } = vector;
  checkUrl(url, what);
  const length = sizeInBytes + 2 * frame;
  return withRetries(transport, async () => {
    const headers = { range: `bytes=${offset}-${offset + length - 1}` };
    const response = await exchange(transport, url, { headers }, what);
    if (response.status !== 206 && response.status !== 200) throw unavailable(line, response, what);
    const isWhole = response.status === 200;
    const bytes = await bodyBytes(transport, response, what, isWhole ? longestFile : length);
    onBytes?.(bytes.length);
    const range = isWhole ? bytes.subarray(offset, offset + length) : bytes;
    if (range.length === length) return range;
    throw new SharingError(`${what}: its file ends before it does.`, { errorCode: 'INVALID_DATA_FILE' });
  });
}
