import { createHash, randomBytes } from 'node:crypto';
import { ConfigError } from '../config.ts';
import { keyBytes } from './aead.ts';

/** A key that everything else is sealed under. */
export interface MasterKey {
  /** 16 hex digits, which name the key without telling it. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

/** Names a key. Throws when it does not have 32 bytes. */
export const toMasterKey = (secret: Buffer): MasterKey => {
  if (secret.length !== keyBytes) throw new Error(`A master key has ${keyBytes} bytes, this one has ${secret.length}.`);
  return { id: createHash('sha256').update('boathouse key id').update(secret).digest('hex').slice(0, 16), secret };
};

/** Draws a master key. */
export const newMasterKey = (): MasterKey => toMasterKey(randomBytes(keyBytes));

/** Keys as a key file holds them, one a line. */
export const writeKeys = (keys: readonly MasterKey[]): string =>
  keys.map(key => `${key.secret.toString('base64')}\n`).join('');

/**
 * Reads master keys from a text: 32 bytes in base64 each, with spaces, commas or line breaks between them.
 *
 * @param source where the text comes from, for the message
 * @returns at least one, each once, in their order: the first seals, all open
 * @throws ConfigError, which shows nothing of the text
 */
export const parseKeys = (text: string, source: string): readonly MasterKey[] => {
  const words = text.split(/[\s,]+/).filter(word => word !== '');
  const secrets = words.map(word => Buffer.from(word, 'base64'));
  if (secrets.length === 0 || secrets.some(secret => secret.length !== keyBytes)) {
    throw new ConfigError(
      `The master key in ${source} must be ${keyBytes} bytes in base64 (make one: openssl rand -base64 32).`,
    );
  }
  const keys = secrets.map(toMasterKey);
  return keys.filter((key, index) => keys.findIndex(other => other.id === key.id) === index);
};
