import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** What every call may write: the audit trail, and what tokens were used for. */
const beside: readonly string[] = ['audit_log', 'token_uses'];

/**
 * Everything that the database holds but what every call writes, for a test to see that nothing has changed: each row of
 * each table, as sorted text.
 */
export const dump = async ({ read }: Database): Promise<Readonly<Record<string, readonly string[]>>> => {
  const tables = (await read.introspection.getTables())
    .map(table => table.name)
    .filter(name => !beside.includes(name) && !name.startsWith('audit_'));
  const rows = await Promise.all(
    tables.map(async name => {
      const { rows: found } = await sql`select * from ${sql.table(name)}`.execute(read);
      return [name, found.map(row => JSON.stringify(row)).sort()] as const;
    }),
  );
  return Object.fromEntries(rows);
};
