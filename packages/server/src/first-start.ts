import { insertMetastore } from './catalog/first-start.ts';
import type { Config } from './config.ts';
import { type Database, isUniqueViolation, type Queries } from './database/database.ts';
import { insertPrincipal, joinSystemGroup, newPrincipalId } from './identity/principals.ts';
import { adoptDraft, draftProfile } from './profile-file.ts';
import type { MasterKeys } from './secrets/master-keys.ts';
import { checkMasterKeys } from './secrets/required-keys.ts';
import { insertToken, isKnownToken, newTokenValue } from './tokens/mint.ts';
import { keepTokensFromEverybody } from './tokens/token-permissions.ts';

/** What the first start needs of the workspace that is being opened. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly masterKeys: MasterKeys;
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}

const setting = async (queries: Queries, name: string): Promise<string | undefined> =>
  (await queries.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value;

const fill = async (parts: Parts, transaction: Queries, adminToken: string): Promise<void> => {
  const { config, masterKeys, now, newId, randomBytes } = parts;
  const workspaceId = String(newPrincipalId(randomBytes));
  const settings = [
    { name: 'workspace_id', value: workspaceId },
    { name: 'master_key_id', value: masterKeys.current().id },
  ];
  await transaction.insertInto('settings').values(settings).execute();
  const administrator = { kind: 'USER', name: config.administrator, displayName: 'Administrator' } as const;
  const id = newPrincipalId(randomBytes);
  await insertPrincipal(transaction, { id, now: now() }, administrator);
  await joinSystemGroup(transaction, 'admins', id);
  if (!config.tokens_for_everybody) await keepTokensFromEverybody(transaction);
  await insertToken(transaction, adminToken, { principalId: id, comment: 'made at the first start', createdAt: now() });
  await insertMetastore(transaction, {
    now: now(),
    newId,
    owner: config.administrator,
    cloud: config.cloud,
    region: config.region,
  });
};

/**
 * Makes a new database a workspace: metastore, `main.default`, an administrator and their token, which goes to
 * `<data>/databrickscfg`, an ordinary profile that every official client reads when `DATABRICKS_CONFIG_FILE` names it.
 */
const makeWorkspace = async (parts: Parts): Promise<void> => {
  const token = newTokenValue(parts.randomBytes);
  const profile = draftProfile(parts.config.data, parts.newId(), token);
  try {
    await parts.database.write(transaction => fill(parts, transaction, token));
  } catch (error) {
    profile.remove();
    // Another replica was first: the workspace is there.
    if (!isUniqueViolation(error)) throw error;
    return;
  }
  profile.publish();
};

/**
 * Makes sure that the database holds a workspace that these master keys can open.
 *
 * @returns the workspace's id
 * @throws ConfigError when the database was made with a master key that is not there
 */
export const ensureWorkspace = async (parts: Parts): Promise<number> => {
  const { read } = parts.database;
  if ((await setting(read, 'workspace_id')) === undefined) await makeWorkspace(parts);
  else await adoptDraft(parts.config.data, token => isKnownToken(read, token));
  await checkMasterKeys(parts.database, parts.masterKeys);
  return Number(await setting(read, 'workspace_id'));
};
