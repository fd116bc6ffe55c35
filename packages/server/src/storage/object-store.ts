import type { ObjectReader } from '@boathouse/delta';
import type { LocalUrlKey } from './local-urls.ts';
import type { OpenFile } from './open-file.ts';

/** What a signed URL is bound to. One object serves a whole response: stores prepare what its URLs have in common once. */
export interface SignOptions {
  /** Milliseconds since 1970: the start of the URL's life. */
  readonly now: number;
  /** Milliseconds since 1970: its end. S3 counts whole seconds and allows at most seven days. */
  readonly expiresAt: number;
  /** Whom the URL is made for, and of what. UUIDs; only URLs that the server itself serves carry them. */
  readonly recipientId: string;
  readonly shareId: string;
  readonly tableId: string;
  /** Where recipients reach the server, without a slash at the end: for URLs that it serves itself. */
  readonly publicUrl: string;
  /** What such URLs are signed with. */
  readonly signingKey: LocalUrlKey;
}

/** What every store of one table can do. Paths are relative to the table's root and not percent-encoded. */
interface CommonStore extends ObjectReader {
  /** The location in its one form, see `formatLocation`. */
  readonly location: string;
  /**
   * A URL that anyone may GET the object by until it expires. Does no I/O, so it does not tell whether the object exists.
   * Throws `StorageError` `PATH_REFUSED` for a path that leaves the table.
   */
  sign(path: string, options: SignOptions): string;
}

/** A table in a folder of this machine. The server serves its files itself. */
export interface LocalTableStore extends CommonStore {
  readonly kind: 'local';
  /** Opens a file of the table; whoever opens it closes it. Throws `ObjectNotFound`, or `StorageError` `PATH_REFUSED`. */
  openFile(path: string): Promise<OpenFile>;
}

/** A table in a bucket of an S3-compatible store, which serves its files. */
export interface S3TableStore extends CommonStore {
  readonly kind: 's3';
}

/** A table in a container of Azure Blob Storage, which serves its files. */
export interface AzureTableStore extends CommonStore {
  readonly kind: 'azure';
}

/** The store that holds one table, as `openLocation` gives it. */
export type TableStore = LocalTableStore | S3TableStore | AzureTableStore;
