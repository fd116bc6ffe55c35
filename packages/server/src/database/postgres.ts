import { type CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database, Queries } from './database.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Names the lock that changes are made under; any number will do, as long as all replicas have the same. */
const writeLock = 7_044_518_002;

/** A change is short: one that holds the lock longer than this, in milliseconds, has lost its server. */
const lockTime = 30_000;

/** `bigint` columns hold times, ids and counts below 2^53, which a number holds exactly. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/**
 * Changes come one after the other, as they do on SQLite: what a change has read is still so when it commits. Taking turns
 * was several times faster than transactions that are serializable and repeated on conflict.
 */
const takeTurn = async (transaction: Transaction<Tables>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${sql.lit(writeLock)})`.execute(transaction);
};

/**
 * Opens a PostgreSQL database and migrates it.
 *
 * @param url `postgres://user:password@host:port/database`
 */
export const openPostgres = async (url: string): Promise<Database> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types: types as pg.CustomTypesConfig,
    idle_in_transaction_session_timeout: lockTime,
  });
  // An idle connection that the server closes would otherwise end the process; the next query reconnects.
  pool.on('error', () => {});
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(kysely, 'postgres');
  return {
    engine: 'postgres',
    read: kysely,
    write: change =>
      kysely.transaction().execute(async transaction => {
        await takeTurn(transaction);
        return change(transaction);
      }),
    append: async statement => {
      await kysely.executeQuery(statement);
    },
    execute: async <Row>(query: CompiledQuery<Row>, queries: Queries = kysely) =>
      (await queries.executeQuery<Row>(query)).rows,
    now: () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    close: () => kysely.destroy(),
  };
};
