import { ConfigError } from '../config.ts';
import type { Database, Queries } from '../database/database.ts';
import type { MasterKeys } from './master-keys.ts';

/** The setting of the database that says which master keys its values may be sealed under: ids with spaces between. */
const settingName = 'master_key_id';

const readRequired = async (queries: Queries): Promise<readonly string[]> => {
  const row = await queries.selectFrom('settings').select('value').where('name', '=', settingName).executeTakeFirst();
  return row?.value.split(' ') ?? [];
};

/** Writes down which master keys the database needs from now on. */
export const writeRequired = async (transaction: Queries, ids: readonly string[]): Promise<void> => {
  const value = ids.join(' ');
  await transaction.updateTable('settings').set({ value }).where('name', '=', settingName).execute();
};

/** Writes down that the database needs another master key, before values are sealed under it. */
export const requireAlso = async (transaction: Queries, id: string): Promise<void> => {
  const required = await readRequired(transaction);
  if (!required.includes(id)) await writeRequired(transaction, [id, ...required]);
};

/**
 * Sees that every master key is there that the database needs.
 *
 * @throws ConfigError naming the keys that are missing, by their ids
 */
export const checkMasterKeys = async (database: Database, masterKeys: MasterKeys): Promise<void> => {
  const required = await readRequired(database.read);
  const missing = required.filter(id => masterKeys.find(id) === undefined);
  if (missing.length > 0) {
    throw new ConfigError(
      `The database was made with master key ${missing.join(' and ')}, this is ${masterKeys.ids.join(', ')}. Give the right one with BOATHOUSE_MASTER_KEY or master_key_file or master_key_command.`,
    );
  }
  const { id } = masterKeys.current();
  if (!required.includes(id)) await database.write(transaction => requireAlso(transaction, id));
};
