import { ObjectNotFound } from '@boathouse/delta';
import { afterEach, expect, it } from 'vitest';
import { type DoubleAnswer, type HttpDouble, startDouble } from '../../test-services/http-double.ts';
import { s3Store } from './s3-store.ts';

let double: HttpDouble | undefined;
afterEach(() => double?.stop());

/** A store whose endpoint gives the same answer to whatever it is asked. */
const storeOf = async (answer: DoubleAnswer) => {
  double = await startDouble(() => answer);
  return s3Store(
    { kind: 's3', bucket: 'lake', prefix: 't' },
    {
      location: 's3://lake',
      region: 'x',
      endpoint: double.url,
      access_key_id: 'key',
      secret_access_key: 'very-5ecret',
    },
  );
};

const listed = async (body: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { path } of (await storeOf({ status: 200, body })).listAll('')) found.push(path);
  return found;
};

const page = (end: string) =>
  `<ListBucketResult><Name>lake</Name><Contents><Key>t/a</Key><LastModified>2026-11-22T07:00:00.000Z</LastModified><Size>7</Size></Contents>${end}</ListBucketResult>`;

it('lists what a page has', async () => {
  expect(await listed(page(''))).toEqual(['a']);
  expect(await listed('<ListBucketResult><Name>lake</Name></ListBucketResult>')).toEqual([]);
});

it.each([
  ['an empty answer', '', /the answer is not a listing/],
  ['an answer that is something else', '<Sign><In>first</In></Sign>', /the answer is not a listing/],
  ['a list that is cut off', page('<IsTruncated>true</IsTruncated>'), /does not say where it goes on/],
  [
    'the same page again and again',
    page('<IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>'),
    /gives the same page again/,
  ],
])('does not take %s for the end of a listing', async (_, body, message) => {
  await expect(listed(body)).rejects.toThrow(message);
});

it('takes a 404 without a word of the store for absence', async () => {
  await expect((await storeOf({ status: 404 })).read('a')).rejects.toThrow(ObjectNotFound);
});

it('holds no more of an object than a small one has', async () => {
  const read = (await storeOf({ status: 200, body: Buffer.alloc(5 * 1024 * 1024) })).read(
    '_delta_log/_last_checkpoint',
  );
  await expect(read).rejects.toMatchObject({ code: 'TOO_LARGE' });
});
