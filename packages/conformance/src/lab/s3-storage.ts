import { objectStorage, prefixOf } from './objects.ts';
import type { Storage, StorageOptions } from './storage.ts';

/**
 * Opens a folder in a bucket. Credentials, region and endpoint are those of the AWS tools: `AWS_ACCESS_KEY_ID`,
 * `AWS_PROFILE`, `AWS_REGION`, `AWS_ENDPOINT_URL_S3` and so on.
 */
export const openS3Storage = async (options: StorageOptions): Promise<Storage> => {
  const { root, timeout } = options;
  // Here, because few runs need it and it takes its time.
  const { DeleteObjectCommand, PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const isOther = process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'];
  const client = new S3Client({
    // Stores that are not AWS seldom have a host for each bucket, and do not all know the newer checksums.
    forcePathStyle: isOther !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    maxAttempts: 2,
  });
  const limit = () => ({ abortSignal: AbortSignal.timeout(timeout) });
  const [bucket, prefix] = [root.host, prefixOf(options)];
  return objectStorage(`s3://${bucket}/${prefix}`, prefix, {
    put: (key, content) => client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }), limit()),
    delete: key => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), limit()),
  });
};
