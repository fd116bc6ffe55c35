import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/**
 * Everything that the database holds but the audit trail, for a test to see that nothing has changed: each row of each
 * table, as sorted text.
 */
export const dump = async ({ read }: Database): Promise<Readonly<Record<string, readonly string[]>>> => {
  const tables = (await read.introspection.getTables()).map(table => table.name).filter(name => name !== 'audit_log');
  const rows = await Promise.all(
    tables.map(async name => {
      const { rows: found } = await sql`select * from ${sql.table(name)}`.execute(read);
      return [name, found.map(row => JSON.stringify(row)).sort()] as const;
    }),
  );
  return Object.fromEntries(rows);
};
