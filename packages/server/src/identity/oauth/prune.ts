import type { Database } from '../../database/database.ts';

/** Keys that were replaced verify for this long, twice the life of an access token: a replica may have signed meanwhile. */
const formerKeyLifetime = 2 * 60 * 60 * 1000;

/**
 * Takes away what has expired: secrets of service principals, sessions, grants with their codes and refresh tokens, and
 * keys that were replaced long ago. Nothing of it counts any more; it only takes room.
 *
 * @param now milliseconds since 1970
 */
export const pruneOAuth = (database: Database, now: number): Promise<void> =>
  database.write(async transaction => {
    for (const table of ['service_principal_secrets', 'oauth_sessions', 'oauth_grants'] as const) {
      await transaction.deleteFrom(table).where('expires_at', '<', now).execute();
    }
    const keys = await transaction
      .selectFrom('oauth_keys')
      .select(['id', 'created_at'])
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
    // A key was replaced when the next newer one was made.
    const former = keys.filter((_, index) => (keys[index - 1]?.created_at ?? now) < now - formerKeyLifetime);
    for (const { id } of former) await transaction.deleteFrom('oauth_keys').where('id', '=', id).execute();
  });
