import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Database } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { toKyselyDatabase } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

const connect = (file: string): DatabaseSync => {
  const connection = new DatabaseSync(file);
  // FULL: a commit is on disk before it is acknowledged. WAL: readers go on while the writer writes.
  connection.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000',
  );
  return connection;
};

const kyselyOn = (connection: DatabaseSync) =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: toKyselyDatabase(connection) }) });

/**
 * Opens the embedded database, creating and migrating it as needed.
 *
 * @param file where it lives; its folder is created
 * @param clock the workspace's clock, in milliseconds
 */
export const openSqlite = async (file: string, clock: () => number): Promise<Database> => {
  mkdirSync(dirname(file), { recursive: true });
  const writeConnection = connect(file);
  const writer = kyselyOn(writeConnection);
  await migrate(writer, 'sqlite');
  const read = kyselyOn(connect(file));
  const commits = new GroupCommit(writeConnection, writer);
  return {
    engine: 'sqlite',
    read,
    write: change => commits.write(change),
    append: change => commits.write(change),
    now: () => sql<number>`${clock()}`,
    close: async () => {
      await commits.settled();
      await read.destroy();
      await writer.destroy();
    },
  };
};
