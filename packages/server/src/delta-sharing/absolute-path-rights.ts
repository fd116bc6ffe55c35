import { accountUsers } from '../catalog/grantees.ts';
import { privilegeInWords, typeInWords } from '../catalog/privilege-table.ts';
import { holds, lineOf, mayRead, readPrivilege, type Securable } from '../catalog/privileges.ts';
import { readRights, type Subject } from '../catalog/read-rights.ts';
import { asTable } from '../catalog/securables.ts';
import { tablesById } from '../catalog/store.ts';
import type { Database } from '../database/database.ts';

/** Somebody who must be able to read what the log of a shared table names. */
interface Reader {
  /** Undefined: nobody, any more. */
  readonly subject: Subject | undefined;
  /** For messages: `'ada@example.com', who owns the share`. */
  readonly words: string;
}

/** A table as a share has it. Ids. */
export interface TableInShare {
  readonly shareId: string;
  readonly tableId: string;
}

const ownerNamed = async (database: Database, name: string, words: string): Promise<Reader> => {
  if (name === accountUsers.name) return { subject: { id: accountUsers.id, admin: false }, words };
  const found = await database.read
    .selectFrom('principals')
    .select(['id', 'admin'])
    .where('name', '=', name)
    .executeTakeFirst();
  return { subject: found && { id: found.id, admin: found.admin === 1 }, words };
};

/** Those who were granted the right to write to a table, on it or on what it is in. */
const writersOf = async (database: Database, table: Securable): Promise<readonly Reader[]> => {
  const rows = await database.read
    .selectFrom('privilege_grants')
    .leftJoin('principals', 'principals.id', 'privilege_grants.principal_id')
    .select(['principal_id as id', 'principals.name', 'principals.admin'])
    .distinct()
    .where(
      'securable_id',
      'in',
      lineOf(table).map(({ id }) => id),
    )
    .where('privilege', 'in', ['MODIFY', 'ALL_PRIVILEGES'])
    .execute();
  return rows.flatMap(({ id, name, admin }) => {
    if (name === null && id !== accountUsers.id) return [];
    const words = `'${name ?? accountUsers.name}', who may modify table '${table.name}',`;
    return [{ subject: { id, admin: admin === 1 }, words }];
  });
};

/**
 * Everybody by whose rights a file is given away that the log of a shared table names by a URI.
 *
 * What a log says is said by whoever may write it, and read with the rights of the server. So that nobody gives away by a
 * line of a log what they could not read themselves, all who may have written the line must be able to read the file: the
 * owner of the table and all who were granted MODIFY on it. The owner of the share must be, as for all that it shows.
 */
export const readersThatCount = async (
  database: Database,
  { shareId, tableId }: TableInShare,
): Promise<readonly Reader[]> => {
  const { owner } = await database.read
    .selectFrom('shares')
    .select('owner')
    .where('id', '=', shareId)
    .executeTakeFirstOrThrow();
  const placed = (await tablesById(database.read, [tableId])).get(tableId);
  const ofShare = await ownerNamed(database, owner, `'${owner}', who owns the share,`);
  if (placed === undefined) return [ofShare];
  const table = asTable(placed);
  const ofTable = await ownerNamed(database, table.owner, `'${table.owner}', who owns table '${table.name}',`);
  return [ofShare, ofTable, ...(await writersOf(database, table))];
};

/**
 * What keeps somebody of several from reading an object's files; undefined: all may.
 *
 * @param object an external location, which takes READ FILES; or a table or volume, which take what reading them takes
 */
export const missingRight = async (
  database: Database,
  readers: readonly Reader[],
  object: Securable,
): Promise<string | undefined> => {
  const isLocation = object.type === 'EXTERNAL_LOCATION';
  for (const { subject, words } of readers) {
    if (subject === undefined) return `${words} does not exist any more`;
    const rights = await readRights(database, subject, object);
    if (isLocation ? holds(rights, object, 'READ_FILES') : mayRead(rights, object)) continue;
    const privilege = privilegeInWords(isLocation ? 'READ_FILES' : readPrivilege(object));
    return `${words} does not have ${privilege} on ${typeInWords(object.type)} '${object.name}', or cannot reach it`;
  }
  return undefined;
};
