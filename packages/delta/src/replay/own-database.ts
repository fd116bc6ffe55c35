import type { DuckDBConnection } from '@duckdb/node-api';
import { type DatabaseLimits, openDatabase } from '../worker/database.ts';
import { asDeltaError } from './engine-error.ts';

/**
 * Does work on somebody's log in a database that exists for it alone, so that nothing of that log stays in memory.
 *
 * @throws DeltaError for faults of the log; whatever else the work throws
 */
export async function inOwnDatabase<T>(
  limits: DatabaseLimits,
  work: (database: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await openDatabase(limits);
  const database = await instance.connect();
  try {
    return await work(database);
  } catch (error) {
    throw asDeltaError(error, limits);
  } finally {
    database.closeSync();
    instance.closeSync();
  }
}
