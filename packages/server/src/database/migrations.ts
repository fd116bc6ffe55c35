import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Engine } from './database.ts';
import { initial } from './migrations/0001-initial.ts';
import type { Tables } from './tables.ts';

/** Brings the schema up to date. Replicas that start together wait for each other. Throws what the first failing step threw. */
export const migrate = async (database: Kysely<Tables>, engine: Engine): Promise<void> => {
  const provider = { getMigrations: async () => ({ '0001-initial': initial(engine) }) };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error !== undefined) throw error;
};
