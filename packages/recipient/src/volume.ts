import { type ClientErrorCode, invalidDataFile, invalidResponse, SharingError } from './errors.ts';
import { isObject } from './json.ts';
import { type ListOptions, listItems, nameField, texts } from './list-items.ts';
import { checkUrl } from './range-source.ts';
import { type Connection, pathOf, withSignal } from './request.ts';
import { withRetries } from './retry.ts';
import type { CallOptions } from './table-reader.ts';
import { bodyChunks, exchange } from './transport.ts';

/** A volume, as the server lists it. */
export interface VolumeEntry {
  readonly name: string;
  readonly schema: string;
  readonly share: string;
  readonly id?: string;
  readonly shareId?: string;
  /** Where its files are: what temporary credentials open. */
  readonly storageLocation?: string;
}

/** The three names that find a shared volume. */
export interface VolumeName {
  readonly share: string;
  readonly schema: string;
  readonly volume: string;
}

/** A file of a volume. */
export interface VolumeFile {
  /** Its path below the root of the volume, as the server says: check it before you write a file of this name. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modificationTime: number;
  /** Reads the file without a token until it ends: treat it as a secret. */
  readonly url: string;
  /** When the URL ends, in milliseconds since 1970. */
  readonly expirationTimestamp?: number;
}

/** Which files to list. */
export interface VolumeFileOptions extends ListOptions {
  /** A folder below the root; all files when absent. */
  readonly path?: string | undefined;
}

/** A volume of a list; its schema is in it. */
export function volumeOf(item: unknown, share: string, what: string): VolumeEntry {
  const { schema, ...rest } = texts(item, ['schema', 'id', 'shareId', 'storageLocation']);
  if (schema === undefined) throw invalidResponse(`${what}: a volume has no schema.`);
  return { name: nameField(item, what), schema, share, ...rest };
}

/**
 * A shared volume: a folder of files. Its files are listed by an operation that Boathouse has beside OpenSharing's own; a
 * server without it answers 404.
 */
export class SharedVolume {
  readonly name: VolumeName;
  readonly #connection: Connection;

  constructor(connection: Connection, name: VolumeName) {
    this.name = name;
    this.#connection = connection;
  }

  /** The files of the volume at any depth, in ascending order of path. Throws `SharingError`. */
  files({ path, ...options }: VolumeFileOptions = {}): AsyncGenerator<VolumeFile> {
    const { share, schema, volume } = this.name;
    const list = `/shares${pathOf(share)}/schemas${pathOf(schema)}/volumes${pathOf(volume)}/files`;
    return listItems(this.#connection, { path: list, query: { path } }, options, fileOf);
  }

  /**
   * The bytes of a file, part by part. The bearer token is not sent.
   *
   * Throws `SharingError`: `DATA_FILE_UNAVAILABLE`, `URL_EXPIRED`, `INVALID_DATA_FILE` when other than its size came, or as
   * any exchange.
   */
  async *read(file: VolumeFile, { signal }: CallOptions = {}): AsyncGenerator<Uint8Array> {
    const what = `File ${JSON.stringify(file.path)}`;
    checkUrl(file.url, what);
    const transport = withSignal(this.#connection.transport, signal);
    const response = await withRetries(transport, async () => {
      const answer = await exchange(transport, file.url, {}, what);
      if (answer.status === 200) return answer;
      throw unavailable(file, answer, what);
    });
    let received = 0;
    for await (const chunk of bodyChunks(transport, response, what)) {
      received += chunk.length;
      if (received > file.size) break;
      yield chunk;
    }
    if (received === file.size) return;
    const came = received > file.size ? 'more' : `only ${received}`;
    throw invalidDataFile(`${what}: ${came} bytes came where the server promised ${file.size}.`);
  }
}

function fileOf(item: unknown, what: string): VolumeFile {
  const fields = isObject(item) ? item : {};
  const { path, size, modificationTime, url, expirationTimestamp: end } = fields;
  if (typeof path !== 'string' || typeof url !== 'string' || !isCount(size) || !isCount(modificationTime)) {
    throw invalidResponse(`${what}: a file has no path, url, size or modificationTime.`);
  }
  return { path, size, modificationTime, url, ...(isCount(end) ? { expirationTimestamp: end } : {}) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function unavailable({ expirationTimestamp: end }: VolumeFile, response: Response, what: string): SharingError {
  response.body?.cancel().catch(() => undefined);
  const expired = end !== undefined && end <= Date.now();
  const reason = expired ? 'its URL has expired; list the files again' : 'the storage refused it';
  return new SharingError(`${what}: ${reason} (${response.status}).`, {
    status: response.status,
    errorCode: (expired ? 'URL_EXPIRED' : 'DATA_FILE_UNAVAILABLE') satisfies ClientErrorCode,
  });
}
