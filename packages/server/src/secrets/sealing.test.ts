import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealing.ts';

const masterKey = Buffer.alloc(32, 7);
const sealer = createSealer(masterKey);

/** The sealed value with other bytes behind its head. */
const withPayload = (sealed: string, change: (payload: Buffer) => Buffer): string => {
  const [version, keyId, payload = ''] = sealed.split('.');
  return `${version}.${keyId}.${change(Buffer.from(payload, 'base64url')).toString('base64url')}`;
};

describe('a sealed value', () => {
  it('opens to what was sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (value, purpose) => {
        expect(sealer.open(purpose, sealer.seal(purpose, value))).toBe(value);
      }),
    );
  });

  it('opens in another process that has the same key', () => {
    expect(createSealer(Buffer.from(masterKey)).open('p', sealer.seal('p', 'x'))).toBe('x');
  });

  it('does not show the value, nor that two are the same', () => {
    const [one, other] = [sealer.seal('p', 'correct horse'), sealer.seal('p', 'correct horse')];
    expect(one).not.toBe(other);
    expect(Buffer.from(one.split('.')[2] ?? '', 'base64url').includes('horse')).toBe(false);
  });

  it('does not open for another purpose', () => {
    const sealed = sealer.seal('activation link', 'x');
    for (const purpose of ['signing key', 'activation lin', 'activation link ', '']) {
      expect(() => sealer.open(purpose, sealed)).toThrow();
    }
  });

  it('does not open under another master key, and says which it needs', () => {
    const other = createSealer(randomBytes(32));
    expect(() => other.open('p', sealer.seal('p', 'x'))).toThrow(
      `A value is sealed under master key ${sealer.keyId}, the workspace has ${other.keyId}.`,
    );
  });

  it('does not open under another master key that claims to be the right one', () => {
    const other = createSealer(randomBytes(32));
    const forged = other.seal('p', 'x').replace(other.keyId, sealer.keyId);
    expect(() => sealer.open('p', forged)).toThrow();
  });

  it('does not open when a bit of it was altered', () => {
    const sealed = sealer.seal('p', 'correct horse');
    const size = Buffer.from(sealed.split('.')[2] ?? '', 'base64url').length;
    fc.assert(
      fc.property(fc.nat(size * 8 - 1), bit => {
        const altered = withPayload(sealed, payload => {
          payload[bit >> 3] = (payload[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          return payload;
        });
        expect(() => sealer.open('p', altered)).toThrow();
      }),
    );
  });

  it('does not open when it was cut or lengthened', () => {
    const sealed = sealer.seal('p', 'correct horse');
    const size = Buffer.from(sealed.split('.')[2] ?? '', 'base64url').length;
    for (let length = 0; length < size; length += 1) {
      const cut = withPayload(sealed, payload => payload.subarray(0, length));
      expect(() => sealer.open('p', cut), `${length} bytes`).toThrow();
    }
    const longer = withPayload(sealed, payload => Buffer.concat([payload, Buffer.of(0)]));
    for (const text of [longer, `${sealed}.x`]) expect(() => sealer.open('p', text), text).toThrow();
  });

  it.each(['', 'v1', 'v1.', 'v2.a.b', 'plain text'])('is told from %j', text => {
    expect(() => sealer.open('p', text)).toThrow('A sealed value has an unknown form.');
  });
});

describe('a sealer', () => {
  it('names its key without telling it', () => {
    expect(sealer.keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(createSealer(Buffer.alloc(32, 8)).keyId).not.toBe(sealer.keyId);
    expect(masterKey.toString('hex')).not.toContain(sealer.keyId);
  });

  it('takes no key of another length', () => {
    expect(() => createSealer(randomBytes(16))).toThrow('A master key has 32 bytes, this one has 16.');
  });
});
