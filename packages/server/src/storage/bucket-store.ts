import type { Readable } from 'node:stream';
import type { StoredObject } from '@boathouse/delta';
import { StorageError } from './errors.ts';
import { checkDirectory, checkObjectPath } from './object-path.ts';
import type { S3TableStore, SignOptions, Vending } from './object-store.ts';
import { collectStream, saveStream } from './streams.ts';

/** What is listed. Names are those of objects in the bucket. */
export interface Listing {
  /** What the names begin with. */
  readonly prefix: string;
  /** The names after this one; a cloud that cannot begin there gives those before it as well. */
  readonly startAfter: string | undefined;
  /** What lies directly below the prefix, by a delimiter; without one, all that is below. */
  readonly delimiter: '/' | undefined;
}

/** A page of a listing: objects by their names in the bucket, and where the next page begins. */
export interface ListedPage {
  readonly objects: readonly StoredObject[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

/** Makes URLs of objects by their names. */
type SignNames = (names: readonly string[]) => readonly string[] | Promise<readonly string[]>;

/** A table's place in a bucket or container, and how its cloud is asked for objects there. */
export interface Bucket {
  /** The table's location in its one form. */
  readonly location: string;
  /** What all names of the table start with: `''` or a prefix that ends with `/`. */
  readonly root: string;
  /** The body of an object. */
  get(name: string): Promise<Readable>;
  list(listing: Listing, next: string | undefined): Promise<ListedPage>;
  /** Prepares what the URLs of one answer have in common. */
  signer(options: SignOptions): SignNames | Promise<SignNames>;
  /** What a failure of `get` or `list` means; `path` is that of the object, below the location. */
  translate(error: unknown, path?: string): Error;
}

async function* listObjects(bucket: Bucket, listing: Listing): AsyncGenerator<StoredObject> {
  let next: string | undefined;
  do {
    const page = await bucket.list(listing, next).catch(error => {
      throw bucket.translate(error);
    });
    for (const object of page.objects) {
      // A name that ends with a slash stands for a folder: tools that show buckets as folders make them.
      if (!object.path.endsWith('/')) yield { ...object, path: object.path.slice(bucket.root.length) };
    }
    if (page.next !== undefined && page.next === next) {
      const problem = 'the store gives the same page again. It has to continue listings where it is told to';
      throw new StorageError('FAILED', `Listing ${bucket.location} failed: ${problem}.`);
    }
    next = page.next;
  } while (next !== undefined);
}

const lister = (bucket: Bucket, delimiter?: '/') =>
  async function* (directory: string, startAfter?: string): AsyncGenerator<StoredObject> {
    const { location, root } = bucket;
    checkDirectory(directory, location);
    const after = startAfter === undefined ? undefined : root + startAfter;
    yield* listObjects(bucket, { prefix: root + directory, startAfter: after, delimiter });
  };

/** Gets an object and hands its body to `use`; a failure on either way is translated. */
const receive = async <Result>(
  bucket: Bucket,
  path: string,
  use: (body: Readable) => Promise<Result>,
): Promise<Result> => {
  checkObjectPath(path, bucket.location);
  try {
    return await use(await bucket.get(bucket.root + path));
  } catch (error) {
    throw bucket.translate(error, path);
  }
};

const signPaths = (bucket: Bucket) => {
  const prepared = new WeakMap<SignOptions, SignNames>();
  return async (paths: readonly string[], options: SignOptions): Promise<readonly string[]> => {
    const names = paths.map(path => {
      checkObjectPath(path, bucket.location);
      return bucket.root + path;
    });
    const sign = prepared.get(options) ?? (await bucket.signer(options));
    prepared.set(options, sign);
    return sign(names);
  };
};

/** What the store of a table in a bucket can do, whatever the cloud. Does no I/O until it is asked to read. */
export const bucketStore = (bucket: Bucket): Omit<S3TableStore, 'kind' | keyof Vending> => ({
  location: bucket.location,
  list: lister(bucket, '/'),
  listAll: lister(bucket),
  read: path => receive(bucket, path, body => collectStream(body, `${bucket.location}/${path}`)),
  download: (path, file) => receive(bucket, path, body => saveStream(body, file)),
  sign: signPaths(bucket),
});
