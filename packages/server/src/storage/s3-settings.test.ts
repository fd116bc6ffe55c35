import { describe, expect, it } from 'vitest';
import { LocationError } from './errors.ts';
import { parseLocation, type S3Location } from './location.ts';
import { findS3Entry, parseS3Settings, type S3Settings } from './s3-settings.ts';

const settings = (location: string, more: Partial<S3Settings> = {}): S3Settings => ({
  location,
  region: 'us-east-1',
  access_key_id: 'AKIAEXAMPLE',
  secret_access_key: 'very-5ecret',
  ...more,
});

const s3 = (location: string): S3Location => {
  const parsed = parseLocation(location);
  if (parsed.kind !== 's3') throw new Error(`${location} is not on S3`);
  return parsed;
};

describe('findS3Entry', () => {
  const entries = ['s3://bkt-b/t', 's3a://bkt-b', 's3://bkt-b/t/deep/', 's3://bkt-c/only'].map(location =>
    parseS3Settings(settings(location)),
  );

  it.each([
    ['s3://bkt-b/t', 's3://bkt-b/t'],
    ['s3://bkt-b/t/x', 's3://bkt-b/t'],
    ['s3://bkt-b/t2', 's3a://bkt-b'],
    ['s3://bkt-b', 's3a://bkt-b'],
    ['s3://bkt-b/t/deep', 's3://bkt-b/t/deep/'],
    ['s3://bkt-b/t/deep/er', 's3://bkt-b/t/deep/'],
    ['s3://bkt-b/t/deeper', 's3://bkt-b/t'],
    ['s3://bkt-c/only/x', 's3://bkt-c/only'],
  ])('covers %s by %s', (location, expected) => {
    expect(findS3Entry(s3(location), entries).settings.location).toBe(expected);
  });

  it.each(['s3://bkt-c', 's3://bkt-c/on', 's3://bkt-c/only2', 's3://bkt-d/t', 's3://bkt-bb/t'])(
    'covers %s by none, and says what to add',
    location => {
      expect(() => findS3Entry(s3(location), entries)).toThrow(LocationError);
      expect(() => findS3Entry(s3(location), entries)).toThrow(
        /not covered by any credentials\. Add an entry to the setting s3 with location s3:\/\/bkt-\w+ .*region, access_key_id, secret_access_key/,
      );
    },
  );
});

describe('parseS3Settings', () => {
  it.each([
    [{ region: '' }, /region must be/],
    [{ region: 'eu/../x' }, /region must be/],
    [{ access_key_id: '' }, /must not be empty/],
    [{ secret_access_key: '' }, /must not be empty/],
    [{ session_token: '' }, /session_token must not be empty/],
    [{ endpoint: 'localhost:9000' }, /endpoint must be an http or https URL/],
    [{ endpoint: 'ftp://host' }, /endpoint must be an http or https URL/],
    [{ endpoint: 'https://me:very-5ecret@host' }, /endpoint must not have credentials/],
    [{ endpoint: 'https://host/?a=1' }, /endpoint must not have/],
    [{ role_arn: 'share-tables' }, /role_arn must be the ARN of a role/],
    [{ external_id: 'x' }, /external_id is for a role: add role_arn/],
    [{ sts_endpoint: 'https://host' }, /sts_endpoint is for a role: add role_arn/],
    [{ role_arn: 'arn:aws:iam::1:role/r', sts_endpoint: 'file:///etc' }, /sts_endpoint must be an http or https URL/],
  ])('refuses %j, naming the entry and not the secret', (more, message) => {
    const parse = () => parseS3Settings(settings('s3://bucket/t', more));
    expect(parse).toThrow(message);
    expect(parse).toThrow('s3://bucket/t');
    expect(parse).not.toThrow('5ecret');
  });

  it('refuses an entry for something else than a bucket', () => {
    expect(() => parseS3Settings(settings('file:///data'))).toThrow(
      /is in the setting s3 and is not an s3:\/\/ location/,
    );
    expect(() => parseS3Settings(settings('bucket'))).toThrow(LocationError);
  });
});
