import type { AsyncBuffer } from 'hyparquet';
import { type ClientErrorCode, invalidDataFile, SharingError } from './errors.ts';
import type { FileLine } from './lines.ts';
import { withRetries } from './retry.ts';
import { bodyChunks, exchange, type Transport } from './transport.ts';
import type { UrlRefresher } from './url-refresher.ts';

/** Files up to this many bytes are fetched in one request; of larger ones, only what is needed. */
const wholeFile = 1024 * 1024;
/** The letters at both ends of a Parquet file, and the length of its index: no file is shorter. */
const shortestFile = 12;
/** Parquet keeps its index at the end; these many bytes hold most of them. */
const tailLength = 512 * 1024;

/** The first fresh URL may be from an answer that others asked for a while ago, and have run out too; the second is new. */
const mostRenewals = 2;

/** How data files are reached. */
export interface Storage {
  readonly transport: Transport;
  /** Where URLs come from when a file's own has run out; without it they are not renewed. */
  readonly urls?: UrlRefresher | undefined;
  /** Called with the number of bytes that arrived, as they arrive. */
  readonly onBytes?: ((count: number) => void) | undefined;
}

/**
 * A data file as bytes, fetched by Range requests when they are asked for. The bearer token is not sent. A URL that has run
 * out is renewed.
 *
 * Reads throw {@link SharingError}: `DATA_FILE_UNAVAILABLE`, `URL_EXPIRED`, `INVALID_DATA_FILE`, or as `exchange`.
 *
 * @param withUrl of the same file, where its deletion vector was read by it
 */
export function openRange(
  storage: Storage,
  file: FileLine,
  withUrl: WithUrl = freshUrls(storage.urls, file),
): AsyncBuffer {
  checkLine(file);
  let held: Held | undefined;

  const fetchFresh = (start: number, end: number): Promise<Held> =>
    withUrl(line => fetchRange(storage, line, start, end));
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    if (held === undefined) {
      const first = file.size <= wholeFile ? 0 : file.size - tailLength;
      if (start >= first) held = await fetchFresh(first, file.size);
    }
    const { bytes, start: from } = held !== undefined && start >= held.start ? held : await fetchFresh(start, end);
    return from === start && bytes.byteLength === end - start ? bytes : bytes.slice(start - from, end - from);
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

/** Does something with a file's line, and does it again with a fresh URL when the storage refuses one that has run out. */
export type WithUrl = <T>(use: (line: FileLine) => Promise<T>) => Promise<T>;

/** Makes the function that keeps the URL of a file fresh. One for each file suffices: it remembers the last line. */
export function freshUrls(urls: UrlRefresher | undefined, file: FileLine): WithUrl {
  let line = file;
  return async use => {
    if (urls) line = await urls.current(line);
    for (let renewals = 0; ; renewals += 1) {
      try {
        return await use(line);
      } catch (error) {
        if (urls === undefined || renewals === mostRenewals || !mayHaveExpired(error, line)) throw error;
        line = await urls.renew(line);
      }
    }
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
  checkUrl(file.url, nameOf(file));
}

/**
 * Throws unless a URL leads to a storage, and not to files of this machine.
 *
 * @throws {SharingError} `INVALID_DATA_FILE`
 */
export function checkUrl(text: string, what: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return;
  throw invalidDataFile(`${what}: its URL is not of http or https.`);
}

/**
 * Fetches a range; a storage that knows no ranges sends the whole file instead, and that is what comes then. An attempt after
 * one that was cut off asks for what is still missing.
 */
async function fetchRange(storage: Storage, file: FileLine, start: number, end: number): Promise<Held> {
  checkLine(file);
  const { transport } = storage;
  let range: Filling | undefined;
  return withRetries(transport, async () => {
    range ??= allocate(file, start, end);
    const headers = { range: `bytes=${range.start + range.filled}-${range.start + range.bytes.length - 1}` };
    const response = await exchange(transport, file.url, { headers }, nameOf(file));
    if (response.status !== 206 && response.status !== 200) throw unavailable(file, response, nameOf(file));
    if (response.status === 200) range = allocate(file, 0, file.size);
    await fill(storage, file, response, range);
    return { start: range.start, bytes: range.bytes.buffer };
  });
}

/** A part of a file on its way. */
interface Filling {
  readonly start: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many of the bytes have come. */
  filled: number;
}

function allocate(file: FileLine, start: number, end: number): Filling {
  try {
    return { start, bytes: new Uint8Array(end - start), filled: 0 };
  } catch (error) {
    throw invalidDataFile(`${nameOf(file)}: ${end - start} bytes of it are too many to hold.`, error);
  }
}

async function fill(
  { transport, onBytes }: Storage,
  file: FileLine,
  response: Response,
  range: Filling,
): Promise<void> {
  for await (const chunk of bodyChunks(transport, response, nameOf(file))) {
    if (range.filled + chunk.length > range.bytes.length) throw wrongLength(file, range, 'more');
    range.bytes.set(chunk, range.filled);
    range.filled += chunk.length;
    onBytes?.(chunk.length);
  }
  if (range.filled < range.bytes.length) throw wrongLength(file, range, `only ${range.filled}`);
}

function wrongLength(file: FileLine, { bytes }: Filling, came: string): SharingError {
  return invalidDataFile(`${nameOf(file)}: ${came} bytes came where the server promised ${bytes.length}.`);
}

/** The error for what the storage refused. */
export function unavailable(file: FileLine, response: Response, what: string): SharingError {
  response.body?.cancel().catch(() => undefined);
  const expired = file.expirationTimestamp !== undefined && file.expirationTimestamp <= Date.now();
  const reason = expired ? 'its URL has expired; query the table again' : 'the storage refused it';
  return new SharingError(`${what}: ${reason} (${response.status}).`, {
    status: response.status,
    errorCode: (expired ? 'URL_EXPIRED' : 'DATA_FILE_UNAVAILABLE') satisfies ClientErrorCode,
  });
}

/** The statuses by which storages refuse a URL that has run out: GCS by 400, the others by 403. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403]);
/** Clocks differ: a URL that is refused this near to its end has probably reached it. In milliseconds. */
const clockDifference = 5 * 60_000;

function mayHaveExpired(error: unknown, { expirationTimestamp: end }: FileLine): boolean {
  if (!(error instanceof SharingError) || !refusals.has(error.status)) return false;
  return end === undefined || end - clockDifference <= Date.now();
}
