import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose';
import type { Database, Queries } from '../../database/database.ts';
import type { Workspace } from '../../workspace.ts';

/** RS256 is what Databricks signs with, and what every JWT library and gateway verifies without being asked. */
export const signingAlgorithm = 'RS256';

const purpose = 'oauth key';

/** Where the private keys are sealed, for the rotation of the master key. */
export const sealedOAuthKeys = {
  kind: 'oauth_keys',
  table: 'oauth_keys',
  column: 'sealed',
  purposeOf: () => purpose,
} as const;

/** What keys are kept in and sealed by. */
export type KeyKeeper = Pick<Workspace, 'database' | 'sealer' | 'now'>;

/** A key pair that is not in the database yet. */
interface DraftKey {
  readonly id: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

const draftKey = async (): Promise<DraftKey> => {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'RSA', n, e };
  return {
    id: await calculateJwkThumbprint(jwk),
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: JSON.stringify(jwk),
  };
};

const insertKey = async (
  transaction: Queries,
  { sealer, now }: KeyKeeper,
  { id, privateKey, publicKey }: DraftKey,
): Promise<void> => {
  const sealed = sealer.seal(purpose, privateKey);
  await transaction.insertInto('oauth_keys').values({ id, sealed, public_key: publicKey, created_at: now() }).execute();
};

const newestKey = (queries: Queries) =>
  queries
    .selectFrom('oauth_keys')
    .select(['id', 'sealed'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

/** Makes the first key. Of replicas that come at the same moment, one makes it. */
const ensureKey = async (keeper: KeyKeeper): Promise<void> => {
  const draft = await draftKey();
  await keeper.database.write(async transaction => {
    if ((await newestKey(transaction)) === undefined) await insertKey(transaction, keeper, draft);
  });
};

/** Private keys that were unsealed once, by id. */
const opened = new WeakMap<Database, Map<string, KeyObject>>();

const openKey = ({ database, sealer }: KeyKeeper, id: string, sealed: string): KeyObject => {
  const keys = opened.get(database) ?? new Map<string, KeyObject>();
  opened.set(database, keys);
  const known = keys.get(id);
  if (known !== undefined) return known;
  const key = createPrivateKey(sealer.open(purpose, sealed));
  keys.set(id, key);
  return key;
};

/** A key to sign with, and the id that the token names it by. */
export interface TokenKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The key that signs now: the newest, on every replica. The first one is made when it is first needed. */
export const currentTokenKey = async (keeper: KeyKeeper): Promise<TokenKey> => {
  const { read } = keeper.database;
  let row = await newestKey(read);
  if (row === undefined) {
    await ensureKey(keeper);
    row = await newestKey(read);
  }
  if (row === undefined) throw new Error('The database has no key for access tokens.');
  return { id: row.id, key: openKey(keeper, row.id, row.sealed) };
};

/** The public key of an id that a token names; undefined when there is no such key. */
export const verificationKey = async ({ database }: KeyKeeper, id: string): Promise<KeyObject | undefined> => {
  const row = await database.read.selectFrom('oauth_keys').select('public_key').where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : createPublicKey({ key: JSON.parse(row.public_key), format: 'jwk' });
};

/** The key set that others verify access tokens with (RFC 7517). */
export const publicKeySet = async (keeper: KeyKeeper): Promise<{ readonly keys: readonly object[] }> => {
  await currentTokenKey(keeper);
  const rows = await keeper.database.read
    .selectFrom('oauth_keys')
    .select(['id', 'public_key'])
    .orderBy('created_at', 'desc')
    .execute();
  return {
    keys: rows.map(row => ({ ...JSON.parse(row.public_key), kid: row.id, use: 'sig', alg: signingAlgorithm })),
  };
};

/**
 * Makes a new key, which signs from now on. The keys before it verify until `pruneOAuth` takes them away.
 *
 * @returns its id
 */
export const rotateTokenKey = async (keeper: KeyKeeper): Promise<string> => {
  const draft = await draftKey();
  await keeper.database.write(transaction => insertKey(transaction, keeper, draft));
  return draft.id;
};
