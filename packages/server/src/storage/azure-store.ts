import type { Readable } from 'node:stream';
import type { StoredObject } from '@boathouse/delta';
import { azureRequest } from './azure-client.ts';
import { translateAzureError } from './azure-errors.ts';
import { type AzureKey, azureKey } from './azure-key.ts';
import { parseBlobPage } from './azure-listing.ts';
import { type SasGrant, type SasKey, sasSigner } from './azure-sas.ts';
import { type AzureSettings, accountUrl } from './azure-settings.ts';
import { azureVending } from './azure-vending.ts';
import { StorageError } from './errors.ts';
import { type AzureLocation, formatLocation } from './location.ts';
import { checkDirectory, checkObjectPath } from './object-path.ts';
import type { AzureTableStore, SignOptions } from './object-store.ts';
import { collectStream, saveStream } from './streams.ts';
import { pathEncoder } from './url-path.ts';

/** A table's place in a container. `root` is what all its names start with: `''` or a prefix that ends with `/`. */
interface Place {
  readonly key: AzureKey;
  readonly location: string;
  readonly container: string;
  /** The container's URL. */
  readonly url: string;
  readonly root: string;
}

/** Milliseconds that the server's own requests are signed for: more than clocks differ. */
const ownLife = 15 * 60_000;

/** Most bytes of one page of a listing: 5000 blobs, with names of the longest kind. */
const largestPage = 64 * 1024 * 1024;

/**
 * The store of a table in a container of Azure Blob Storage, with a hierarchical namespace (ADLS Gen2) or without. Does
 * no I/O until it is asked to read.
 *
 * @param settings the entry of the setting `azure_storage` that covers the location
 */
export const azureStore = (at: AzureLocation, settings: AzureSettings): AzureTableStore => {
  const { container, prefix } = at;
  const place: Place = {
    key: azureKey(at, settings),
    location: formatLocation(at),
    container,
    url: `${accountUrl(at, settings)}/${container}`,
    root: prefix && `${prefix}/`,
  };
  return {
    kind: 'azure',
    location: place.location,
    list: (directory, startAfter) => listObjects(place, { directory, startAfter, delimiter: '/' }),
    listAll: (directory, startAfter) => listObjects(place, { directory, startAfter }),
    read: path => receive(place, path, body => collectStream(body, `${place.location}/${path}`)),
    download: (path, file) => receive(place, path, body => saveStream(body, file)),
    sign: signer(place),
    ...azureVending(at, settings, place.key),
  };
};

const grant = ({ container, url }: Place, resource: 'blob' | 'container', expiresAt: number): SasGrant => ({
  container,
  resource,
  permission: resource === 'blob' ? 'r' : 'l',
  expiresAt,
  isHttpsOnly: url.startsWith('https:'),
});

/** Makes URLs of blobs by their paths in the table. */
const urlSigner = (place: Place, key: SasKey, expiresAt: number): ((path: string) => string) => {
  const [sas, encode] = [sasSigner(key, grant(place, 'blob', expiresAt)), pathEncoder()];
  return path => {
    const name = place.root + path;
    return `${place.url}/${encode(name)}?${sas(name)}`;
  };
};

const signer = (place: Place) => {
  const prepared = new WeakMap<SignOptions, (path: string) => string>();
  return async (paths: readonly string[], options: SignOptions): Promise<readonly string[]> => {
    const sign =
      prepared.get(options) ?? urlSigner(place, await place.key.lasting(options.expiresAt), options.expiresAt);
    prepared.set(options, sign);
    return paths.map(path => {
      checkObjectPath(path, place.location);
      return sign(path);
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
  try {
    const url = urlSigner(place, await place.key.ready(), Date.now() + ownLife)(path);
    return await use(await azureRequest(url));
  } catch (error) {
    throw translateAzureError(error, { url: place.url, location: place.location, path });
  }
};

/** What is listed: what lies directly in a directory, with the delimiter `/`; without one, all that is below. */
interface Listing {
  readonly directory: string;
  readonly startAfter: string | undefined;
  readonly delimiter?: '/';
}

// Azure cannot begin a listing after a name, so that the pages before it are read over: 5000 names each.
async function* listObjects(place: Place, listing: Listing): AsyncGenerator<StoredObject> {
  checkDirectory(listing.directory, place.location);
  const after = Buffer.from(listing.startAfter ?? '');
  let marker: string | undefined;
  let isPast = false;
  do {
    const page = await listPage(place, listing, marker);
    for (const blob of page.blobs) {
      const object = { ...blob, path: blob.path.slice(place.root.length) };
      if (object.path.endsWith('/')) continue;
      const order = Buffer.compare(Buffer.from(object.path), after);
      // Whoever continues after a name would never hear of one that should have come before it.
      if (isPast && order < 0) throw disordered(place);
      isPast ||= order >= 0;
      if (order > 0) yield object;
    }
    marker = page.marker;
  } while (marker !== undefined);
}

const disordered = ({ location }: Place): StorageError =>
  new StorageError('FAILED', `Listing ${location} failed: its account does not list in the order of the names' bytes.`);

const listPage = async (place: Place, { directory, delimiter }: Listing, marker: string | undefined) => {
  const { key, location, url, root } = place;
  const query = new URLSearchParams({ restype: 'container', comp: 'list' });
  if (delimiter !== undefined) query.set('delimiter', delimiter);
  if (root + directory !== '') query.set('prefix', root + directory);
  if (marker !== undefined) query.set('marker', marker);
  // A plus sign stands for a space in forms only.
  const encoded = query.toString().replaceAll('+', '%20');
  try {
    const sas = sasSigner(await key.ready(), grant(place, 'container', Date.now() + ownLife))('');
    const answer = await collectStream(
      await azureRequest(`${url}?${encoded}&${sas}`),
      `The listing of ${location}`,
      largestPage,
    );
    return parseBlobPage(Buffer.from(answer).toString('utf8'));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof URIError)) {
      throw translateAzureError(error, { url, location });
    }
    const check = 'Check endpoint of the storage credential, or of the entry in the setting azure_storage.';
    throw new StorageError('FAILED', `Listing ${location} failed: ${error.message}. ${check}`);
  }
};
