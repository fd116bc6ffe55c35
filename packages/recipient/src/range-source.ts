import type { AsyncBuffer } from 'hyparquet';
import { type ClientErrorCode, invalidDataFile, SharingError } from './errors.ts';
import type { FileLine } from './lines.ts';
import { withRetries } from './retry.ts';
import { bodyBytes, exchange, type Transport } from './transport.ts';

/** Files up to this many bytes are fetched in one request; of larger ones, only what is needed. */
const wholeFile = 1024 * 1024;
/** The letters at both ends of a Parquet file, and the length of its index: no file is shorter. */
const shortestFile = 12;
/** Parquet keeps its index at the end; these many bytes hold most of them. */
const tailLength = 512 * 1024;

/**
 * A data file as bytes, fetched by Range requests when they are asked for. The bearer token is not sent.
 *
 * Reads throw {@link SharingError}: `DATA_FILE_UNAVAILABLE`, `URL_EXPIRED`, `INVALID_DATA_FILE`, or as `exchange`.
 */
export function openRange(transport: Transport, file: FileLine): AsyncBuffer {
  checkLine(file);
  let held: Held | undefined;

  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    if (held === undefined) {
      const first = file.size <= wholeFile ? 0 : file.size - tailLength;
      if (start >= first) held = await fetchRange(transport, file, first, file.size);
    }
    const { bytes, start: from } =
      held !== undefined && start >= held.start ? held : await fetchRange(transport, file, start, end);
    return bytes.slice(start - from, end - from);
  };
  return {
    byteLength: file.size,
    slice: (start, end = file.size) => {
      // Offsets come from the file itself.
      if (!(start >= 0 && start <= end && end <= file.size)) {
        throw invalidDataFile(`${nameOf(file)}: its index points outside of it.`);
      }
      return read(start, end);
    },
  };
}

interface Held {
  readonly start: number;
  readonly bytes: ArrayBuffer;
}

/** How a data file is named in errors: never by its URL, which is a key to it. */
export function nameOf(file: FileLine): string {
  return `Data file ${file.id}`;
}

function checkLine(file: FileLine): void {
  if (file.size < shortestFile) throw invalidDataFile(`${nameOf(file)}: ${file.size} bytes are no Parquet file.`);
  const url = URL.canParse(file.url) ? new URL(file.url) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw invalidDataFile(`${nameOf(file)}: its URL is not of http or https.`);
  }
}

/** Fetches a range; a storage that knows no ranges sends the whole file instead, and that is what comes then. */
function fetchRange(transport: Transport, file: FileLine, start: number, end: number): Promise<Held> {
  return withRetries(transport, async () => {
    const headers = { range: `bytes=${start}-${end - 1}` };
    const response = await exchange(transport, file.url, { headers }, nameOf(file));
    if (response.status !== 206 && response.status !== 200) throw unavailable(file, response);
    const whole = response.status === 200;
    const expected = whole ? file.size : end - start;
    const bytes = await bodyBytes(transport, response, nameOf(file), expected);
    if (bytes.length !== expected) {
      throw invalidDataFile(`${nameOf(file)}: ${bytes.length} bytes came where the server promised ${expected}.`);
    }
    return { start: whole ? 0 : start, bytes: bytes.buffer };
  });
}

function unavailable(file: FileLine, response: Response): SharingError {
  response.body?.cancel().catch(() => undefined);
  const expired = file.expirationTimestamp !== undefined && file.expirationTimestamp <= Date.now();
  const reason = expired ? 'its URL has expired; query the table again' : 'the storage refused it';
  return new SharingError(`${nameOf(file)}: ${reason} (${response.status}).`, {
    status: response.status,
    errorCode: (expired ? 'URL_EXPIRED' : 'DATA_FILE_UNAVAILABLE') satisfies ClientErrorCode,
  });
}
