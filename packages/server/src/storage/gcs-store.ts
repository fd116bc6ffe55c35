import type { IncomingMessage } from 'node:http';
import type { StoredObject } from '@boathouse/delta';
import { StorageError } from './errors.ts';
import { gcsRequest } from './gcs-client.ts';
import { translateGcsError } from './gcs-errors.ts';
import { parseObjectPage } from './gcs-listing.ts';
import type { GcsEntry } from './gcs-settings.ts';
import { type GcsGrant, gcsEndpoint, gcsSigner } from './gcs-signer.ts';
import { gcsVending } from './gcs-vending.ts';
import { formatLocation, type GcsLocation } from './location.ts';
import { checkDirectory, checkObjectPath } from './object-path.ts';
import type { GcsTableStore, SignOptions } from './object-store.ts';
import { collectStream, saveStream } from './streams.ts';

/** A table's place in a bucket. `root` is what all its names start with: `''` or a prefix that ends with `/`. */
interface Place {
  readonly entry: GcsEntry;
  readonly location: string;
  readonly bucket: string;
  readonly url: string;
  readonly root: string;
}

/** Milliseconds that the server's own requests are signed for. */
const ownLife = 15 * 60_000;

/** Most bytes of one page of a listing: 1000 objects, with names of the longest kind. */
const largestPage = 16 * 1024 * 1024;

/**
 * The store of a table in a bucket of Google Cloud Storage. Does no I/O until it is asked to read. It reads by the same
 * signed URLs that it gives away, so that a key that only signs (HMAC) is enough.
 *
 * @param entry the entry of the setting `gcs` that covers the location
 */
export const gcsStore = (at: GcsLocation, entry: GcsEntry): GcsTableStore => {
  const { bucket, prefix } = at;
  const url = `${gcsEndpoint(entry.settings)}/${bucket}`;
  const place: Place = { entry, location: formatLocation(at), bucket, url, root: prefix && `${prefix}/` };
  return {
    kind: 'gcs',
    location: place.location,
    list: (directory, startAfter) => listObjects(place, { directory, startAfter, delimiter: '/' }),
    listAll: (directory, startAfter) => listObjects(place, { directory, startAfter }),
    read: path => receive(place, path, body => collectStream(body, `${place.location}/${path}`)),
    download: (path, file) => receive(place, path, body => saveStream(body, file)),
    sign: signer(place),
    ...gcsVending(at, entry),
  };
};

const prepare = ({ entry, bucket }: Place, grant: Omit<GcsGrant, 'bucket' | 'method'>) =>
  gcsSigner(entry.settings, entry.credential, { ...grant, bucket, method: 'GET' });

const signer = (place: Place) => {
  const prepared = new WeakMap<SignOptions, ReturnType<typeof gcsSigner>>();
  return async (paths: readonly string[], options: SignOptions): Promise<readonly string[]> => {
    for (const path of paths) checkObjectPath(path, place.location);
    const { now, expiresAt } = options;
    const sign = prepared.get(options) ?? prepare(place, { now, expiresAt });
    prepared.set(options, sign);
    return sign(paths.map(path => place.root + path));
  };
};

/** Gets what the server itself wants: an object by its name, or with a query the bucket's listing (`''`). */
const request = async (place: Place, name: string, query: GcsGrant['query'] = []): Promise<IncomingMessage> => {
  const now = Date.now();
  const [url = ''] = await prepare(place, { now, expiresAt: now + ownLife, query })([name]);
  return gcsRequest(url);
};

/** Gets an object and hands its body to `use`; a failure on either way is translated. */
const receive = async <Result>(
  place: Place,
  path: string,
  use: (body: IncomingMessage) => Promise<Result>,
): Promise<Result> => {
  checkObjectPath(path, place.location);
  try {
    return await use(await request(place, place.root + path));
  } catch (error) {
    throw translateGcsError(error, { url: place.url, location: place.location, path });
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
  let continuation: string | undefined;
  do {
    const page = await listPage(place, listing, continuation);
    for (const object of page.objects) {
      // A name that ends with a slash stands for a folder: tools that show buckets as folders make them.
      if (!object.path.endsWith('/')) yield { ...object, path: object.path.slice(place.root.length) };
    }
    continuation = page.continuation;
  } while (continuation !== undefined);
}

const listPage = async (place: Place, { directory, startAfter, delimiter }: Listing, continuation?: string) => {
  const { location, url, root } = place;
  const query = Object.entries({
    'continuation-token': continuation,
    delimiter,
    'list-type': '2',
    prefix: root + directory || undefined,
    'start-after': startAfter === undefined || continuation !== undefined ? undefined : root + startAfter,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  try {
    const answer = await collectStream(await request(place, '', query), `The listing of ${location}`, largestPage);
    return parseObjectPage(Buffer.from(answer).toString('utf8'));
  } catch (error) {
    if (!(error instanceof TypeError)) throw translateGcsError(error, { url, location });
    const check = 'Check endpoint of the storage credential, or of the entry in the setting gcs.';
    throw new StorageError('FAILED', `Listing ${location} failed: ${error.message}. ${check}`);
  }
};
