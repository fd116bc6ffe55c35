import { sql } from 'kysely';
import type { Database, Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';
import { type Sealer, sealedUnder } from './sealing.ts';

/**
 * A column whose values are sealed under the master key; null where there is nothing to seal. Every domain that seals
 * something says so, in `sealedColumns` of `rooms.ts`: what is missing there is lost when the master key is rotated.
 */
export interface SealedColumn {
  /** What is sealed, as `keys rotate` names it: `activation_links`. */
  readonly kind: string;
  /** A table with the text column `id` as its primary key. */
  readonly table: keyof Tables;
  /** Its name is `sealed` or ends with `_sealed`, by which a test knows that it has to be registered. */
  readonly column: string;
  /** The purpose that the value in the row of this id was sealed for. */
  readonly purposeOf: (id: string) => string;
}

/** How many values are sealed anew in one transaction: others wait for it, for about ten milliseconds. */
const batchSize = 50;

const reseal = (sealer: Sealer, { table, purposeOf }: SealedColumn, id: string, sealed: string): string => {
  const purpose = purposeOf(id);
  let value: string;
  try {
    value = sealer.open(purpose, sealed);
  } catch (cause) {
    throw new ApiError(
      'DATA_LOSS',
      `The sealed value of ${table} ${id} does not open: it was altered. The master key that it names stays in use; delete the object, and rotate again.`,
      { cause },
    );
  }
  return sealer.seal(purpose, value);
};

const resealBatch = async (
  transaction: Queries,
  sealer: Sealer,
  sealed: SealedColumn,
  keyId: string,
): Promise<number> => {
  const [table, column] = [sql.table(sealed.table), sql.ref(sealed.column)];
  const { rows } = await sql<{ id: string; value: string }>`
    select id, ${column} as value from ${table} where ${column} like ${`${sealedUnder(keyId)}%`}
    order by id limit ${sql.lit(batchSize)}`.execute(transaction);
  for (const { id, value } of rows) {
    const changed = reseal(sealer, sealed, id, value);
    await sql`update ${table} set ${column} = ${changed} where id = ${id}`.execute(transaction);
  }
  return rows.length;
};

/**
 * Seals the values of a column anew, a batch at a time, so that others can write in between. When it is interrupted, every
 * value is sealed under one key or the other.
 *
 * @param keyId the key that values are taken from; the sealer has it, and has another one as its current key
 * @returns how many there were
 */
export const resealColumn = async (
  database: Database,
  sealer: Sealer,
  column: SealedColumn,
  keyId: string,
): Promise<number> => {
  let total = 0;
  for (;;) {
    const count = await database.write(transaction => resealBatch(transaction, sealer, column, keyId));
    total += count;
    if (count < batchSize) return total;
  }
};

/** How many values of these columns are sealed under each key, by its id. */
export const countSealed = async (
  { read }: Database,
  columns: readonly SealedColumn[],
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const { table, column } of columns) {
    // `v1.` and the sixteen digits of the key's id.
    const keyId = sql<string>`substr(${sql.ref(column)}, 4, 16)`;
    const { rows } = await sql<{ key_id: string; total: number }>`
      select ${keyId} as key_id, count(*) as total from ${sql.table(table)} where ${sql.ref(column)} is not null
      group by ${keyId}`.execute(read);
    for (const row of rows) counts.set(row.key_id, (counts.get(row.key_id) ?? 0) + Number(row.total));
  }
  return counts;
};
