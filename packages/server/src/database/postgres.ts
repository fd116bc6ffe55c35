import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './tables.ts';

/** How often a write is tried again after losing to another one (serialization failure, deadlock). */
const maxAttempts = 4;

const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');

/** `bigint` columns hold times, ids and counts below 2^53, which a number holds exactly. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

const retrying = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || attempts === maxAttempts) throw error;
    }
  }
};

/**
 * Opens a PostgreSQL database and migrates it.
 *
 * @param url `postgres://user:password@host:port/database`
 */
export const openPostgres = async (url: string): Promise<Database> => {
  const pool = new pg.Pool({ connectionString: url, max: 10, types: types as pg.CustomTypesConfig });
  // An idle connection that the server closes would otherwise end the process; the next query reconnects.
  pool.on('error', () => {});
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(kysely, 'postgres');
  return {
    engine: 'postgres',
    read: kysely,
    write: change => retrying(() => kysely.transaction().execute(change)),
    now: () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    close: () => kysely.destroy(),
  };
};
