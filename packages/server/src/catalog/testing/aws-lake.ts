import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { type AwsServer, startAws } from '../../../test-services/aws-sessions.ts';
import type { Engine } from '../../database/database.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

/** A workspace with a bucket of AWS' double. */
export interface AwsLake {
  readonly aws: AwsServer;
  readonly test: TestWorkspace;
  /** Sends a request as the administrator, which must be answered by 200, and gives the answer. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  post(request: `${string} /${string}`, body: object): Promise<any>;
  /** A client of the bucket by credentials of an answer. */
  clientOf(credentials: Readonly<Record<string, string>>): S3Client;
  close(): Promise<void>;
}

/** What an answer says of credentials for AWS, beside the `url` that they open: to be compared with. */
export const anyAwsKeys = {
  expiration_time: expect.any(Number),
  aws_temp_credentials: {
    access_key_id: expect.any(String),
    secret_access_key: expect.any(String),
    session_token: expect.any(String),
  },
};

/**
 * Opens a workspace whose external location `lake`, by the storage credential `lake_keys` with a role, is a folder of the
 * bucket `lake`. The files of the Delta table `rare_routes` are in it; the catalog does not know it yet.
 *
 * @param folder in the bucket
 */
export const openAwsLake = async (engine: Engine, folder: string): Promise<AwsLake> => {
  const aws = await startAws('lake');
  for (const file of globSync('**/*.{json,parquet}', { cwd: join(sampleTables, 'rare_routes') })) {
    const body = readFileSync(join(sampleTables, 'rare_routes', file));
    aws.objects.set(`${folder}/rare_routes/${file}`, { body, time: new Date() });
  }
  const test = await openTestWorkspace(engine);
  const post: AwsLake['post'] = async (request, body) => {
    const { status, text, json } = await test.admin(request, body);
    if (status !== 200) throw new Error(`${request} is answered by ${status}: ${text}`);
    return json;
  };
  const { endpoint, region, accessKeyId, secretAccessKey, roleArn, externalId } = aws;
  const keys = { endpoint, region, access_key_id: accessKeyId, secret_access_key: secretAccessKey };
  await post(`POST ${uc}/storage-credentials`, {
    ...{ name: 'lake_keys', boathouse: { s3: { ...keys, role_arn: roleArn, external_id: externalId } } },
  });
  const location = { name: 'lake', url: `s3://lake/${folder}`, credential_name: 'lake_keys' };
  await post(`POST ${uc}/external-locations`, location);
  return {
    aws,
    test,
    post,
    clientOf: ({ access_key_id = '', secret_access_key = '', session_token = '' }) =>
      new S3Client({
        ...{ endpoint, region, forcePathStyle: true },
        credentials: { accessKeyId: access_key_id, secretAccessKey: secret_access_key, sessionToken: session_token },
      }),
    close: async () => {
      await test.close();
      await aws.stop();
    },
  };
};
