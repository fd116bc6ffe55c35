import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/database.ts';
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
}

const purpose = 'signing key';

/** Loads the signing keys, making the first one in a new database. */
export const loadSigningKeys = async (database: Database, sealer: Sealer, now: number): Promise<SigningKeys> => {
  const draft = { id: randomBytes(6).toString('hex'), secret: randomBytes(32) };
  await database.write(async transaction => {
    const known = await transaction.selectFrom('signing_keys').select('id').executeTakeFirst();
    if (known !== undefined) return;
    const sealed = sealer.seal(purpose, draft.secret.toString('base64'));
    await transaction.insertInto('signing_keys').values({ id: draft.id, sealed, created_at: now }).execute();
  });
  // Two replicas that start together may both have added one: the oldest counts for both, and either verifies.
  const rows = await database.read.selectFrom('signing_keys').selectAll().orderBy('created_at').orderBy('id').execute();
  const keys = rows.map(row => ({ id: row.id, secret: Buffer.from(sealer.open(purpose, row.sealed), 'base64') }));
  const [current] = keys;
  if (current === undefined) throw new Error('The database has no signing key.');
  const byId = new Map(keys.map(key => [key.id, key]));
  return { current, find: id => byId.get(id) };
};

const macOf = (key: SigningKey, purposeOf: string, payload: string): string =>
  createHmac('sha256', key.secret).update(purposeOf).update('\n').update(payload).digest('base64url');

/**
 * Signs a payload for one purpose and everything that it is bound to.
 *
 * @param binding what the token is good for; it does not travel, the reader has to know it
 * @returns `<key>.<payload>.<mac>`, safe in URLs without escaping
 */
export const signToken = (keys: SigningKeys, binding: string, payload: unknown): string => {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${keys.current.id}.${body}.${macOf(keys.current, binding, body)}`;
};

/** The payload of a token that `signToken` made for the same binding, or undefined for any other text. */
export const openToken = (keys: SigningKeys, binding: string, token: string): unknown => {
  const [id = '', body = '', mac = '', ...more] = token.split('.');
  const key = keys.find(id);
  if (key === undefined || more.length > 0) return undefined;
  const expected = Buffer.from(macOf(key, binding, body));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
};
