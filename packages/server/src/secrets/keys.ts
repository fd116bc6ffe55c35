import { keys } from '@boathouse/contract';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { rotateTokenKey } from '../identity/oauth/token-keys.ts';
import { rotateMasterKey } from './rotate-master-key.ts';
import { countSealed } from './sealed-columns.ts';
import { addSigningKey } from './signing-keys.ts';

/**
 * How long a former signing key verifies, in milliseconds: as long as the longest setting of `signed_url_seconds` lets a URL
 * live, and an hour for replicas that have not heard of the new key.
 */
const verifyTime = (604_800 + 3600) * 1000;

export const keysRoom = room(keys, authenticateCaller, {
  list: async (_, { workspace: { database, masterKeys, sealedColumns } }) => {
    const counts = await countSealed(database, sealedColumns);
    const current = masterKeys.current().id;
    const ids = new Set([...masterKeys.ids, ...counts.keys()]);
    return {
      keys: [...ids].map(id => ({
        key_id: id,
        current: id === current,
        available: masterKeys.find(id) !== undefined,
        sealed_values: counts.get(id) ?? 0,
      })),
    };
  },

  listSigning: async (_, { workspace: { database, now } }) => {
    const rows = await database.read
      .selectFrom('signing_keys')
      .select(['id', 'created_at', 'verifies_until'])
      .where(where => where.or([where('verifies_until', 'is', null), where('verifies_until', '>', now())]))
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
    return {
      signing_keys: rows.map(row => ({
        key_id: row.id,
        current: row.verifies_until === null,
        created_at: row.created_at,
        ...(row.verifies_until === null ? {} : { verifies_until: row.verifies_until }),
      })),
    };
  },

  rotate: (_, context) => rotateMasterKey(context),

  rotateSigning: async (_, context) => {
    const { sealer, signingKeys, now } = context.workspace;
    const token_key_id = await rotateTokenKey(context.workspace);
    const verifiesUntil = now() + verifyTime;
    const key_id = await context.write(async transaction => {
      await transaction.deleteFrom('signing_keys').where('verifies_until', '<=', now()).execute();
      await transaction
        .updateTable('signing_keys')
        .set({ verifies_until: verifiesUntil })
        .where('verifies_until', 'is', null)
        .execute();
      return addSigningKey(transaction, sealer, now());
    });
    await signingKeys.reload();
    return { key_id, former_keys_verify_until: verifiesUntil, token_key_id };
  },
});
