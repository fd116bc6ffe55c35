import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import pg from 'pg';
import { findAzurite, installAzurite, startAzurite } from '../../packages/server/test-services/azurite.ts';
import { startPostgres } from '../../packages/server/test-services/postgres.ts';
import { findS3Server, installS3Server, startS3Server } from '../../packages/server/test-services/s3.ts';
import type { Database, Store } from './combinations.ts';

/** A store that runs. */
export interface OpenStore {
  /** What the suite writes its tables below, and the workspace reads. */
  readonly url: string;
  /** Flags of `boathouse serve` by which a workspace opens it. */
  readonly flags: readonly string[];
  /** What the suite writes with: variables of the environment, as the tools of the cloud have them. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** A database server that runs. */
export interface OpenDatabase {
  /** Flags of `boathouse serve` by which a workspace uses a new and empty database on it. */
  flags(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const missing = (what: string, install: string): Error => new Error(`This needs ${what}: ${install}.`);

/** Only a file can hold settings of stores. JSON is YAML. */
const configFlags = (scratch: string, settings: Readonly<Record<string, unknown>>): readonly string[] => {
  const file = join(scratch, `${Object.keys(settings).join('-')}.yaml`);
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  return ['--config', file];
};

const openS3 = async (scratch: string): Promise<OpenStore> => {
  const binary = findS3Server();
  if (binary === undefined) throw missing('versitygw', installS3Server);
  const { endpoint, region, accessKeyId, secretAccessKey, stop } = await startS3Server(binary, ['tables']);
  const url = 's3://tables';
  const key = { access_key_id: accessKeyId, secret_access_key: secretAccessKey };
  return {
    url,
    flags: configFlags(scratch, { s3: [{ location: url, endpoint, region, ...key }] }),
    environment: {
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    stop,
  };
};

const openAzure = async (scratch: string): Promise<OpenStore> => {
  const program = findAzurite();
  if (program === undefined) throw missing('Azurite', installAzurite);
  const { endpoint, account, accountKey, stop } = await startAzurite(program);
  const parts = {
    DefaultEndpointsProtocol: 'http',
    AccountName: account,
    AccountKey: accountKey,
    BlobEndpoint: endpoint,
  };
  const connection = Object.entries(parts)
    .map(([name, value]) => `${name}=${value};`)
    .join('');
  // A service that nobody knows of would keep this process from ending.
  const abandon = (error: unknown) => stop().then(() => Promise.reject(error));
  await BlobServiceClient.fromConnectionString(connection).createContainer('tables').catch(abandon);
  const url = `abfss://tables@${account}.dfs.core.windows.net`;
  return {
    url,
    flags: configFlags(scratch, { azure_storage: [{ location: url, endpoint, account_key: accountKey }] }),
    environment: { AZURE_STORAGE_CONNECTION_STRING: connection },
    stop,
  };
};

const openFolder = async (scratch: string): Promise<OpenStore> => {
  const folder = join(scratch, 'tables');
  mkdirSync(folder);
  return {
    url: `file://${folder}`,
    flags: ['--local-root', folder],
    environment: {},
    stop: async () => {},
  };
};

const openPostgres = async (): Promise<OpenDatabase> => {
  const server = await startPostgres();
  if (server === undefined) throw missing('PostgreSQL', 'apt-get install postgresql');
  let made = 0;
  return {
    flags: async () => {
      made += 1;
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`create database conformance_${made}`).finally(() => client.end());
      return ['--database', server.url.replace(/[^/]*$/, `conformance_${made}`)];
    },
    stop: async () => server.stop(),
  };
};

/**
 * Starts a store.
 *
 * @param scratch a folder for what it needs on this machine
 * @throws Error with what to install, when it is not on this machine
 */
export const openStore = (store: Store, scratch: string): Promise<OpenStore> =>
  ({ 'local folder': openFolder, S3: openS3, Azure: openAzure })[store](scratch);

/**
 * Starts a database server; SQLite needs none.
 *
 * @throws Error with what to install, when it is not on this machine
 */
export const openDatabase = async (database: Database): Promise<OpenDatabase> =>
  database === 'PostgreSQL' ? openPostgres() : { flags: async () => [], stop: async () => {} };
