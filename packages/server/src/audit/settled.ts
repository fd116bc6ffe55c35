import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** How often it is looked whether writers have ended, and the pause between, in milliseconds. */
const looks = 100;
const pause = 10;

const lastSequence = async ({ read }: Database): Promise<number> => {
  const { last } = await read
    .selectFrom('audit_log')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
};

/** Transactions that may have numbered a row and not committed it: inserting takes this lock first. */
const writers = async ({ read }: Database): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct virtualtransaction as id from pg_locks
    where relation = 'audit_log'::regclass and mode = 'RowExclusiveLock' and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(read);
  return rows.map(({ id }) => id);
};

/**
 * A number of the trail below which no row can appear any more. PostgreSQL numbers rows before they commit, so that a row
 * with a greater number may be seen first: whoever goes on behind that one would miss the other.
 *
 * @returns undefined when a transaction has been writing for a second
 */
export const settledSequence = async (database: Database): Promise<number | undefined> => {
  // SQLite has one writer, which numbers rows in the order in which they are seen.
  if (database.engine === 'sqlite') return lastSequence(database);
  const last = await lastSequence(database);
  let open = await writers(database);
  for (let look = 0; open.length > 0; look += 1) {
    if (look === looks) return undefined;
    await setTimeout(pause);
    const now = await writers(database);
    open = now.filter(id => open.includes(id));
  }
  return last;
};
