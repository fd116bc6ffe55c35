/** One object of a store, as a listing shows it. */
export interface StoredObject {
  /** Path below the table's root, `/` between segments, not percent-encoded. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modificationTime: number;
}

/** The object does not exist. A reader throws this and nothing else for absence. */
export class ObjectNotFound extends Error {
  readonly path: string;
  constructor(path: string, options?: ErrorOptions) {
    super(`Object ${path} does not exist`, options);
    this.name = 'ObjectNotFound';
    this.path = path;
  }
}

/**
 * What this package needs of an object store: three reads below the root of one table. It does no I/O of its own on
 * tables, so that any store that can do these can hold a table. Paths are relative to the table's root.
 */
export interface ObjectReader {
  /** The objects directly below `directory` (it ends with `/`), in ascending order of path, all that come after `startAfter`. A directory that does not exist has none. */
  list(directory: string, startAfter?: string): AsyncIterable<StoredObject>;
  /** The whole of a small object; one of megabytes may be refused. Throws {@link ObjectNotFound}. */
  read(path: string): Promise<Uint8Array>;
  /** Copies an object to a local file, by streaming. Throws {@link ObjectNotFound}. */
  download(path: string, file: string): Promise<void>;
}
