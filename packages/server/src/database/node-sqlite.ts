import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Prepared statements kept per connection: the workspace has a few hundred distinct ones. */
const maxStatements = 1000;

const toStatement = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: parameters => statement.all(...(parameters as never[])),
  run: parameters => statement.run(...(parameters as never[])),
  iterate: parameters => statement.iterate(...(parameters as never[])),
});

/**
 * Lets Kysely's SQLite dialect, which was written for better-sqlite3, drive Node's own SQLite.
 *
 * @param connection an open connection; the adapter closes it
 */
export const toKyselyDatabase = (connection: DatabaseSync): SqliteDatabase => {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => connection.close(),
    prepare: sql => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = toStatement(connection.prepare(sql));
      if (statements.size >= maxStatements) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
};
