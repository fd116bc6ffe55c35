import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocationError } from './errors.ts';
import { formatLocation, parseLocation } from './location.ts';

const failure = (location: string): LocationError => {
  try {
    parseLocation(location);
  } catch (error) {
    if (error instanceof LocationError) return error;
    throw error;
  }
  throw new Error(`${location} was accepted`);
};

describe('parseLocation', () => {
  it.each([
    ['file:///data/sales', 'file:///data/sales'],
    ['file:/data/sales', 'file:///data/sales'],
    ['FILE:///data/sales/', 'file:///data/sales'],
    ['file:///data/a b%20c/é', 'file:///data/a b%20c/é'],
    ['s3://bucket/sales', 's3://bucket/sales'],
    ['s3a://bucket/sales/', 's3://bucket/sales'],
    ['s3n://bucket/a/b=1', 's3://bucket/a/b=1'],
    ['s3://bucket', 's3://bucket'],
    ['s3://bucket/', 's3://bucket'],
    ['s3://my.bucket_1/t', 's3://my.bucket_1/t'],
    ['abfss://data@acme1.dfs.core.windows.net/sales/', 'abfss://data@acme1.dfs.core.windows.net/sales'],
    ['abfs://data@acme1.dfs.core.windows.net/a%20b c', 'abfss://data@acme1.dfs.core.windows.net/a%20b c'],
    ['wasbs://a-b-1@acme1.blob.core.windows.net/sales', 'abfss://a-b-1@acme1.dfs.core.windows.net/sales'],
    ['wasb://data@acme1.blob.core.windows.net', 'abfss://data@acme1.dfs.core.windows.net'],
    ['abfss://data@acme1.dfs.core.chinacloudapi.cn/t', 'abfss://data@acme1.dfs.core.chinacloudapi.cn/t'],
    ['abfss://data@acme1.dfs.core.usgovcloudapi.net/t', 'abfss://data@acme1.dfs.core.usgovcloudapi.net/t'],
    ['gs://bucket/sales/', 'gs://bucket/sales'],
    ['gs://my.bucket_1', 'gs://my.bucket_1'],
    ['GS://bucket/a b%20c/é', 'gs://bucket/a b%20c/é'],
  ])('takes %s as %s', (given, normal) => {
    expect(formatLocation(parseLocation(given))).toBe(normal);
  });

  it('keeps percent signs as they are, so that two spellings never name one table', () => {
    expect(parseLocation('s3://bucket/a%2F..%2Fb')).toEqual({ kind: 's3', bucket: 'bucket', prefix: 'a%2F..%2Fb' });
    expect(parseLocation('file:///data/%2e%2e/x')).toEqual({ kind: 'local', path: '/data/%2e%2e/x' });
  });

  it.each([
    ['/data/sales', /no scheme.*file:\/\/\/.*s3:\/\//],
    ['', /no scheme/],
    ['sales', /no scheme/],
    ['gcs://bucket/t', /scheme gcs, which is not supported.*gs:\/\/bucket.*abfss:\/\/container@account/],
    ['gs://', /names no bucket/],
    ['gs://Bucket/t', /valid bucket name/],
    ['gs://a..b/t', /valid bucket name/],
    ['gs://me:5ecret@bucket/t', /valid bucket name/],
    ['gs://bucket/../t', /segment/],
    ['dbfs:/t', /scheme dbfs/],
    ['https://bucket.s3.amazonaws.com/t', /scheme https/],
    ['file://host/data', /must not name a host/],
    ['file:data', /must not name a host/],
    ['file:////etc', /must not name a host/],
    ['file:///data/../etc', /segment that is empty, "\." or "\.\."/],
    ['file:///data/./t', /segment/],
    ['file:///data//t', /segment/],
    ['file:///data/t\u0000', /control character/],
    ['file:///data/t\n', /control character/],
    ['file:///data/\ud800', /well-formed/],
    ['s3://', /names no bucket/],
    ['s3:///t', /names no bucket/],
    ['s3:bucket/t', /names no bucket/],
    ['s3://b/t', /valid bucket name/],
    ['s3://-bucket/t', /valid bucket name/],
    ['s3://buc ket/t', /valid bucket name/],
    ['s3://a..b/t', /valid bucket name/],
    ['s3://bucket:9000/t', /valid bucket name/],
    ['s3://bucket/../other/t', /segment/],
    ['s3://bucket/t/..', /segment/],
    ['s3://bucket/t//', /segment/],
    ['s3://bucket/t?versionId=1', /query or a fragment/],
    ['s3://bucket/t#x', /query or a fragment/],
    ['abfss://acme1.dfs.core.windows.net/data/t', /names no container.*abfss:\/\/container@account/],
    ['abfss:/data@acme1.dfs.core.windows.net/t', /names no container/],
    ['abfss://@acme1.dfs.core.windows.net/t', /names no container/],
    ['abfss://c@acme1.dfs.core.windows.net/t', /valid container name/],
    ['abfss://da--ta@acme1.dfs.core.windows.net/t', /valid container name/],
    ['abfss://Data@acme1.dfs.core.windows.net/t', /valid container name/],
    ['abfss://data@acme1/t', /not in an Azure storage account/],
    ['abfss://data@169.254.169.254/t', /not in an Azure storage account/],
    ['abfss://data@a.b.dfs.core.windows.net/t', /not in an Azure storage account/],
    ['abfss://data@Acme.dfs.core.windows.net/t', /not in an Azure storage account/],
    ['abfss://data@acme1.dfs.core.windows.net.example.com/t', /not in an Azure storage account/],
    ['abfss://data@example.com:443@acme1.dfs.core.windows.net/t', /not in an Azure storage account/],
    ['abfss://data@acme1.dfs.core.windows.net:443/t', /not in an Azure storage account/],
    ['abfss://data@acme1.dfs.core.windows.net/a/../t', /segment/],
    ['abfss://data@acme1.dfs.core.windows.net//t', /segment/],
    ['abfss://data@acme1.dfs.core.windows.net/t?sv=2021', /query or a fragment/],
  ])('refuses %j', (location, message) => {
    expect(failure(location).message).toMatch(message);
  });

  it('does not repeat what looks like a credential', () => {
    const presigned = failure('https://bucket.s3.amazonaws.com/t?X-Amz-Signature=5ecret');
    const embedded = failure('s3://AKIA:5ecret@bucket/t');
    const before = failure('abfss://me:5ecret@acme1.dfs.core.windows.net/t');
    const behind = failure('abfss://data@acme1.dfs.core.windows.net/t?sig=5ecret');
    expect(embedded.message).toMatch(/must not carry credentials/);
    for (const error of [presigned, embedded, before, behind])
      expect(error.message + error.location).not.toContain('5ecret');
  });

  it('shows at most the beginning of a very long location', () => {
    expect(failure(`x://${'a'.repeat(100_000)}`).message.length).toBeLessThan(500);
  });

  it('either refuses a text or gives a location that reads back as itself', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', '%2e', 'x=1', '\u0000', '?'),
      fc.string({ unit: 'binary' }),
    );
    const path = fc.array(part, { maxLength: 5 }).map(parts => parts.join('/'));
    const scheme = fc.constantFrom(
      'file:///',
      's3://bucket/',
      's3a://bucket/',
      'gs://bucket/',
      'file:/',
      'abfs://data@acme1.dfs.core.windows.net/',
    );
    fc.assert(
      fc.property(scheme, path, (start, rest) => {
        let location: ReturnType<typeof parseLocation>;
        try {
          location = parseLocation(start + rest);
        } catch (error) {
          expect(error).toBeInstanceOf(LocationError);
          return;
        }
        const text = location.kind === 'local' ? location.path.slice(1) : location.prefix;
        expect(text.split('/')).not.toContain('..');
        expect(text).not.toMatch(/\p{Cc}/u);
        expect(parseLocation(formatLocation(location))).toEqual(location);
      }),
    );
  });
});
