import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocationError } from './errors.ts';
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
};

it('opens each location by its scheme, and buckets and containers by the closest entry', () => {
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
    publicUrl: '',
    signingKey: { id: 'a', secret: Buffer.alloc(32) },
  };
  expect(store.sign('a b', options)).toMatch(/^https:\/\/bucket\.s3\.eu-west-1\.amazonaws\.com\/eu\/sales\/a%20b\?/);
  expect(open('wasbs://lake@acme1.blob.core.windows.net/t')).toMatchObject({ kind: 'azure', location: `${lake}/t` });
  expect(open(`${lake}/t`).sign('a b', options)).toMatch(
    /^https:\/\/acme1\.blob\.core\.windows\.net\/lake\/t\/a%20b\?sv=/,
  );
  const inner = open(`${lake}/inner/t`);
  expect(inner.sign('a', options)).toMatch(/^https:\/\/lake\.internal\.example\.com\/lake\/inner\/t\/a\?sv=/);
});

it('refuses what is malformed, unsupported, outside of the roots or without credentials', () => {
  const open = locationOpener(config);
  for (const location of [
    'sales',
    'gs://bucket/t',
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
  expect(() => locationOpener({ local_roots: [], s3: [broken], azure_storage: [] })).toThrow(
    /"s3:\/\/bucket" of the setting s3 is not usable/,
  );
  const keyless = { location: lake, account_key: 'not base64' };
  expect(() => locationOpener({ local_roots: [], s3: [], azure_storage: [keyless] })).toThrow(
    /of the setting azure_storage is not usable: account_key must be/,
  );
});
