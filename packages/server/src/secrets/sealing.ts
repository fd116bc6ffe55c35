import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts small values for rest, each for one purpose: a value sealed for one cannot be opened as another. */
export interface Sealer {
  /** Names the master key without telling it, so that a wrong key is noticed at start. */
  readonly keyId: string;
  seal(purpose: string, value: string): string;
  /** Throws when the value was sealed under another master key, for another purpose, or was altered. */
  open(purpose: string, sealed: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under keys that are derived from the master key, one a purpose.
 *
 * @param masterKey 32 bytes
 */
export const createSealer = (masterKey: Buffer): Sealer => {
  if (masterKey.length !== 32) throw new Error(`A master key has 32 bytes, this one has ${masterKey.length}.`);
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `boathouse seal ${purpose}`, 32));
  const keyId = createHash('sha256').update('boathouse key id').update(masterKey).digest('hex').slice(0, 16);
  return {
    keyId,
    seal: (purpose, value) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return `v1.${keyId}.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open: (purpose, sealed) => {
      const [version, sealedBy, payload, ...more] = sealed.split('.');
      const bytes = Buffer.from(payload ?? '', 'base64url');
      // A shorter tag would be easier to guess: Node takes any length that it is given.
      const isWhole = bytes.length >= nonceBytes + tagBytes;
      if (version !== 'v1' || more.length > 0 || !isWhole) throw new Error('A sealed value has an unknown form.');
      if (sealedBy !== keyId) {
        throw new Error(`A value is sealed under master key ${sealedBy}, the workspace has ${keyId}.`);
      }
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
      const body = bytes.subarray(nonceBytes, bytes.length - tagBytes);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
};
