import type { RequestOf, secrets } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { noSecret, readSecret, secretRow } from './read-secret.ts';
import { requireLevel, type Scope } from './scope-access.ts';
import { encryptSecret } from './secret-value.ts';

/** The most secrets of a scope. */
const maxSecrets = 1000;
/** The largest value, in bytes. */
const maxBytes = 131_072;

const keyPattern = /^[\w.-]{1,128}$/;
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

type PutRequest = RequestOf<typeof secrets.operations.putSecret>;

const invalid = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

const decodeText = (text: string): Buffer => {
  if (!text.isWellFormed()) {
    throw invalid("Field 'string_value' holds half a character, which UTF-8 cannot say. Send bytes_value for bytes.");
  }
  return Buffer.from(text);
};

const decodeBase64 = (text: string): Buffer => {
  if (!base64Pattern.test(text)) throw invalid("Field 'bytes_value' must be base64, without line breaks.");
  return Buffer.from(text, 'base64');
};

/** The value that is to be written. An empty one is as good as any. */
const valueToWrite = ({ string_value: text, bytes_value: base64 }: PutRequest): Buffer => {
  if (text !== undefined && base64 !== undefined) {
    throw new ApiError('MALFORMED_REQUEST', "Give either 'string_value' or 'bytes_value', not both.");
  }
  if (text === undefined && base64 === undefined) {
    throw invalid("Give the value as 'string_value', or as 'bytes_value' in base64.");
  }
  const value = text === undefined ? decodeBase64(base64 ?? '') : decodeText(text);
  if (value.length > maxBytes) {
    throw invalid(`The value has ${value.length} bytes; a secret has at most ${maxBytes}.`);
  }
  return value;
};

const checkKey = (key: string): void => {
  if (!keyPattern.test(key)) {
    throw invalid("The key of a secret is of letters, digits, '-', '_' and '.', at most 128 of them.");
  }
};

/** The scope that somebody may write to. Secrets of a key vault are written in the vault. */
const writableScope = async (context: Context, transaction: Queries, name: string): Promise<Scope> => {
  const { workspace, principal } = context;
  const access = { database: workspace.database, queries: transaction, principal };
  const scope = await requireLevel(access, name, 'WRITE');
  if (scope.backend_type === 'AZURE_KEYVAULT') {
    throw new ApiError(
      'BAD_REQUEST',
      `Scope ${scope.name} is backed by Azure Key Vault and is read-only here. Change the secret in the vault.`,
    );
  }
  return scope;
};

const requireRoom = async (transaction: Queries, { id, name }: Scope): Promise<void> => {
  const { total } = await transaction
    .selectFrom('secrets')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('scope_id', '=', id)
    .executeTakeFirstOrThrow();
  if (Number(total) < maxSecrets) return;
  throw new ApiError(
    'RESOURCE_LIMIT_EXCEEDED',
    `Scope ${name} has ${maxSecrets} secrets, which is the most there can be. Delete some first, or use another scope.`,
  );
};

/** The operations on secrets. */
export const secretOperations: Pick<
  Handlers<typeof secrets>,
  'putSecret' | 'deleteSecret' | 'listSecrets' | 'getSecret'
> = {
  putSecret: async (request, context) => {
    const { sealer, now } = context.workspace;
    const { key } = request;
    checkKey(key);
    const value = valueToWrite(request);
    await context.write(async transaction => {
      const scope = await writableScope(context, transaction, request.scope);
      const former = await secretRow(transaction, scope, key);
      if (former === undefined) await requireRoom(transaction, scope);
      const version = (former?.version ?? 0) + 1;
      const ciphertext = encryptSecret(sealer, scope, { key, version }, value);
      const written = { version, ciphertext, updated_at: now() };
      await transaction
        .insertInto('secrets')
        .values({ scope_id: scope.id, key, ...written })
        .onConflict(conflict => conflict.columns(['scope_id', 'key']).doUpdateSet(written))
        .execute();
    });
    return {};
  },

  deleteSecret: async ({ scope: name, key }, context) => {
    await context.write(async transaction => {
      const scope = await writableScope(context, transaction, name);
      const { numDeletedRows } = await transaction
        .deleteFrom('secrets')
        .where('scope_id', '=', scope.id)
        .where('key', '=', key)
        .executeTakeFirst();
      if (numDeletedRows !== 1n) throw noSecret(scope.name, key);
    });
    return {};
  },

  listSecrets: async ({ scope: name }, { workspace, principal }) => {
    const { database, keyVaults } = workspace;
    const scope = await requireLevel({ database, queries: database.read, principal }, name, 'READ');
    if (scope.backend_type === 'AZURE_KEYVAULT') return { secrets: await keyVaults.ofScope(scope).list() };
    const secrets = await database.read
      .selectFrom('secrets')
      .select(['key', 'updated_at as last_updated_timestamp'])
      .where('scope_id', '=', scope.id)
      .orderBy('key')
      .execute();
    return { secrets };
  },

  getSecret: async (place, { workspace, principal }) => {
    if (!workspace.config.secrets_get) {
      throw new ApiError(
        'FEATURE_DISABLED',
        'Reading secrets over the REST API is turned off in this workspace (setting secrets_get).',
      );
    }
    const value = await readSecret(workspace, principal, place);
    return { key: place.key, value: value.toString('base64') };
  },
};
