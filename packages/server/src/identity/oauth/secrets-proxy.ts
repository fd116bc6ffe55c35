import { isApiScope, servicePrincipalSecretsProxy } from '@boathouse/contract';
import type { Queries } from '../../database/database.ts';
import { rowCount } from '../../database/prepared.ts';
import { ApiError } from '../../http/api-error.ts';
import { authenticateCaller } from '../../http/authentication.ts';
import { room } from '../../http/handlers.ts';
import { readPage } from '../../http/paging.ts';
import { liveSecrets, newSecretValue, type SecretRow, secretHashes } from './client-secrets.ts';

/** 730 days: how long a secret lives at most, and without a lifetime. */
const longestLifetime = 63_072_000;

/** What a service principal may have of live secrets. */
const quota = 5;

const largestPage = 100;

/**
 * Reads a lifetime as protobuf writes durations in JSON: `3600s`.
 *
 * @returns seconds
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
const parseLifetime = (text: string | undefined): number => {
  if (text === undefined || text === '') return longestLifetime;
  const [, digits] = /^(\d{1,12})(?:\.0{1,9})?s$/.exec(text) ?? [];
  const seconds = Number(digits);
  if (digits === undefined || seconds < 1 || seconds > longestLifetime) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Field 'lifetime' must be whole seconds from 1s to ${longestLifetime}s, such as 3600s; not '${text.slice(0, 50)}'.`,
    );
  }
  return seconds;
};

const checkScopes = (scopes: readonly string[]): void => {
  const unknown = scopes.find(scope => !isApiScope(scope));
  if (unknown !== undefined) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `Field 'scopes': there is no API scope '${unknown.slice(0, 100)}'.`);
  }
};

/** The id of a service principal from its id, or from its application id, which scripts mistake for it. */
const findServicePrincipal = async (queries: Queries, given: string): Promise<number> => {
  const isId = /^\d{1,16}$/.test(given);
  const row = await queries
    .selectFrom('principals')
    .select('id')
    .where('kind', '=', 'SERVICE_PRINCIPAL')
    .$if(isId, query => query.where('id', '=', Number(given)))
    .$if(!isId, query => query.where('name_key', '=', given.toLowerCase()))
    .executeTakeFirst();
  if (row !== undefined) return row.id;
  throw new ApiError('RESOURCE_DOES_NOT_EXIST', `Service principal with id ${given} does not exist.`);
};

const toTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

const describe = ({ id, secret_hash, scopes, created_at, expires_at }: Omit<SecretRow, 'lookup' | 'principal_id'>) => ({
  id,
  secret_hash,
  status: 'ACTIVE',
  create_time: toTime(created_at),
  update_time: toTime(created_at),
  expire_time: toTime(expires_at),
  ...(scopes === null ? {} : { scopes: JSON.parse(scopes) as string[] }),
});

export const servicePrincipalSecretsRoom = room(servicePrincipalSecretsProxy, authenticateCaller, {
  create: async ({ service_principal_id, lifetime, scopes = [] }, context) => {
    const { database, now, newId, randomBytes } = context.workspace;
    const seconds = parseLifetime(lifetime);
    checkScopes(scopes);
    const value = newSecretValue(randomBytes);
    const row = {
      id: newId(),
      ...secretHashes(value),
      scopes: scopes.length === 0 ? null : JSON.stringify(scopes),
      created_at: now(),
      expires_at: now() + seconds * 1000,
    };
    await context.write(async transaction => {
      const principal_id = await findServicePrincipal(transaction, service_principal_id);
      const live = await liveSecrets(transaction, database, principal_id).execute();
      if (live.length >= quota) {
        throw new ApiError(
          'RESOURCE_LIMIT_EXCEEDED',
          `The service principal has ${quota} secrets, which is the most there can be. Delete one first.`,
        );
      }
      await transaction
        .insertInto('service_principal_secrets')
        .values({ ...row, principal_id })
        .execute();
      context.note({ secret_id: row.id });
    });
    return { ...describe(row), secret: value };
  },

  list: async ({ service_principal_id, page_size = 0, page_token }, { workspace, principal }) => {
    const { database } = workspace;
    const id = await findServicePrincipal(database.read, service_principal_id);
    const { items, nextPageToken } = await readPage(
      workspace,
      {
        binding: ['service principal secrets', principal.id, id],
        token: page_token,
        size: page_size === 0 ? largestPage : Math.min(page_size, largestPage),
      },
      (after, limit) =>
        liveSecrets(database.read, database, id).where('id', '>', after).orderBy('id').limit(rowCount(limit)).execute(),
      row => row.id,
    );
    return {
      secrets: items.map(describe),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  delete: async ({ service_principal_id, secret_id }, context) => {
    await context.write(async transaction => {
      const { numDeletedRows } = await transaction
        .deleteFrom('service_principal_secrets')
        .where('id', '=', secret_id)
        .where('principal_id', '=', await findServicePrincipal(transaction, service_principal_id))
        .executeTakeFirst();
      if (numDeletedRows === 1n) return;
      // The id is not repeated: some callers send the secret itself.
      throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'The service principal has no secret with this id.');
    });
    return {};
  },
});
