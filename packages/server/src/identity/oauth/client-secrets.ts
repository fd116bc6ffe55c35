import { hash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database, Queries } from '../../database/database.ts';
import type { Tables } from '../../database/tables.ts';
import type { PrincipalHook } from '../principal-hooks.ts';
import { credentialHash, isSame } from './hashes.ts';

export type SecretRow = Selectable<Tables['service_principal_secrets']>;

/** Draws a secret in Databricks' form: `dose` and 32 hex digits. */
export const newSecretValue = (randomBytes: (size: number) => Buffer): string =>
  `dose${randomBytes(16).toString('hex')}`;

/** The hashes of a secret: the one that it is compared by, and the one that its owner may see. */
export const secretHashes = (value: string): Pick<SecretRow, 'lookup' | 'secret_hash'> => ({
  lookup: credentialHash('client secret', value),
  secret_hash: hash('sha256', value),
});

/** The secrets of a service principal that have not expired. */
export const liveSecrets = (queries: Queries, database: Database, principalId: number) =>
  queries
    .selectFrom('service_principal_secrets')
    .selectAll()
    .where('principal_id', '=', principalId)
    .where('expires_at', '>', database.now());

/** A service principal that has proved who it is. */
export interface ProvenClient {
  readonly id: number;
  readonly kind: 'SERVICE_PRINCIPAL';
  /** The application id. */
  readonly name: string;
  readonly admin: number;
  readonly entitled: number;
  /** JSON: the scopes that the secret is limited to; null: none. */
  readonly scopes: string | null;
}

/**
 * Finds the service principal of a client id and one of its live secrets. It takes the same way, and as long, whether the
 * client or the secret is wrong.
 *
 * @returns undefined when there is no such pair, or the principal is not active
 */
export const findClient = async (
  database: Database,
  clientId: string,
  secret: string,
): Promise<ProvenClient | undefined> => {
  const rows = await database.read
    .selectFrom('service_principal_secrets as secrets')
    .innerJoin('principals', 'principals.id', 'secrets.principal_id')
    .select(['principals.id', 'name', 'admin', 'entitled', 'secrets.scopes', 'lookup'])
    .where('name_key', '=', clientId.toLowerCase())
    .where('kind', '=', 'SERVICE_PRINCIPAL')
    .where('active', '=', 1)
    .where('expires_at', '>', database.now())
    .execute();
  const { lookup } = secretHashes(secret);
  const [row] = rows.filter(candidate => isSame(candidate.lookup, lookup));
  return row === undefined ? undefined : { ...row, kind: 'SERVICE_PRINCIPAL' };
};

/** Secrets go with their service principal by foreign key; this tells how many. */
export const countSecrets: PrincipalHook = async (transaction, { id }) => {
  const { total } = await transaction
    .selectFrom('service_principal_secrets')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('principal_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(total) === 0 ? {} : { removed: { secrets: Number(total) } };
};
