import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileUrl } from './file-url.ts';

it.each([
  ['file:/lake/t/a.parquet', 'file:///lake/t/a.parquet'],
  ['file:///lake/t/a.parquet', 'file:///lake/t/a.parquet'],
  ['s3://lake/t/a.parquet', 's3://lake/t/a.parquet'],
  ['s3a://lake/a.parquet', 's3://lake/a.parquet'],
  ['gs://lake/t/a.parquet', 'gs://lake/t/a.parquet'],
  ['abfss://lake@account.dfs.core.windows.net/t/a', 'abfss://lake@account.dfs.core.windows.net/t/a'],
  ['wasbs://lake@account.blob.core.windows.net/t/a', 'abfss://lake@account.dfs.core.windows.net/t/a'],
  ['s3://lake/at=a%20b%25/a.parquet', 's3://lake/at=a b%/a.parquet'],
  ['s3://lake/%252e%252e/a.parquet', 's3://lake/%2e%2e/a.parquet'],
  ['s3://lake/a%3Fb%23c', 's3://lake/a?b#c'],
])('takes %s for %s', (path, url) => {
  expect(fileUrl(path)).toBe(url);
});

it.each([
  ['part-0.parquet', /is not a URI/],
  ['/etc/passwd', /is not a URI/],
  ['s3://lake', /segment that is empty/],
  ['s3://lake/', /segment that is empty/],
  ['s3:/lake/a', /names no bucket/],
  ['s3:///lake/a', /names no bucket/],
  ['s3://key:secret@lake/a', /credentials/],
  ['s3://la%6Be/a', /valid bucket name/],
  ['s3://lake/t/../a', /segment/],
  ['s3://lake/t/%2e%2E/a', /segment/],
  ['s3://lake/t/%2e%2e%2fa', /segment/],
  ['s3://lake//a', /segment/],
  ['s3://lake/./a', /segment/],
  ['s3://lake/a%0Ab', /control character/],
  ['s3://lake/a%zz', /percent-encoded/],
  ['s3://lake/a%ff', /percent-encoded/],
  ['s3://lake/a?versionId=1', /is not a URI/],
  ['s3://lake/a#b', /is not a URI/],
  ['file://host/lake/a', /must not name a host/],
  ['file:////etc/passwd', /segment/],
  ['abfss://lake@account.dfs.core.windows.net.evil.example/a', /Azure storage account/],
  ['https://lake.example/a', /scheme/],
  ['hdfs://lake/a', /scheme/],
])('refuses %s', (path, message) => {
  const refusal = { code: 'OUTSIDE_TABLE', message: expect.stringMatching(message) };
  expect(() => fileUrl(path)).toThrow(expect.objectContaining(refusal));
});

it('gives a place below the bucket without a step up, or refuses', () => {
  const piece = fc.constantFrom('.', '..', '/', '%2e', '%2F', '%25', '%', 'a', 's3:', '//', '\\', '%5c', '@', '?', 'é');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      let url: string;
      try {
        url = fileUrl(`s3://lake/${pieces.join('')}`);
      } catch (error) {
        expect(error).toMatchObject({ code: 'OUTSIDE_TABLE' });
        return;
      }
      expect(url.startsWith('s3://lake/')).toBe(true);
      const segments = url.slice('s3://lake/'.length).split('/');
      expect(segments.every(segment => !['', '.', '..'].includes(segment))).toBe(true);
    }),
  );
});
