import { Readable } from 'node:stream';
import type { StoredObject } from '@boathouse/delta';
import { StorageError } from './errors.ts';
import { formatLocation, type S3Location } from './location.ts';
import { checkDirectory, checkObjectPath } from './object-path.ts';
import type { S3TableStore, SignOptions } from './object-store.ts';
import { s3Connection } from './s3-client.ts';
import { translateS3Error } from './s3-errors.ts';
import type { S3Settings } from './s3-settings.ts';
import { s3Presigner } from './s3-signer.ts';
import { s3Vending } from './s3-vending.ts';
import { collectStream, saveStream } from './streams.ts';

/** A table's place in a bucket. `root` is what all its keys start with: `''` or a prefix that ends with `/`. */
interface Place {
  readonly settings: S3Settings;
  readonly location: string;
  readonly bucket: string;
  readonly root: string;
}

/**
 * The store of a table in a bucket. Does no I/O until it is asked to read.
 *
 * @param settings the entry of the setting `s3` that covers the location
 */
export const s3Store = (at: S3Location, settings: S3Settings): S3TableStore => {
  const { bucket, prefix } = at;
  const place: Place = { settings, location: formatLocation(at), bucket, root: prefix && `${prefix}/` };
  return {
    kind: 's3',
    location: place.location,
    list: (directory, startAfter) => listObjects(place, { directory, startAfter, delimiter: '/' }),
    listAll: (directory, startAfter) => listObjects(place, { directory, startAfter }),
    read: path => receive(place, path, body => collectStream(body, `${place.location}/${path}`)),
    download: (path, file) => receive(place, path, body => saveStream(body, file)),
    sign: signer(place),
    ...s3Vending(at, settings),
  };
};

const signer = (place: Place) => {
  const prepared = new WeakMap<SignOptions, (key: string) => string>();
  return async (paths: readonly string[], options: SignOptions): Promise<readonly string[]> => {
    const presign = prepared.get(options) ?? s3Presigner(place.settings, place.bucket, options);
    prepared.set(options, presign);
    return paths.map(path => {
      checkObjectPath(path, place.location);
      return presign(place.root + path);
    });
  };
};

/** Gets an object and hands its body to `use`; a failure on either way is translated. */
const receive = async <Result>(
  place: Place,
  path: string,
  use: (body: Readable) => Promise<Result>,
): Promise<Result> => {
  checkObjectPath(path, place.location);
  const { settings, location, bucket, root } = place;
  try {
    const { sdk, client } = await s3Connection(settings, bucket);
    const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: root + path }));
    if (!(Body instanceof Readable)) throw new Error('the store sent no body');
    return await use(Body);
  } catch (error) {
    throw translateS3Error(error, { access: settings, location, bucket, path });
  }
};

/** What is listed: what lies directly in a directory, with the delimiter `/`; without one, all that is below. */
interface Listing {
  readonly directory: string;
  readonly startAfter: string | undefined;
  readonly delimiter?: '/';
}

async function* listObjects(place: Place, listing: Listing): AsyncGenerator<StoredObject> {
  checkDirectory(listing.directory, place.location);
  let next: string | undefined;
  do {
    const page = await listPage(place, listing, next);
    yield* page.objects;
    next = page.next;
  } while (next !== undefined);
}

const listPage = async (place: Place, { directory, startAfter, delimiter }: Listing, continuation?: string) => {
  const { settings, location, bucket, root } = place;
  try {
    const { sdk, client } = await s3Connection(settings, bucket);
    const page = await client.send(
      new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: root + directory,
        Delimiter: delimiter,
        StartAfter: startAfter === undefined ? undefined : root + startAfter,
        ContinuationToken: continuation,
      }),
    );
    const objects = (page.Contents ?? []).map(({ Key, Size, LastModified }): StoredObject => {
      if (Key === undefined || Size === undefined || LastModified === undefined) {
        throw new StorageError('FAILED', `Listing ${location} failed: the store leaves out what an object is.`);
      }
      return { path: Key.slice(root.length), size: Size, modificationTime: LastModified.getTime() };
    });
    // A key that ends with a slash stands for a folder: tools that show buckets as folders make them.
    const files = objects.filter(({ path }) => !path.endsWith('/') && path !== '');
    return { objects: files, next: page.IsTruncated === true ? page.NextContinuationToken : undefined };
  } catch (error) {
    throw translateS3Error(error, { access: settings, location, bucket });
  }
};
