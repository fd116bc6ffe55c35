import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { rowCount } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { AuditRow } from './describe-record.ts';
import { allConditions, type Filters, type TrailQuery } from './filters.ts';
import { settledSequence } from './settled.ts';

/** Rows that are looked at for one answer. */
const budget = 10_000;

/** How far the clocks of replicas may be apart, in milliseconds, for a start time to find all that is behind it. */
const clockSkew = 600_000;

/** What was added to the trail behind a position. */
export interface Addition {
  readonly rows: readonly AuditRow[];
  readonly position: number;
  readonly caughtUp: boolean;
}

/** The number behind which records of a time on begin. */
export const positionOf = async ({ read }: Database, time: number): Promise<number | undefined> => {
  const row = await read
    .selectFrom('audit_log')
    .select('sequence')
    .where('time', '>=', time - clockSkew)
    .orderBy('time')
    .orderBy('sequence')
    .limit(rowCount(1))
    .executeTakeFirst();
  return row === undefined ? undefined : row.sequence - 1;
};

/**
 * Reads the trail in the order in which it was kept, as far as no row can come between any more.
 *
 * @param position where to go on; undefined: at the start time of the filters, or at the end
 * @param size rows at most
 * @throws ApiError TEMPORARILY_UNAVAILABLE while it cannot be known
 */
export const followRecords = async (
  database: Database,
  filters: Filters,
  position: number | undefined,
  size: number,
): Promise<Addition> => {
  const start =
    position ?? (filters.start_time === undefined ? undefined : await positionOf(database, filters.start_time));
  const end = await settledSequence(database);
  if (end === undefined) {
    throw new ApiError('TEMPORARILY_UNAVAILABLE', 'A transaction is writing to the audit trail for long. Try again.');
  }
  if (start === undefined || start >= end) return { rows: [], position: start ?? end, caughtUp: true };
  const behind = (database.read.selectFrom('audit_log') as TrailQuery)
    .where('sequence', '>', start)
    .where('sequence', '<=', end)
    .orderBy('sequence');
  const looked = behind.selectAll().limit(rowCount(budget)).as('audit_log');
  const rows = await allConditions(filters)(database.read.selectFrom(looked) as unknown as TrailQuery)
    .selectAll()
    .orderBy('sequence')
    .limit(rowCount(size))
    .execute();
  const full = rows.at(size - 1);
  if (full !== undefined) return { rows, position: full.sequence, caughtUp: full.sequence >= end };
  const { last } = await database.read
    .selectFrom(behind.select('sequence').limit(rowCount(budget)).as('looked'))
    .select(sql<number | null>`case when count(*) = ${sql.lit(budget)} then max(sequence) end`.as('last'))
    .executeTakeFirstOrThrow();
  return { rows, position: last ?? end, caughtUp: last === null || last >= end };
};
