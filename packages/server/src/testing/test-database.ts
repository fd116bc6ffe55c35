import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, Engine } from '../database/database.ts';
import { openPostgres } from '../database/postgres.ts';
import { openSqlite } from '../database/sqlite.ts';
import { createPostgresDatabase } from './engines.ts';

/** An empty database that can be opened more than once, as replicas and later starts do. */
export interface TestDatabase {
  readonly open: () => Promise<Database>;
  /** Closes what was opened, and removes the database. */
  readonly remove: () => Promise<void>;
}

/** Makes an empty database on an engine. */
export const createTestDatabase = async (engine: Engine): Promise<TestDatabase> => {
  const opened: Database[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-database-'));
  const postgres = engine === 'postgres' ? await createPostgresDatabase() : undefined;
  return {
    open: async () => {
      const database =
        postgres === undefined ? await openSqlite(join(folder, 'test.db'), Date.now) : await openPostgres(postgres.url);
      opened.push(database);
      return database;
    },
    remove: async () => {
      for (const database of opened) await database.close();
      await postgres?.drop();
      rmSync(folder, { recursive: true });
    },
  };
};
