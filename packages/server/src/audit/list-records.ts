import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { rowCount } from '../database/prepared.ts';
import type { AuditRow } from './describe-record.ts';
import { type Filters, planOf, type TrailQuery } from './filters.ts';

/** Rows that are looked at for one page: some milliseconds of work. A page that finds few in them goes on behind them. */
const budget = 5000;

export type Order = 'NEWEST_FIRST' | 'OLDEST_FIRST';

/** A place in the trail by time: behind the row that has both. */
export interface Place {
  readonly time: number;
  readonly sequence: number;
}

/** A part of the trail. */
export interface Part {
  readonly rows: readonly AuditRow[];
  /** Where to go on; undefined when there is nothing more. */
  readonly next: Place | undefined;
}

/**
 * Reads records by their time. Rows that are added meanwhile move nothing.
 *
 * @param place undefined: from the first on
 * @param size rows at most
 */
export const listRecords = async (
  { read }: Database,
  filters: Filters,
  order: Order,
  place: Place | undefined,
  size: number,
): Promise<Part> => {
  const { lead, rest } = planOf(filters);
  const direction = order === 'NEWEST_FIRST' ? 'desc' : 'asc';
  const comparison = sql.raw(direction === 'desc' ? '<' : '>');
  const from = <Row>(query: TrailQuery<Row>): TrailQuery<Row> =>
    place === undefined
      ? query
      : query.where(sql<boolean>`(time, sequence) ${comparison} (${place.time}, ${place.sequence})`);
  const found = from(lead(read.selectFrom('audit_log') as TrailQuery))
    .orderBy('time', direction)
    .orderBy('sequence', direction);
  if (rest === undefined) {
    // One more than asked tells whether there is a next page.
    const rows = await found
      .selectAll()
      .limit(rowCount(size + 1))
      .execute();
    return rows.length > size ? cut(rows, size) : { rows, next: undefined };
  }
  const looked = found.selectAll().limit(rowCount(budget)).as('audit_log');
  const rows = await rest(read.selectFrom(looked) as unknown as TrailQuery)
    .selectAll()
    .orderBy('time', direction)
    .orderBy('sequence', direction)
    .limit(rowCount(size + 1))
    .execute();
  if (rows.length > size) return cut(rows, size);
  const keys = found.select(['time', 'sequence']).limit(rowCount(budget));
  const back = direction === 'desc' ? 'asc' : 'desc';
  const last = await read
    .selectFrom(keys.as('looked'))
    .select(({ fn }) => ['time', 'sequence', fn.countAll<number>().over().as('count')])
    .orderBy('time', back)
    .orderBy('sequence', back)
    .limit(rowCount(1))
    .executeTakeFirst();
  return { rows, next: last !== undefined && Number(last.count) === budget ? last : undefined };
};

const cut = (rows: readonly AuditRow[], size: number): Part => {
  const page = rows.slice(0, size);
  return { rows: page, next: page.at(-1) };
};
