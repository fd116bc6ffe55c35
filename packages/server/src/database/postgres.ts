import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './tables.ts';

/** How often a write is tried before it gives up on others that come between. */
const maxAttempts = 10;

/** Serialization failure, deadlock, and a reference whose other end changed meanwhile. */
const conflicts: readonly unknown[] = ['40001', '40P01', '23503'];

const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && conflicts.includes(error.code);

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
      // Rivals that wait for different times do not meet again.
      await sleep(Math.random() * 5 * attempts);
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
    // As if writes came one after the other, as they do on SQLite: what a change has read is still so when it commits.
    write: change => retrying(() => kysely.transaction().setIsolationLevel('serializable').execute(change)),
    now: () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    close: () => kysely.destroy(),
  };
};
