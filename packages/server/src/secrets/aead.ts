import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** The size of a key, in bytes. */
export const keyBytes = 32;

/**
 * Encrypts bytes by AES-256-GCM.
 *
 * @param key 32 bytes
 * @param bytes any, also none
 * @param boundTo what the result is good for: it does not travel, and without it the result does not open
 * @returns nonce, ciphertext and tag, 28 bytes more than there were
 */
export const encrypt = (key: Buffer, bytes: Buffer, boundTo: string): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
};

/** Whether there are enough bytes for a result of `encrypt`. */
export const isWhole = (encrypted: Buffer): boolean => encrypted.length >= nonceBytes + tagBytes;

/**
 * Decrypts what `encrypt` gave for the same key and binding. Throws for everything else.
 */
export const decrypt = (key: Buffer, encrypted: Buffer, boundTo: string): Buffer => {
  // A shorter tag would be easier to guess: Node takes any length that it is given.
  if (!isWhole(encrypted)) throw new Error('An encrypted value is too short.');
  const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(encrypted.subarray(encrypted.length - tagBytes));
  return Buffer.concat([decipher.update(encrypted.subarray(nonceBytes, -tagBytes)), decipher.final()]);
};
