import { prepared } from '../database/prepared.ts';
import { type NextObjects, nextObjects, type Reach } from '../sharing/readable-objects.ts';
import type { ObjectList } from './listed-objects.ts';
import { type GrantedShare, type ListedTable, tableColumns } from './shared-objects.ts';

const findNext = (reach: Reach) =>
  prepared((database, next: NextObjects) => nextObjects(database.read, 'tables', next, reach).select(tableColumns));

const show = (share: GrantedShare) => (table: ListedTable) => ({
  name: table.name,
  schema: table.schema,
  share: share.name,
  shareId: share.id,
  id: table.tableId,
});

/** The tables of shares, as recipients list them. */
export const listedTables = {
  kind: 'tables',
  find: { schema: findNext('schema'), share: findNext('share') },
  show,
} as const satisfies ObjectList<ListedTable, unknown>;
