import { ObjectNotFound } from '@boathouse/delta';
import { describe, expect, it } from 'vitest';
import { StorageError } from './errors.ts';
import { type S3Request, translateS3Error } from './s3-errors.ts';

const request: S3Request = {
  access: {
    region: 'eu-west-1',
    access_key_id: 'AKIAEXAMPLE',
    secret_access_key: 'very-5ecret',
    session_token: 'token-5ecret',
  },
  location: 's3://bucket/t',
  bucket: 'bucket',
  path: 'a.parquet',
};
const { path: _, ...listing } = request;

const sdkError = (name: string, status: number, message = 'as the store says') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

const translated = (error: unknown, of: S3Request = request): StorageError => {
  const result = translateS3Error(error, of);
  if (result instanceof StorageError) return result;
  throw result;
};

describe('translateS3Error', () => {
  it('takes a missing key for absence, but not when a folder is listed', () => {
    expect(translateS3Error(sdkError('NoSuchKey', 404), request)).toBeInstanceOf(ObjectNotFound);
    expect(translateS3Error(sdkError('NoSuchKey', 404), listing)).toMatchObject({ code: 'FAILED' });
  });

  it.each([
    ['NoSuchBucket', 404, 'BUCKET_MISSING', /Check the bucket name/],
    ['AccessDenied', 403, 'ACCESS_DENIED', /s3:GetObject and s3:ListBucket/],
    ['SignatureDoesNotMatch', 403, 'ACCESS_DENIED', /secret_access_key/],
    ['InvalidAccessKeyId', 403, 'ACCESS_DENIED', /access_key_id/],
    ['SomethingNew', 403, 'ACCESS_DENIED', /access_key_id/],
    ['ExpiredToken', 400, 'ACCESS_DENIED', /session token has expired/],
    ['RequestTimeTooSkewed', 403, 'ACCESS_DENIED', /clock/],
    ['PermanentRedirect', 301, 'FAILED', /region and endpoint/],
    ['SlowDown', 503, 'UNAVAILABLE', /try again later/],
    ['SomethingNew', 502, 'UNAVAILABLE', /try again later/],
    ['SomethingNew', 429, 'UNAVAILABLE', /try again later/],
    ['SomethingNew', 400, 'FAILED', /message is the store/],
  ])('says what to check when the store answers %s (%i)', (name, status, code, check) => {
    const error = translated(sdkError(name, status));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(check);
    expect(error.message).toContain(
      `Reading "a.parquet" of s3://bucket/t failed: bucket bucket answered ${status} ${name}`,
    );
  });

  it('says where it looked when there is no answer', () => {
    const refused = Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' });
    expect(translated(refused, listing)).toMatchObject({ code: 'UNAVAILABLE' });
    expect(translated(refused, listing).message).toMatch(
      /^Listing s3:\/\/bucket\/t failed: no answer from AWS, region eu-west-1 \(ECONNREFUSED\)/,
    );
    const elsewhere = { ...listing, access: { ...request.access, endpoint: 'http://minio:9000' } };
    expect(translated(new Error('odd'), elsewhere).message).toContain('no answer from http://minio:9000 (odd)');
    expect(translated('a text', elsewhere).message).toContain('(a text)');
  });

  it('repeats neither credentials nor control characters nor a flood of what a store sends', () => {
    const message = `very-5ecret token-5ecret \u001b[31m\n${'x'.repeat(10_000)}`;
    for (const error of [translated(sdkError('AccessDenied', 403, message)), translated(new Error(message))]) {
      expect(error.message).not.toMatch(/5ecret|\p{Cc}/u);
      expect(error.message.length).toBeLessThan(1_000);
      expect(error.cause).toBeUndefined();
    }
  });

  it('leaves errors of our own as they are', () => {
    const own = new StorageError('TOO_LARGE', 'too large');
    expect(translateS3Error(own, request)).toBe(own);
  });
});
