import type { Selectable } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';
import type { SealedColumn } from '../secrets/sealed-columns.ts';
import type { Sealer } from '../secrets/sealing.ts';
import type { Credential } from './credential-kinds.ts';
import { nameKey } from './names.ts';

export type StorageCredential = Selectable<Tables['storage_credentials']>;

const purposeOf = (id: string): string => `storage credential ${id}`;

/** Where the secrets of storage credentials are sealed. */
export const sealedStorageCredentials: SealedColumn = {
  kind: 'storage_credentials',
  table: 'storage_credentials',
  column: 'secrets_sealed',
  purposeOf,
};

/** The columns that hold what a storage credential is. */
export const sealCredential = (sealer: Sealer, id: string, { kind, details, secrets }: Credential) => ({
  kind,
  details: JSON.stringify(details),
  secrets_sealed: Object.keys(secrets).length === 0 ? null : sealer.seal(purposeOf(id), JSON.stringify(secrets)),
});

/** What a storage credential is, its secrets opened. */
export const openCredential = (
  sealer: Sealer,
  { id, kind, details, secrets_sealed }: Pick<StorageCredential, 'id' | 'kind' | 'details' | 'secrets_sealed'>,
): Credential => ({
  // Only what `sealCredential` was given is ever written.
  kind: kind as Credential['kind'],
  details: JSON.parse(details),
  secrets: secrets_sealed === null ? {} : JSON.parse(sealer.open(purposeOf(id), secrets_sealed)),
});

export const credentialMissing = (name: string) =>
  new ApiError('STORAGE_CREDENTIAL_DOES_NOT_EXIST', `Storage Credential '${name}' does not exist.`);

/** @throws ApiError STORAGE_CREDENTIAL_DOES_NOT_EXIST */
export const getStorageCredential = async (queries: Queries, name: string): Promise<StorageCredential> => {
  const found = await queries
    .selectFrom('storage_credentials')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
  if (found === undefined) throw credentialMissing(name);
  return found;
};

/** The storage credential of an id; undefined when it was deleted. */
export const findCredentialById = (queries: Queries, id: string): Promise<StorageCredential | undefined> =>
  queries.selectFrom('storage_credentials').selectAll().where('id', '=', id).executeTakeFirst();

/** The names of storage credentials by id; those that are gone are left out. */
export const credentialNames = async (queries: Queries, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await queries.selectFrom('storage_credentials').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
};
