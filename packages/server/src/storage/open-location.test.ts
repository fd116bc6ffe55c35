import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocationError } from './errors.ts';
import type { TableStore } from './object-store.ts';
import { locationOpener } from './open-location.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'boathouse-open-')));
afterAll(() => rmSync(root, { recursive: true }));

const entry = { region: 'us-east-1', access_key_id: 'id', secret_access_key: 'secret' };
const lake = 'abfss://lake@acme1.dfs.core.windows.net';
const accountKey = Buffer.alloc(64).toString('base64');
const config = {
  local_roots: [root],
  azure_storage: [
    { location: lake, account_key: accountKey },
    { location: `${lake}/inner`, account_key: accountKey, endpoint: 'https://lake.internal.example.com/' },
  ],
  s3: [
    { ...entry, location: 's3://bucket' },
    { ...entry, location: 's3://bucket/eu', region: 'eu-west-1' },
  ],
  gcs: [{ location: 'gs://bucket', access_key_id: 'GOOG1E', secret_access_key: 'secret' }],
};

it('opens each location by its scheme, and buckets and containers by the closest entry', async () => {
  const open = locationOpener(config);
  expect(open(`file:${root}/sales/`)).toMatchObject({ kind: 'local', location: `file://${root}/sales` });
  const store = open('s3a://bucket/eu/sales');
  expect(store).toMatchObject({ kind: 's3', location: 's3://bucket/eu/sales' });
  const options = {
    now: 0,
    expiresAt: 60_000,
    recipientId: '',
    shareId: '',
    tableId: '',
    scope: '',
    publicUrl: '',
    signingKey: { id: 'a', secret: Buffer.alloc(32) },
  };
  const urlOf = async (table: TableStore, path: string) => String(await table.sign([path], options));
  expect(await urlOf(store, 'a b')).toMatch(/^https:\/\/bucket\.s3\.eu-west-1\.amazonaws\.com\/eu\/sales\/a%20b\?/);
  expect(open('wasbs://lake@acme1.blob.core.windows.net/t')).toMatchObject({ kind: 'azure', location: `${lake}/t` });
  expect(await urlOf(open(`${lake}/t`), 'a b')).toMatch(
    /^https:\/\/acme1\.blob\.core\.windows\.net\/lake\/t\/a%20b\?sv=/,
  );
  const inner = open(`${lake}/inner/t`);
  expect(await urlOf(inner, 'a')).toMatch(/^https:\/\/lake\.internal\.example\.com\/lake\/inner\/t\/a\?sv=/);
  expect(open('gs://bucket/t')).toMatchObject({ kind: 'gcs', location: 'gs://bucket/t', canVend: false });
  expect(await urlOf(open('gs://bucket/t/sales'), 'a b')).toMatch(
    /^https:\/\/storage\.googleapis\.com\/bucket\/t\/sales\/a%20b\?X-Goog-Algorithm=GOOG4-HMAC-SHA256&/,
  );
});

it('refuses what is malformed, unsupported, outside of the roots or without credentials', () => {
  const open = locationOpener(config);
  for (const location of [
    'sales',
    'gs://other/t',
    'file:///etc',
    's3://other/t',
    's3://bucket/../x',
    'abfss://lake@other.dfs.core.windows.net',
  ]) {
    expect(() => open(location), location).toThrow(LocationError);
  }
});

it('refuses an unusable entry at once, and not when a table is first opened', () => {
  const broken = { ...entry, location: 's3://bucket', endpoint: 'nowhere' };
  expect(() => locationOpener({ local_roots: [], s3: [broken], azure_storage: [], gcs: [] })).toThrow(
    /"s3:\/\/bucket" of the setting s3 is not usable/,
  );
  const keyless = { location: lake, account_key: 'not base64' };
  expect(() => locationOpener({ local_roots: [], s3: [], azure_storage: [keyless], gcs: [] })).toThrow(
    /of the setting azure_storage is not usable: account_key must be/,
  );
});
