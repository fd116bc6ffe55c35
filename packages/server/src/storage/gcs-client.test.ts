import { createServer, type RequestListener, type Server } from 'node:http';
import { ObjectNotFound } from '@boathouse/delta';
import { afterEach, expect, it } from 'vitest';
import { gcsRequest } from './gcs-client.ts';
import { translateGcsError } from './gcs-errors.ts';
import { parseObjectPage } from './gcs-listing.ts';
import { StoreRefusal, UnreadableAnswer } from './store-refusal.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const serve = (listener: RequestListener): Promise<string> =>
  new Promise(resolve => {
    server = createServer(listener).listen(0, '127.0.0.1', () => {
      const address = server?.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/b/o`);
    });
  });

it('repeats only the code of what a server says, and asks a busy one again twice', async () => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked += 1;
    response.writeHead(503).end('<Error><Code>SlowDown</Code><Details>X-Goog-Signature=5ecret</Details></Error>');
  });
  await expect(gcsRequest(url)).rejects.toMatchObject({ status: 503, code: 'SlowDown', message: '503 SlowDown' });
  expect(asked).toBe(3);
});

it('takes what is no word for no code, and follows no redirect', async () => {
  const url = await serve((_, response) => {
    const headers = { location: '/latest/meta-data' };
    response.writeHead(302, headers).end('<Error><Code>look at http://evil.example.com</Code></Error>');
  });
  await expect(gcsRequest(url)).rejects.toMatchObject({ status: 302, code: '' });
});

it('says what to check for each refusal', () => {
  const request = { url: 'https://storage.googleapis.com/b', location: 'gs://b/t', path: 'a' };
  const translated = (status: number, code: string) => translateGcsError(new StoreRefusal(status, code), request);
  expect(translated(404, 'NoSuchKey')).toBeInstanceOf(ObjectNotFound);
  expect(translated(404, '')).toBeInstanceOf(ObjectNotFound);
  expect(translated(404, 'NoSuchBucket')).toMatchObject({ code: 'BUCKET_MISSING' });
  expect(translated(403, 'AccessDenied')).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(translated(403, 'AccessDenied').message).toContain('the role Storage Object Viewer');
  expect(translated(401, '')).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(translated(429, '')).toMatchObject({ code: 'UNAVAILABLE' });
  expect(translated(400, 'InvalidArgument').message).toBe(
    'Reading "a" of gs://b/t failed: https://storage.googleapis.com/b answered 400 InvalidArgument. Check endpoint of the storage credential, or of the entry in the setting gcs.',
  );
  const hungUp = Object.assign(new Error('?X-Goog-Signature=5ecret'), { code: 'ECONNRESET' });
  expect(translateGcsError(hungUp, request)).toMatchObject({ code: 'UNAVAILABLE' });
  expect(translateGcsError(hungUp, request).message).not.toContain('5ecret');
});

it('reads a page of a listing, and nothing that looks like one', () => {
  const object = (name: string) =>
    `<Contents><Key>${name}</Key><LastModified>2026-11-22T07:00:00.123Z</LastModified><Size>7</Size></Contents>`;
  const page = (inner: string) => `<?xml version="1.0"?><ListBucketResult>${inner}</ListBucketResult>\n`;
  const time = Date.parse('2026-11-22T07:00:00.123Z');
  expect(
    parseObjectPage(page(`${object('a&amp;&lt;Key&gt;')}<NextContinuationToken>x=</NextContinuationToken>`)),
  ).toEqual({
    objects: [{ path: 'a&<Key>', size: 7, modificationTime: time }],
    next: 'x=',
  });
  expect(parseObjectPage(page(''))).toEqual({ objects: [], next: undefined });
  for (const wrong of [
    '<html></html>',
    page(object('')),
    page(object('a').replace('7', '-7')),
    page(object('a')).slice(0, -20),
    page(`<IsTruncated>true</IsTruncated>${object('a')}`),
  ])
    expect(() => parseObjectPage(wrong)).toThrow(UnreadableAnswer);
});
