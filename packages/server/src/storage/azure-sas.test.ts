import { createSecretKey } from 'node:crypto';
import {
  BlobSASPermissions,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import {
  StorageSharedKeyCredential as DataLakeCredential,
  DirectorySASPermissions,
  generateDataLakeSASQueryParameters,
} from '@azure/storage-file-datalake';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { azureVersion, type SasGrant, type SasKey, sasSigner } from './azure-sas.ts';

const accountKey = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=';
const account = 'boathouse';
const key: SasKey = { account, secret: createSecretKey(Buffer.from(accountKey, 'base64')) };
const grant: SasGrant = {
  container: 'tables',
  resource: 'blob',
  permission: 'r',
  expiresAt: 1_700_003_600_000,
  isHttpsOnly: true,
};

const values = ({ container, expiresAt, isHttpsOnly }: SasGrant) => ({
  containerName: container,
  expiresOn: new Date(expiresAt),
  version: azureVersion,
  ...(isHttpsOnly ? { protocol: SASProtocol.Https } : {}),
});

const read = (name: string) => ({ blobName: name, permissions: BlobSASPermissions.parse('r') });

const bySdk = (name: string, of: SasGrant = grant, secret = accountKey): string =>
  generateBlobSASQueryParameters(
    { ...values(of), ...read(name) },
    new StorageSharedKeyCredential(account, secret),
  ).toString();

const names = [
  'a.parquet',
  'sales/part-00000-6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001.c000.snappy.parquet',
  'day=2024-01-01/hour=7/part 0.parquet',
  't/ü b\'(c)+%!*~&$@:;,?#[]{}|^`<>".parquet',
  'a%20b/%2F/100%',
  'a\\b',
  '日本/😀.parquet',
];

it.each(names)('signs the reading of %s as the official SDK does', name => {
  expect(sasSigner(key, grant)(name)).toBe(bySdk(name));
});

it('signs by a user delegation key as the official SDK does', () => {
  const delegation = {
    objectId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001',
    tenantId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0002',
    start: '2023-11-14T22:13:20Z',
    expiry: '2023-11-20T22:13:20Z',
    service: 'b',
    version: azureVersion,
  };
  const theirs = (granted: object) =>
    generateBlobSASQueryParameters(
      { ...values(grant), ...granted },
      {
        signedObjectId: delegation.objectId,
        signedTenantId: delegation.tenantId,
        signedStartsOn: new Date(delegation.start),
        signedExpiresOn: new Date(delegation.expiry),
        signedService: delegation.service,
        signedVersion: delegation.version,
        value: accountKey,
      },
      account,
    ).toString();
  const delegated = { ...key, delegation };
  for (const name of names) expect(sasSigner(delegated, grant)(name)).toBe(theirs(read(name)));
  const list = { permissions: ContainerSASPermissions.parse('l') };
  expect(sasSigner(delegated, { ...grant, resource: 'container', permission: 'l' })('')).toBe(theirs(list));
});

it('signs without a protocol, for a server that speaks http, as the official SDK does', () => {
  const open = { ...grant, isHttpsOnly: false };
  expect(sasSigner(key, open)('a b')).toBe(bySdk('a b', open));
});

it('signs the listing of a container as the official SDK does', () => {
  const theirs = generateBlobSASQueryParameters(
    { ...values(grant), permissions: ContainerSASPermissions.parse('l') },
    new StorageSharedKeyCredential(account, accountKey),
  );
  expect(sasSigner(key, { ...grant, resource: 'container', permission: 'l' })('')).toBe(theirs.toString());
});

it('signs any name at any time by any key as the official SDK does', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const time = fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(name, time, fc.uint8Array({ minLength: 1, maxLength: 64 }), (blob, expiresAt, bytes) => {
      const secret = Buffer.from(bytes);
      const ours = sasSigner({ account, secret: createSecretKey(secret) }, { ...grant, expiresAt });
      expect(ours(blob)).toBe(bySdk(blob, { ...grant, expiresAt }, secret.toString('base64')));
    }),
    { numRuns: 300 },
  );
});

it('ends at the whole second before the time that is asked for', () => {
  const query = new URLSearchParams(sasSigner(key, { ...grant, expiresAt: 1_700_003_600_999 })('a'));
  expect(query.get('se')).toBe('2023-11-14T23:13:20Z');
});

it.each(['rl', 'racwdl'] as const)('signs a directory for %s as the official SDK does, with its depth', permission => {
  const credential = new DataLakeCredential(account, accountKey);
  for (const pathName of ['t', 'warehouse/sales', "a b/ü'(c)+%/日本"]) {
    const theirs = generateDataLakeSASQueryParameters(
      {
        fileSystemName: grant.container,
        pathName,
        isDirectory: true,
        directoryDepth: pathName.split('/').length,
        permissions: DirectorySASPermissions.parse(permission),
        expiresOn: new Date(grant.expiresAt),
        version: azureVersion,
        protocol: SASProtocol.Https,
      },
      credential,
    );
    expect(sasSigner(key, { ...grant, resource: 'directory', permission })(pathName)).toBe(theirs.toString());
  }
});
