import { createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSha256 } from './hmac-sha256.ts';

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ minLength: 1000, maxLength: 5000 }));

test('is what Node computes, for keys of any length and texts of any length, one after the other', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.array(text, { maxLength: 5 }), (key, texts) => {
      const mac = hmacSha256(createSecretKey(key));
      for (const each of texts) {
        const theirs = createHmac('sha256', key).update(each).digest();
        expect(mac(each, 'hex')).toBe(theirs.toString('hex'));
        expect(mac(each, 'base64url')).toBe(theirs.toString('base64url'));
      }
    }),
  );
});

test('is as RFC 4231 says (test cases 2 and 6)', () => {
  const mac = (key: Buffer, data: string) => hmacSha256(createSecretKey(key))(data, 'hex');
  expect(mac(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
  expect(mac(Buffer.alloc(131, 0xaa), 'Test Using Larger Than Block-Size Key - Hash Key First')).toBe(
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  );
});
