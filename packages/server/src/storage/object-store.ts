import type { ObjectReader, StoredObject } from '@boathouse/delta';
import type { LocalUrlKey } from './local-urls.ts';
import type { OpenFile } from './open-file.ts';
import type { TemporaryCredentials, VendOptions } from './temporary-credentials.ts';

/** What a signed URL is bound to. One object serves a whole response: stores prepare what its URLs have in common once. */
export interface SignOptions {
  /** Milliseconds since 1970: the start of the URL's life. */
  readonly now: number;
  /** Milliseconds since 1970: its end. S3 counts whole seconds and allows at most seven days. */
  readonly expiresAt: number;
  /** Whom the URL is made for, and of what. UUIDs; only URLs that the server itself serves carry them. */
  readonly recipientId: string;
  readonly shareId: string;
  /** The table, or the volume. */
  readonly tableId: string;
  /** What of it is shared: see `LocalUrlClaims`. */
  readonly scope: string;
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
   * The objects below `directory` (`''`, or a path that ends with `/`) at any depth, in ascending order of path by UTF-8
   * bytes, all that come after `startAfter`. Of a local folder, links are left out. Throws `StorageError` as `list` does.
   */
  listAll(directory: string, startAfter?: string): AsyncIterable<StoredObject>;
  /**
   * URLs that anyone may GET the objects by until they expire, in the order of their paths. Asks nothing of the store about
   * the objects, so it does not tell whether they exist. Throws `StorageError` `PATH_REFUSED` for a path that leaves the
   * table, others where the key to sign with has to be fetched and is not given.
   */
  sign(paths: readonly string[], options: SignOptions): Promise<readonly string[]>;
  /** Whether `vend` can give credentials: decided by the settings alone. */
  readonly canVend: boolean;
  /**
   * Credentials for everything below the location and for nothing else. Throws `StorageError`: `CANNOT_VEND` says which
   * setting is missing, others say what the cloud answered.
   */
  vend(options: VendOptions): Promise<TemporaryCredentials>;
}

/** Which links may lead to a file: those that stay below the root (the default), or none. */
export type LinkRule = 'below-root' | 'none';

/** A table in a folder of this machine. The server serves its files itself. */
export interface LocalTableStore extends CommonStore {
  readonly kind: 'local';
  /**
   * Opens a file of the table; whoever opens it closes it. Throws `ObjectNotFound`, or `StorageError` `PATH_REFUSED`: for
   * links out of the table, or for all of them.
   */
  openFile(path: string, links?: LinkRule): Promise<OpenFile>;
}

/** A table in a bucket of an S3-compatible store, which serves its files. */
export interface S3TableStore extends CommonStore {
  readonly kind: 's3';
}

/** A table in a container of Azure Blob Storage, which serves its files. */
export interface AzureTableStore extends CommonStore {
  readonly kind: 'azure';
}

/** A table in a bucket of Google Cloud Storage, which serves its files. */
export interface GcsTableStore extends CommonStore {
  readonly kind: 'gcs';
}

/** The store that holds one table, as `openLocation` gives it. */
export type TableStore = LocalTableStore | S3TableStore | AzureTableStore | GcsTableStore;

/** How a store gives temporary credentials away. */
export type Vending = Pick<CommonStore, 'canVend' | 'vend'>;
