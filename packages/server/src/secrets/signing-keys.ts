import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database, Queries } from '../database/database.ts';
import type { SealedColumn } from './sealed-columns.ts';
import type { Sealer } from './sealing.ts';

/** A key that page tokens and local URLs are signed with. The id travels with what it signed. */
export interface SigningKey {
  readonly id: string;
  readonly secret: Buffer;
}

/** The workspace's signing keys, shared by all replicas through the database. */
export interface SigningKeys {
  /** The key to sign with. */
  readonly current: SigningKey;
  readonly find: (id: string) => SigningKey | undefined;
  /** Reads the keys again, at most once a second, when a token names one that another replica made meanwhile. */
  readonly meet: (token: string) => Promise<void>;
  /** Reads the keys again. */
  readonly reload: () => Promise<void>;
}

const purpose = 'signing key';

/** Where signing keys are sealed. */
export const sealedSigningKeys: SealedColumn = {
  kind: 'signing_keys',
  table: 'signing_keys',
  column: 'sealed',
  purposeOf: () => purpose,
};

/** How often the keys are read again for a key that is not known, at most: in milliseconds. */
const readEvery = 1000;

/** Makes a signing key that signs from now on. */
export const addSigningKey = async (transaction: Queries, sealer: Sealer, now: number): Promise<string> => {
  const id = randomBytes(6).toString('hex');
  const sealed = sealer.seal(purpose, randomBytes(32).toString('base64'));
  await transaction.insertInto('signing_keys').values({ id, sealed, created_at: now, verifies_until: null }).execute();
  return id;
};

const ensureSigningKey = (database: Database, sealer: Sealer, now: number): Promise<void> =>
  database.write(async transaction => {
    const known = await transaction.selectFrom('signing_keys').select('id').executeTakeFirst();
    if (known === undefined) await addSigningKey(transaction, sealer, now);
  });

/** A signing key, and until when it is good, in milliseconds since 1970: for ever, as long as it is the one that signs. */
interface DatedKey extends SigningKey {
  readonly until: number;
}

const readKeys = async ({ read }: Database, sealer: Sealer): Promise<readonly [DatedKey, ...DatedKey[]]> => {
  const rows = await read.selectFrom('signing_keys').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();
  const [current, ...former] = rows
    .toSorted((one, other) => Number(one.verifies_until !== null) - Number(other.verifies_until !== null))
    .map(row => ({
      id: row.id,
      secret: Buffer.from(sealer.open(purpose, row.sealed), 'base64'),
      until: row.verifies_until ?? Number.POSITIVE_INFINITY,
    }));
  if (current === undefined) throw new Error('The database has no signing key.');
  return [current, ...former];
};

/**
 * Loads the signing keys, making the first one in a new database.
 *
 * @param now milliseconds since 1970
 */
export const loadSigningKeys = async (database: Database, sealer: Sealer, now: () => number): Promise<SigningKeys> => {
  await ensureSigningKey(database, sealer, now());
  let keys = await readKeys(database, sealer);
  let readAt = performance.now();
  const find = (id: string) => keys.find(key => key.id === id && key.until > now());
  const reload = async () => {
    readAt = performance.now();
    keys = await readKeys(database, sealer);
  };
  return {
    get current() {
      return keys[0];
    },
    find,
    reload,
    meet: async token => {
      const isKnown = keys.some(key => token.startsWith(`${key.id}.`));
      if (!isKnown && performance.now() - readAt >= readEvery) await reload();
    },
  };
};

const macOf = (key: SigningKey, purposeOf: string, payload: string): string =>
  createHmac('sha256', key.secret).update(purposeOf).update('\n').update(payload).digest('base64url');

/**
 * Signs a payload for one purpose and everything that it is bound to.
 *
 * @param binding what the token is good for; it does not travel, the reader has to know it
 * @returns `<key>.<payload>.<mac>`, safe in URLs without escaping
 */
export const signToken = (keys: Pick<SigningKeys, 'current'>, binding: string, payload: unknown): string => {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const key = keys.current;
  return `${key.id}.${body}.${macOf(key, binding, body)}`;
};

/** The payload of a token that `signToken` made for the same binding, or undefined for any other text. */
export const openToken = (keys: Pick<SigningKeys, 'find'>, binding: string, token: string): unknown => {
  const [id = '', body = '', mac = '', ...more] = token.split('.');
  const key = keys.find(id);
  if (key === undefined || more.length > 0) return undefined;
  const expected = Buffer.from(macOf(key, binding, body));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
};
