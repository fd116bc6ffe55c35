import type { S3Client } from '@aws-sdk/client-s3';
import { StorageError, systemCode } from './errors.ts';
import { s3Address } from './s3-address.ts';
import type { S3Settings } from './s3-settings.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** The official SDK and a client of it. */
export interface S3Connection {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

// Loading the SDK takes a tenth of a second and 30 MB: who keeps tables elsewhere does not pay for it.
const loadSdk = async (): Promise<Sdk> => {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (error) {
    if (systemCode(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    const advice = 'Install it beside Boathouse: npm install @aws-sdk/client-s3';
    throw new StorageError('NOT_INSTALLED', `Reading from S3 needs the package @aws-sdk/client-s3. ${advice}`, {
      cause: error,
    });
  }
};

const connect = async (settings: S3Settings, bucket: string): Promise<S3Connection> => {
  const sdk = await loadSdk();
  const { endpoint, pathStyle } = s3Address(settings, bucket);
  const {
    region,
    access_key_id: accessKeyId,
    secret_access_key: secretAccessKey,
    session_token: sessionToken,
  } = settings;
  const client = new sdk.S3Client({
    region,
    endpoint,
    forcePathStyle: pathStyle,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    // Said outright, so that no AWS_* variable or ~/.aws file of the machine leads to another endpoint.
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    // Stores beside AWS do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Its `requestTimeout` ends with the headers; this one also ends a body that stops coming.
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 },
  });
  return { sdk, client };
};

const connections = new WeakMap<S3Settings, Promise<S3Connection>>();

/** The connection of an entry of the settings, made when it is first used and shared by all tables that the entry covers. */
export const s3Connection = (settings: S3Settings, bucket: string): Promise<S3Connection> => {
  const known = connections.get(settings);
  if (known !== undefined) return known;
  const made = connect(settings, bucket);
  connections.set(settings, made);
  return made;
};
