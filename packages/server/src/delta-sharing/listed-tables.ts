import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { type NextTables, nextTables } from '../sharing/readable-objects.ts';
import { type ListedTable, listedColumns } from './shared-objects.ts';

/** How many tables are looked at together once some could not be read: the owner may have lost the rights to most. */
const furtherTables = 1000;

const nextOf = {
  schema: prepared((database, next: NextTables) => nextTables(database.read, next, 'schema').select(listedColumns)),
  share: prepared((database, next: NextTables) => nextTables(database.read, next, 'share').select(listedColumns)),
};

/**
 * The next tables of a share that recipients can read now, in the order of their keys.
 *
 * @param reach whether the list ends with the schema that it begins in, or goes on with the next ones
 * @returns as many as the limit, unless there are no more
 */
export const listedTables = async (
  database: Database,
  next: NextTables,
  reach: 'schema' | 'share',
): Promise<readonly ListedTable[]> => {
  const found: ListedTable[] = [];
  for (let from = next; ; ) {
    const rows = await database.execute(nextOf[reach](database, from));
    found.push(...rows.filter(({ readable }) => readable === 1));
    const last = rows.at(-1);
    if (last === undefined || rows.length < from.limit || found.length >= next.limit) return found.slice(0, next.limit);
    from = { share: next.share, schema: last.schemaKey, after: last.nameKey, limit: furtherTables };
  }
};
