import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { findS3Server, startS3Server } from '../../../test-services/s3.ts';
import { s3Address } from '../s3-address.ts';
import { parseS3Settings, type S3Settings } from '../s3-settings.ts';
import {
  type CloudService,
  type EndOfCloud,
  entryFrom,
  nowhere,
  rememberingWriter,
  runFolder,
} from './cloud-service.ts';

const s3Service = (entry: S3Settings, end: EndOfCloud): CloudService => {
  const { covers } = parseS3Settings(entry);
  const { bucket } = covers;
  const { endpoint, pathStyle, origin, path } = s3Address(entry, bucket);
  const folder = runFolder(covers.prefix);
  const client = new S3Client({
    region: entry.region,
    endpoint,
    forcePathStyle: pathStyle,
    credentials: { accessKeyId: entry.access_key_id, secretAccessKey: entry.secret_access_key },
  });
  const writer = rememberingWriter({
    put: async (key, Body) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: `${folder}/${key}`, Body }));
    },
    remove: async key => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${folder}/${key}` }));
    },
  });
  const location = `s3://${bucket}`;
  const missing = `s3://boathouse-missing-${randomUUID()}`;
  const wrong = (more: Partial<S3Settings>): CloudService['settings'] => ({ s3: [{ ...entry, location, ...more }] });
  return {
    root: `s3://${bucket}/${folder}`,
    settings: { s3: [{ ...entry, location }] },
    bucketUrl: (origin + path).replace(/\/$/, ''),
    secrets: [entry.secret_access_key, '5ecret'],
    mistakes: [
      {
        title: 'a bucket that is not there',
        settings: wrong({ location: missing }),
        location: `${missing}/t`,
        code: 'BUCKET_MISSING',
        message: /failed: bucket boathouse-missing-\S+ answered 404 NoSuchBucket/,
      },
      {
        title: 'a wrong secret',
        settings: wrong({ secret_access_key: 'wrong-5ecret' }),
        code: 'ACCESS_DENIED',
        message: /Check access_key_id, secret_access_key/,
      },
      {
        title: 'no answer',
        settings: wrong({ endpoint: nowhere }),
        code: 'UNAVAILABLE',
        message: /no answer from http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\)/,
      },
    ],
    put: writer.put,
    stop: async () => {
      await end(writer.removeAll);
      client.destroy();
    },
  };
};

/** Starts an S3-compatible server, unless `BOATHOUSE_TEST_S3` names a real bucket. */
export const startS3 = async (): Promise<CloudService> => {
  const real = entryFrom<S3Settings>('BOATHOUSE_TEST_S3');
  if (real !== undefined) return s3Service(real, clean => clean());
  const server = await startS3Server(findS3Server() ?? '', ['tables']);
  const { region, endpoint, accessKeyId, secretAccessKey } = server;
  const key = { access_key_id: accessKeyId, secret_access_key: secretAccessKey };
  return s3Service({ location: 's3://tables', region, endpoint, ...key }, server.stop);
};
