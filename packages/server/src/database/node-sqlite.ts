import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Prepared statements kept per connection: the workspace has a few hundred distinct ones. */
const maxStatements = 1000;

const toRow = (columns: readonly string[], values: readonly SQLOutputValue[]): Record<string, SQLOutputValue> => {
  const row: Record<string, SQLOutputValue> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ''] = values[index] ?? null;
  return row;
};

const toStatement = (statement: StatementSync, beforeRun: () => void): SqliteStatement => {
  const columns = statement.columns().map(column => column.name);
  // Rows that Node makes itself are dictionaries without a shape, which takes it as long as the query takes SQLite.
  statement.setReturnArrays(true);
  return {
    reader: columns.length > 0,
    all: parameters => {
      beforeRun();
      const rows = statement.all(...(parameters as never[])) as unknown as SQLOutputValue[][];
      return rows.map(values => toRow(columns, values));
    },
    run: parameters => {
      beforeRun();
      return statement.run(...(parameters as never[]));
    },
    iterate: () => {
      throw new Error('Rows of SQLite are not streamed: a statement that is left open would hold its snapshot.');
    },
  };
};

/**
 * Lets Kysely's SQLite dialect, which was written for better-sqlite3, drive Node's own SQLite.
 *
 * @param connection an open connection; the adapter closes it
 * @param beforeRun called before each statement runs
 */
export const toKyselyDatabase = (connection: DatabaseSync, beforeRun = () => {}): SqliteDatabase => {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => connection.close(),
    prepare: sql => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = toStatement(connection.prepare(sql), beforeRun);
      if (statements.size >= maxStatements) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
};
