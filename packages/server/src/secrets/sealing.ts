import { hkdfSync } from 'node:crypto';
import { decrypt, encrypt, isWhole } from './aead.ts';
import { toMasterKey } from './master-key.ts';
import type { KeyRing } from './master-keys.ts';

/** Encrypts small values for rest, each for one purpose: a value sealed for one cannot be opened as another. */
export interface Sealer {
  /** Names the master key that seals without telling it. */
  readonly keyId: string;
  seal(purpose: string, value: string): string;
  /** Throws when the value was sealed under a master key that is not there, for another purpose, or was altered. */
  open(purpose: string, sealed: string): string;
}

const keyFor = (masterKey: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, '', `boathouse seal ${purpose}`, 32));

/** How the sealed values of a master key begin. */
export const sealedUnder = (keyId: string): string => `v1.${keyId}.`;

const fixedRing = (secret: Buffer): KeyRing => {
  const key = toMasterKey(secret);
  return { current: () => key, find: id => (id === key.id ? key : undefined) };
};

/**
 * AES-256-GCM under keys that are derived from a master key, one a purpose. A sealed value says which master key it needs:
 * `v1.<key id>.<base64url>`.
 *
 * @param keys the master keys, or the only one: 32 bytes
 */
export const createSealer = (keys: KeyRing | Buffer): Sealer => {
  const ring = Buffer.isBuffer(keys) ? fixedRing(keys) : keys;
  return {
    get keyId() {
      return ring.current().id;
    },
    seal: (purpose, value) => {
      const { id, secret } = ring.current();
      return sealedUnder(id) + encrypt(keyFor(secret, purpose), Buffer.from(value), '').toString('base64url');
    },
    open: (purpose, sealed) => {
      const [version, sealedBy = '', payload, ...more] = sealed.split('.');
      const bytes = Buffer.from(payload ?? '', 'base64url');
      if (version !== 'v1' || more.length > 0 || !isWhole(bytes))
        throw new Error('A sealed value has an unknown form.');
      const key = ring.find(sealedBy);
      if (key === undefined) {
        throw new Error(`A value is sealed under master key ${sealedBy}, the workspace has ${ring.current().id}.`);
      }
      return decrypt(keyFor(key.secret, purpose), bytes, '').toString('utf8');
    },
  };
};
