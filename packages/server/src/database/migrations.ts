import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Engine } from './database.ts';
import { initial } from './migrations/0001-initial.ts';
import { identity } from './migrations/0002-identity.ts';
import { permissions } from './migrations/0003-permissions.ts';
import type { Tables } from './tables.ts';

/** Brings the schema up to date. Replicas that start together wait for each other. Throws what the first failing step threw. */
export const migrate = async (database: Kysely<Tables>, engine: Engine): Promise<void> => {
  const steps = { '0001-initial': initial(engine), '0002-identity': identity, '0003-permissions': permissions };
  const provider = { getMigrations: async () => steps };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error !== undefined) throw error;
};
