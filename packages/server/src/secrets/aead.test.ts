import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt } from './aead.ts';

const key = randomBytes(32);
const bytes = fc.uint8Array({ maxLength: 300 }).map(array => Buffer.from(array));

describe('encrypted bytes', () => {
  it('decrypt to what they were, whatever they are', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (value, binding) => {
        expect(decrypt(key, encrypt(key, value, binding), binding).equals(value)).toBe(true);
      }),
    );
  });

  it('decrypt for no other binding and under no other key', () => {
    fc.assert(
      fc.property(bytes, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, one, other) => {
        fc.pre(!Buffer.from(one).equals(Buffer.from(other)));
        const encrypted = encrypt(key, value, one);
        expect(() => decrypt(key, encrypted, other)).toThrow();
        expect(() => decrypt(randomBytes(32), encrypted, one)).toThrow();
      }),
    );
  });

  it('do not decrypt when a bit was altered, or bytes were cut or added', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.nat(), (value, anyBit, anyLength) => {
        const encrypted = encrypt(key, value, 'here');
        const bit = anyBit % (encrypted.length * 8);
        const altered = Buffer.from(encrypted);
        altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => decrypt(key, altered, 'here')).toThrow();
        expect(() => decrypt(key, encrypted.subarray(0, anyLength % encrypted.length), 'here')).toThrow();
        expect(() => decrypt(key, Buffer.concat([encrypted, Buffer.of(0)]), 'here')).toThrow();
      }),
    );
  });

  it('are never the same twice', () => {
    expect(encrypt(key, Buffer.of(1), '').equals(encrypt(key, Buffer.of(1), ''))).toBe(false);
  });
});
