import { ObjectNotFound } from '@boathouse/delta';
import { expect, it } from 'vitest';
import { translateAzureError } from './azure-errors.ts';
import { StorageError } from './errors.ts';
import { isPassing, StoreRefusal, type StoreRequest, UnreadableAnswer } from './store-refusal.ts';

const listing: StoreRequest = {
  url: 'https://acme1.blob.core.windows.net/data',
  location: 'abfss://data@acme1.dfs.core.windows.net/t',
};
const request: StoreRequest = { ...listing, path: 'a.parquet' };

it('takes a missing blob for absence, but not when a folder is listed', () => {
  const missing = new StoreRefusal(404, 'BlobNotFound');
  expect(translateAzureError(missing, request)).toBeInstanceOf(ObjectNotFound);
  expect(translateAzureError(missing, listing)).toMatchObject({ code: 'FAILED' });
});

it.each([
  [404, 'ContainerNotFound', 'BUCKET_MISSING', /Check the names of the container and the account/],
  [403, 'AuthenticationFailed', 'ACCESS_DENIED', /key or application.*clock/],
  [403, 'AuthorizationFailure', 'ACCESS_DENIED', /key or application.*network rules/],
  [403, 'AuthorizationPermissionMismatch', 'ACCESS_DENIED', /Storage Blob Data Reader and Storage Blob Delegator/],
  [403, 'KeyBasedAuthenticationNotPermitted', 'ACCESS_DENIED', /access by account key/],
  [403, 'SomethingNew', 'ACCESS_DENIED', /key or application/],
  [403, 'BlobArchived', 'FAILED', /archive tier/],
  [503, 'ServerBusy', 'UNAVAILABLE', /try again later/],
  [429, '', 'UNAVAILABLE', /try again later/],
  [302, '', 'FAILED', /endpoint/],
  [404, '', 'FAILED', /endpoint/],
])('says what to check when the service answers %i %s', (status, name, code, check) => {
  const error = translateAzureError(new StoreRefusal(status, name), request);
  expect(error).toMatchObject({ code });
  expect(error.message).toMatch(check);
  const said = name === '' ? status : `${status} ${name}`;
  expect(error.message).toContain(
    `Reading "a.parquet" of abfss://data@acme1.dfs.core.windows.net/t failed: ${request.url} answered ${said}. `,
  );
});

it('says where it looked when there is no answer, and repeats nothing else of the failure', () => {
  const refused = Object.assign(new Error('GET /data?sig=5ecret'), { code: 'ECONNREFUSED' });
  for (const [error, reason] of [
    [refused, 'ECONNREFUSED'],
    [new Error('5ecret'), 'the answer ended early'],
  ] as const) {
    const { message } = translateAzureError(error, listing);
    expect(message).toContain(`failed: no answer from ${listing.url} (${reason}). Check the account and endpoint`);
    expect(message).not.toContain('5ecret');
  }
});

it('says why an answer is not what was asked for', () => {
  const { message } = translateAzureError(new UnreadableAnswer('the answer is not a listing'), listing);
  expect(message).toMatch(/^Listing abfss:\S+ failed: the answer is not a listing\. Check endpoint/);
});

it('leaves errors of our own as they are', () => {
  const own = new StorageError('TOO_LARGE', 'too large');
  expect(translateAzureError(own, request)).toBe(own);
});

it('asks again only where that may help', () => {
  const hungUp = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  expect([new StoreRefusal(503, 'ServerBusy'), new StoreRefusal(429, ''), hungUp].map(isPassing)).not.toContain(false);
  const lasting = [
    new StoreRefusal(403, 'AuthenticationFailed'),
    new StoreRefusal(404, 'BlobNotFound'),
    new Error('x'),
  ];
  expect(lasting.map(isPassing)).not.toContain(true);
});
