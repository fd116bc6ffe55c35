import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, keyBytes } from './aead.ts';
import type { SealedColumn } from './sealed-columns.ts';
import type { Sealer } from './sealing.ts';

const purposeOf = (scopeId: string): string => `data key of scope ${scopeId}`;

/** Where the keys of scopes are sealed. */
export const sealedDataKeys: SealedColumn = {
  kind: 'secret_scope_keys',
  table: 'secret_scopes',
  column: 'data_key_sealed',
  purposeOf,
};

/** Draws the key that the values of a scope are encrypted under, sealed for that scope alone. */
export const newDataKey = (sealer: Sealer, scopeId: string): string =>
  sealer.seal(purposeOf(scopeId), randomBytes(keyBytes).toString('base64'));

/** A scope, as far as its values are concerned. */
export interface ValueScope {
  readonly id: string;
  readonly data_key_sealed: string | null;
}

/** Which value it is. */
export interface ValuePlace {
  readonly key: string;
  readonly version: number;
}

const dataKey = (sealer: Sealer, { id, data_key_sealed }: ValueScope): Buffer => {
  if (data_key_sealed === null) throw new Error('The scope has no key: its values are in a key vault.');
  return Buffer.from(sealer.open(purposeOf(id), data_key_sealed), 'base64');
};

/** A value is bound to its place: a row that was moved to another scope or key, or an older value, does not open. */
const bindingOf = (scopeId: string, { key, version }: ValuePlace): string =>
  JSON.stringify(['secret', scopeId, key, version]);

/** Encrypts the value of a secret. Gives text for the database. */
export const encryptSecret = (sealer: Sealer, scope: ValueScope, place: ValuePlace, value: Buffer): string =>
  encrypt(dataKey(sealer, scope), value, bindingOf(scope.id, place)).toString('base64url');

/** Decrypts the value of a secret. Throws when it was not encrypted for this place, or was altered. */
export const decryptSecret = (sealer: Sealer, scope: ValueScope, place: ValuePlace, ciphertext: string): Buffer =>
  decrypt(dataKey(sealer, scope), Buffer.from(ciphertext, 'base64url'), bindingOf(scope.id, place));
