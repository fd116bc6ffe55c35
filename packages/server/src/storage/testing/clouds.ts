import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findAzurite, installAzurite } from '../../../test-services/azurite.ts';
import { findS3Server, installS3Server } from '../../../test-services/s3.ts';
import { startAzure } from './azure-service.ts';
import type { CloudService, TestCloud } from './cloud-service.ts';
import { startGcsBy } from './gcs-service.ts';
import { startS3 } from './s3-service.ts';

const startFolder = async (): Promise<CloudService> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'boathouse-store-')));
  return {
    root: `file://${folder}`,
    settings: { local_roots: [folder] },
    secrets: [],
    mistakes: [],
    put: async (path, body) => {
      mkdirSync(path.endsWith('/') ? join(folder, path) : dirname(join(folder, path)), { recursive: true });
      if (!path.endsWith('/')) writeFileSync(join(folder, path), body);
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

const isNamed = (variable: string) => process.env[variable] !== undefined;
const realS3 = isNamed('BOATHOUSE_TEST_S3');
const realAzure = isNamed('BOATHOUSE_TEST_AZURE');
const realGcs = isNamed('BOATHOUSE_TEST_GCS');

/** A real bucket is reached by what its variable says. */
const gcsCredentials = realGcs ? (['service-account'] as const) : (['hmac', 'service-account'] as const);

/** The clouds that store tests and table tests run over. */
export const clouds: readonly TestCloud[] = [
  {
    name: 'S3',
    isReal: realS3,
    missing: realS3 || findS3Server() !== undefined ? undefined : installS3Server,
    pageSize: 1000,
    start: startS3,
  },
  {
    name: 'Azure',
    isReal: realAzure,
    missing: realAzure || findAzurite() !== undefined ? undefined : installAzurite,
    pageSize: 5000,
    start: startAzure,
  },
  ...gcsCredentials.map(credential => ({
    name: realGcs ? 'GCS' : `GCS by ${credential === 'hmac' ? 'an HMAC key' : 'a service account'}`,
    isReal: realGcs,
    missing: undefined,
    pageSize: 1000,
    start: startGcsBy(credential),
  })),
];

/** A folder of this machine, which is no cloud and has to behave like one. */
export const localFolder: TestCloud = {
  name: 'a local folder',
  isReal: false,
  missing: undefined,
  pageSize: 64,
  start: startFolder,
};
