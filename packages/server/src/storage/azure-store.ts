import type { IncomingMessage } from 'node:http';
import type { StoredObject } from '@boathouse/delta';
import { azureRequest } from './azure-client.ts';
import { translateAzureError } from './azure-errors.ts';
import { type AzureKey, azureKey } from './azure-key.ts';
import { parseBlobPage } from './azure-listing.ts';
import { type SasGrant, type SasKey, sasSigner } from './azure-sas.ts';
import { type AzureSettings, accountUrl } from './azure-settings.ts';
import { azureVending } from './azure-vending.ts';
import { bucketStore, type ListedPage, type Listing } from './bucket-store.ts';
import { StorageError } from './errors.ts';
import { type AzureLocation, formatLocation } from './location.ts';
import type { AzureTableStore } from './object-store.ts';
import { StoreRefusal } from './store-refusal.ts';
import { collectStream } from './streams.ts';
import { pathEncoder } from './url-path.ts';

/** A container and what opens it. */
interface Container {
  readonly key: AzureKey;
  readonly name: string;
  readonly url: string;
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
  const { container: name, prefix } = at;
  const key = azureKey(at, settings);
  const container: Container = { key, name, url: `${accountUrl(at, settings)}/${name}` };
  const location = formatLocation(at);
  const store = bucketStore({
    location,
    root: prefix && `${prefix}/`,
    get: blob => request(key, own => urlSigner(container, own, Date.now() + ownLife)(blob)),
    list: (listing, next) => listPage(container, listing, next),
    signer: async ({ expiresAt }) => {
      const sign = urlSigner(container, await key.lasting(expiresAt), expiresAt);
      return names => names.map(sign);
    },
    translate: (error, path) => translateAzureError(error, { url: container.url, location, path }),
  });
  return {
    kind: 'azure',
    ...store,
    list: (directory, startAfter) => listAfter(location, store.list(directory), startAfter),
    listAll: (directory, startAfter) => listAfter(location, store.listAll(directory), startAfter),
    ...azureVending(at, settings, key),
  };
};

const grant = ({ name, url }: Container, resource: 'blob' | 'container', expiresAt: number): SasGrant => ({
  container: name,
  resource,
  permission: resource === 'blob' ? 'r' : 'l',
  expiresAt,
  isHttpsOnly: url.startsWith('https:'),
});

/** Makes URLs of blobs by their names. */
const urlSigner = (container: Container, key: SasKey, expiresAt: number): ((name: string) => string) => {
  const [sas, encode] = [sasSigner(key, grant(container, 'blob', expiresAt)), pathEncoder()];
  return name => `${container.url}/${encode(name)}?${sas(name)}`;
};

/** Gets what the server itself wants; once more by another key where the account has revoked the one at hand. */
const request = async (key: AzureKey, urlBy: (key: SasKey) => string): Promise<IncomingMessage> => {
  const own = await key.ready();
  try {
    return await azureRequest(urlBy(own));
  } catch (error) {
    const isRefused = error instanceof StoreRefusal && error.code === 'AuthenticationFailed';
    if (!isRefused || !key.giveUp(own)) throw error;
    return azureRequest(urlBy(await key.ready()));
  }
};

const listPage = async (
  container: Container,
  { prefix, delimiter }: Listing,
  next: string | undefined,
): Promise<ListedPage> => {
  const query = new URLSearchParams({ restype: 'container', comp: 'list' });
  if (delimiter !== undefined) query.set('delimiter', delimiter);
  if (prefix !== '') query.set('prefix', prefix);
  if (next !== undefined) query.set('marker', next);
  // A plus sign stands for a space in forms only.
  const encoded = query.toString().replaceAll('+', '%20');
  const urlBy = (key: SasKey) =>
    `${container.url}?${encoded}&${sasSigner(key, grant(container, 'container', Date.now() + ownLife))('')}`;
  const answer = await collectStream(
    await request(container.key, urlBy),
    `The listing of ${container.url}`,
    largestPage,
  );
  return parseBlobPage(Buffer.from(answer).toString('utf8'));
};

/** Azure cannot begin a listing after a name, so that the pages before it are read over: 5000 names each. */
async function* listAfter(
  location: string,
  objects: AsyncIterable<StoredObject>,
  startAfter = '',
): AsyncGenerator<StoredObject> {
  const after = Buffer.from(startAfter);
  let isPast = false;
  for await (const object of objects) {
    const order = Buffer.compare(Buffer.from(object.path), after);
    // Whoever continues after a name would never hear of one that should have come before it.
    if (isPast && order < 0) {
      const problem = "its account does not list in the order of the names' bytes";
      throw new StorageError('FAILED', `Listing ${location} failed: ${problem}.`);
    }
    isPast ||= order >= 0;
    if (order > 0) yield object;
  }
}
