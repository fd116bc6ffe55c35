import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type CompiledQuery, Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import type { Database, Queries } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { toKyselyDatabase } from './node-sqlite.ts';
import { shareSnapshot } from './shared-snapshot.ts';
import type { Tables } from './tables.ts';

const connect = (file: string, clock: () => number, isDurable: boolean): DatabaseSync => {
  const connection = new DatabaseSync(file);
  // FULL: a commit is on disk before it is acknowledged. WAL: readers go on while the writer writes.
  const synchronous = isDurable ? 'FULL' : 'OFF';
  connection.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000`,
  );
  connection.function('workspace_now', clock);
  return connection;
};

const kyselyOn = (database: SqliteDatabase) => new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });

/**
 * Opens the embedded database, creating and migrating it as needed.
 *
 * @param file where it lives; its folder is created
 * @param clock the workspace's clock, in milliseconds
 * @param isDurable whether a write waits for the disk. A throwaway database does without, and is otherwise the same: in
 *   memory, SQLite would let readers see what is not committed, or make them wait for the writer
 */
export const openSqlite = async (file: string, clock: () => number, isDurable = true): Promise<Database> => {
  mkdirSync(dirname(file), { recursive: true });
  const writeConnection = connect(file, clock, isDurable);
  const writeStatements = toKyselyDatabase(writeConnection);
  const writer = kyselyOn(writeStatements);
  await migrate(writer, 'sqlite');
  const readConnection = connect(file, clock, isDurable);
  const snapshot = shareSnapshot(readConnection);
  const readStatements = toKyselyDatabase(readConnection, snapshot.enter);
  const read = kyselyOn(readStatements);
  const commits = new GroupCommit(writeConnection, writer, snapshot.leave);
  return {
    engine: 'sqlite',
    read,
    write: change => commits.write(change),
    append: ({ sql, parameters }) => commits.append(() => writeStatements.prepare(sql).run(parameters)),
    execute: async <Row>({ sql, parameters }: CompiledQuery<Row>, queries: Queries = read) =>
      (queries === writer ? writeStatements : readStatements).prepare(sql).all(parameters) as Row[],
    // As a subquery it is asked once for each statement, not for each row.
    now: () => sql<number>`(select workspace_now())`,
    close: async () => {
      await commits.settled();
      snapshot.leave();
      await read.destroy();
      await writer.destroy();
    },
  };
};
