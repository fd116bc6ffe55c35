import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealing.ts';
import { decryptSecret, encryptSecret, newDataKey } from './secret-value.ts';

const sealer = createSealer(randomBytes(32));
const scopeOf = (id: string) => ({ id, data_key_sealed: newDataKey(sealer, id) });
const scope = scopeOf('one');

describe('the value of a secret', () => {
  it('is read as it was written, byte by byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), fc.nat(), (array, key, version) => {
        const value = Buffer.from(array);
        const ciphertext = encryptSecret(sealer, scope, { key, version }, value);
        expect(decryptSecret(sealer, scope, { key, version }, ciphertext).equals(value)).toBe(true);
      }),
    );
  });

  it('is not read at another place: key, version or scope', () => {
    const place = { key: 'password', version: 2 };
    const ciphertext = encryptSecret(sealer, scope, place, Buffer.from('open sesame'));
    const other = scopeOf('two');
    // The key of the scope went along: the row says another scope, and that is enough.
    const moved = { ...other, data_key_sealed: scope.data_key_sealed };
    expect(() => decryptSecret(sealer, scope, { ...place, key: 'passwort' }, ciphertext)).toThrow();
    expect(() => decryptSecret(sealer, scope, { ...place, version: 1 }, ciphertext)).toThrow();
    expect(() => decryptSecret(sealer, other, place, ciphertext)).toThrow();
    expect(() => decryptSecret(sealer, moved, place, ciphertext)).toThrow();
    expect(decryptSecret(sealer, scope, place, ciphertext).toString()).toBe('open sesame');
  });

  it('cannot be written to a scope without a key', () => {
    const vault = { id: 'vault', data_key_sealed: null };
    expect(() => encryptSecret(sealer, vault, { key: 'k', version: 1 }, Buffer.of())).toThrow('key vault');
  });
});
