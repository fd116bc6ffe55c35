import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Engine } from './database.ts';
import { initial } from './migrations/0001-initial.ts';
import { identity } from './migrations/0002-identity.ts';
import { permissions } from './migrations/0003-permissions.ts';
import { tokens } from './migrations/0004-tokens.ts';
import { oauth } from './migrations/0005-oauth.ts';
import { secrets } from './migrations/0006-secrets.ts';
import { audit } from './migrations/0007-audit.ts';
import { scim } from './migrations/0008-scim.ts';
import { owners } from './migrations/0009-owners.ts';
import { shareObjects } from './migrations/0010-share-objects.ts';
import { storageCredentials } from './migrations/0011-storage-credentials.ts';
import { recipientsAndProviders } from './migrations/0012-recipients-and-providers.ts';
import { volumes } from './migrations/0013-volumes.ts';
import { asyncQueries } from './migrations/0014-async-queries.ts';
import type { Tables } from './tables.ts';

/** Brings the schema up to date. Replicas that start together wait for each other. Throws what the first failing step threw. */
export const migrate = async (database: Kysely<Tables>, engine: Engine): Promise<void> => {
  const steps = {
    '0001-initial': initial(engine),
    '0002-identity': identity,
    '0003-permissions': permissions,
    '0004-tokens': tokens,
    '0005-oauth': oauth,
    '0006-secrets': secrets,
    '0007-audit': audit(engine),
    '0008-scim': scim,
    '0009-owners': owners,
    '0010-share-objects': shareObjects,
    '0011-storage-credentials': storageCredentials,
    '0012-recipients-and-providers': recipientsAndProviders,
    '0013-volumes': volumes,
    '0014-async-queries': asyncQueries,
  };
  const provider = { getMigrations: async () => steps };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error !== undefined) throw error;
};
