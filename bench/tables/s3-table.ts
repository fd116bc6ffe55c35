import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { findS3Server, installS3Server, type S3Server, startS3Server } from '../../packages/server/test-services/s3.ts';
import type { BigTable } from './big-table.ts';

/** The bucket of every table, and the folder in it. */
const [bucket, prefix] = ['bench', 'warehouse/table'];

/** A table in an S3-compatible store. */
export interface S3Table {
  readonly store: S3Server;
  /** `s3://bucket/path`. */
  readonly location: string;
}

const upload = async ({ endpoint, region, accessKeyId, secretAccessKey }: S3Server, folder: string): Promise<void> => {
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
  for (const name of readdirSync(join(folder, '_delta_log'))) {
    const Body = readFileSync(join(folder, '_delta_log', name));
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}/_delta_log/${name}`, Body }));
  }
  client.destroy();
};

/**
 * Starts an S3-compatible store that holds the log of a table. Its data files are nowhere: URLs are signed for them all
 * the same.
 *
 * @throws Error with what to install, when there is no such store on this machine
 */
export const storeInS3 = async ({ folder }: BigTable): Promise<S3Table> => {
  const binary = findS3Server();
  if (binary === undefined) {
    throw new Error(`This needs an S3-compatible store: ${installS3Server}, or set BOATHOUSE_VERSITYGW to its path.`);
  }
  const store = await startS3Server(binary, [bucket]);
  await upload(store, folder).catch(error => store.stop().then(() => Promise.reject(error)));
  return { store, location: `s3://${bucket}/${prefix}` };
};

/** Writes a configuration file for a workspace that reaches the store. */
export const writeS3Config = (file: string, { store, location }: S3Table): void => {
  const entry = {
    location,
    region: store.region,
    endpoint: store.endpoint,
    access_key_id: store.accessKeyId,
    secret_access_key: store.secretAccessKey,
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ s3: [entry] }), { mode: 0o600 });
};
