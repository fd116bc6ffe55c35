import { type BinaryToTextEncoding, hash, type KeyObject } from 'node:crypto';

/** What SHA-256 works on at a time, in bytes. */
const block = 64;

/** The key, filled up to a block, with each byte combined with one of RFC 2104's two. */
const paddedKey = (key: Uint8Array, byte: number): Buffer => {
  const padded = Buffer.alloc(block);
  padded.set(key);
  return Buffer.from(padded.map(each => each ^ byte));
};

/**
 * Prepares an HMAC with SHA-256 for many texts. Each is two hashes, which take half the time of Node's `Hmac`: that is an
 * object with memory beyond the heap for each text, and a million of them make the garbage collector work.
 * Rule: RFC 2104.
 *
 * @param secret a secret key
 * @returns the MAC of a text, which is taken as UTF-8
 */
export const hmacSha256 = (secret: KeyObject): ((text: string, encoding: BinaryToTextEncoding) => string) => {
  const given = secret.export();
  const key = given.length > block ? hash('sha256', given, 'buffer') : given;
  let inner = Buffer.concat([paddedKey(key, 0x36), Buffer.alloc(1024)]);
  const outer = Buffer.concat([paddedKey(key, 0x5c), Buffer.alloc(32)]);
  return (text, encoding) => {
    const most = block + text.length * 3;
    if (inner.length < most) inner = Buffer.concat([inner.subarray(0, block)], most);
    const end = block + inner.write(text, block);
    outer.write(hash('sha256', inner.subarray(0, end)), block, 'hex');
    return hash('sha256', outer, encoding);
  };
};
