import { expect, test } from 'vitest';
import { decodeZ85 } from './z85.ts';

test('Z85 is read as its specification says', () => {
  expect(Buffer.from(decodeZ85('HelloWorld')).toString('hex')).toBe('864fd26fb559f75b');
  expect(decodeZ85('')).toEqual(new Uint8Array());
});

test.each([
  ['Hello1', 'multiple of 5'],
  ['Hell~', 'none of Z85'],
  ['#####', '32 bits'],
])('%s is not Z85', (text, message) => {
  expect(() => decodeZ85(text)).toThrow(message);
});
