import type { CompiledQuery, Kysely, RawBuilder, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** What queries run on: a connection, or the transaction of a write. */
export type Queries = Kysely<Tables> | Transaction<Tables>;

/**
 * The workspace's metadata store. Reads go to `read`; every change goes through `write`.
 */
export interface Database {
  readonly engine: Engine;
  readonly read: Kysely<Tables>;
  /**
   * Runs `change` in a transaction and resolves once it is durable. When `change` throws, nothing of it is kept. Changes
   * are made one after the other, by all replicas together, so that what a change has read is still so when it commits.
   * For the same reason `change` must wait for nothing but its own queries.
   */
  write<T>(change: (transaction: Queries) => Promise<T>): Promise<T>;
  /** Makes a change that is one statement and has read nothing: it need not take turns. Resolves once it is durable. */
  append(statement: CompiledQuery): Promise<void>;
  /**
   * Runs a `prepared` query.
   *
   * @param queries where it runs: `read`, or the transaction of a write
   */
  execute<Row>(query: CompiledQuery<Row>, queries?: Queries): Promise<readonly Row[]>;
  /** The time that expiry is judged by, in milliseconds: the database's own on PostgreSQL, so that replicas agree. */
  now(): RawBuilder<number>;
  close(): Promise<void>;
}

/** Whether an error is a uniqueness constraint saying no: somebody else has the name. */
export const isUniqueViolation = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY; PostgreSQL unique_violation.
  if ('errcode' in error) return error.errcode === 2067 || error.errcode === 1555;
  return 'code' in error && error.code === '23505';
};
