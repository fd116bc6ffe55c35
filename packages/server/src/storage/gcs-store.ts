import type { IncomingMessage } from 'node:http';
import { bucketStore, type ListedPage, type Listing } from './bucket-store.ts';
import { gcsRequest } from './gcs-client.ts';
import { translateGcsError } from './gcs-errors.ts';
import { parseObjectPage } from './gcs-listing.ts';
import type { GcsEntry } from './gcs-settings.ts';
import { type GcsGrant, gcsEndpoint, gcsSigner } from './gcs-signer.ts';
import { gcsVending } from './gcs-vending.ts';
import { formatLocation, type GcsLocation } from './location.ts';
import type { GcsTableStore } from './object-store.ts';
import { collectStream } from './streams.ts';

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
  const [location, url] = [formatLocation(at), `${gcsEndpoint(entry.settings)}/${bucket}`];
  const store = bucketStore({
    location,
    root: prefix && `${prefix}/`,
    get: name => request(entry, bucket, name),
    list: (listing, next) => listPage(entry, bucket, listing, next),
    signer: ({ now, expiresAt }) => prepare(entry, bucket, { now, expiresAt }),
    translate: (error, path) => translateGcsError(error, { url, location, path }),
  });
  return { kind: 'gcs', ...store, ...gcsVending(at, entry) };
};

const prepare = ({ settings, credential }: GcsEntry, bucket: string, grant: Omit<GcsGrant, 'bucket' | 'method'>) =>
  gcsSigner(settings, credential, { ...grant, bucket, method: 'GET' });

/** Gets what the server itself wants: an object by its name, or with a query the bucket's listing (`''`). */
const request = async (
  entry: GcsEntry,
  bucket: string,
  name: string,
  query: GcsGrant['query'] = [],
): Promise<IncomingMessage> => {
  const now = Date.now();
  const [url = ''] = await prepare(entry, bucket, { now, expiresAt: now + ownLife, query })([name]);
  return gcsRequest(url);
};

const listPage = async (
  entry: GcsEntry,
  bucket: string,
  { prefix, startAfter, delimiter }: Listing,
  next: string | undefined,
): Promise<ListedPage> => {
  const query = Object.entries({
    'continuation-token': next,
    delimiter,
    'list-type': '2',
    prefix: prefix || undefined,
    'start-after': next === undefined ? startAfter : undefined,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const answer = await collectStream(
    await request(entry, bucket, '', query),
    `The listing of bucket ${bucket}`,
    largestPage,
  );
  return parseObjectPage(Buffer.from(answer).toString('utf8'));
};
