import { Readable } from 'node:stream';
import type { ListObjectsV2Output } from '@aws-sdk/client-s3';
import type { StoredObject } from '@boathouse/delta';
import { bucketStore, type ListedPage, type Listing } from './bucket-store.ts';
import { StorageError } from './errors.ts';
import { formatLocation, type S3Location } from './location.ts';
import type { S3TableStore } from './object-store.ts';
import { s3Connection } from './s3-client.ts';
import { translateS3Error } from './s3-errors.ts';
import type { S3Settings } from './s3-settings.ts';
import { s3Presigner } from './s3-signer.ts';
import { s3Vending } from './s3-vending.ts';

/**
 * The store of a table in a bucket. Does no I/O until it is asked to read.
 *
 * @param settings the entry of the setting `s3` that covers the location
 */
export const s3Store = (at: S3Location, settings: S3Settings): S3TableStore => {
  const { bucket, prefix } = at;
  const location = formatLocation(at);
  const store = bucketStore({
    location,
    root: prefix && `${prefix}/`,
    get: name => getObject(settings, bucket, name),
    list: (listing, next) => listPage(settings, bucket, listing, next),
    signer: options => {
      const presign = s3Presigner(settings, bucket, options);
      return names => names.map(presign);
    },
    translate: (error, path) => translateS3Error(error, { access: settings, location, bucket, path }),
  });
  return { kind: 's3', ...store, ...s3Vending(at, settings) };
};

const getObject = async (settings: S3Settings, bucket: string, name: string): Promise<Readable> => {
  const { sdk, client } = await s3Connection(settings, bucket);
  const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: name }));
  if (Body instanceof Readable) return Body;
  throw new Error('the store sent no body');
};

const listPage = async (
  settings: S3Settings,
  bucket: string,
  { prefix, startAfter, delimiter }: Listing,
  after: string | undefined,
): Promise<ListedPage> => {
  const { sdk, client } = await s3Connection(settings, bucket);
  const page = await client.send(
    new sdk.ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: delimiter,
      StartAfter: startAfter,
      ContinuationToken: after,
    }),
  );
  return readPage(page, bucket);
};

/** The SDK takes any answer for a listing, and what is not in it for nothing: of a table, that would hide commits. */
const readPage = (page: ListObjectsV2Output, bucket: string): ListedPage => {
  const failure = (problem: string) => new StorageError('FAILED', `Listing bucket ${bucket} failed: ${problem}.`);
  const { Name, Contents, IsTruncated, NextContinuationToken } = page;
  if ((Name ?? Contents ?? IsTruncated) === undefined) throw failure('the answer is not a listing');
  const objects = (Contents ?? []).map(({ Key, Size, LastModified }): StoredObject => {
    if (Key !== undefined && Size !== undefined && LastModified !== undefined)
      return { path: Key, size: Size, modificationTime: LastModified.getTime() };
    throw failure('the store leaves out what an object is');
  });
  if (IsTruncated !== true) return { objects, next: undefined };
  // A store that knows the first version of listings alone answers so.
  if (NextContinuationToken === undefined)
    throw failure('the store cuts the list off and does not say where it goes on (ListObjectsV2)');
  return { objects, next: NextContinuationToken };
};
