import { expect, test } from 'vitest';
import { csvLine, rowJson } from './row-text.ts';

test('JSON keeps what its own kinds of values cannot hold', () => {
  const row = { long: 2n ** 60n, bytes: Uint8Array.of(0, 255), day: new Date(-1), none: null };
  expect(rowJson(row)).toBe('{"long":1152921504606846976,"bytes":"AP8=","day":"1969-12-31T23:59:59.999Z","none":null}');
});

test('JSON tells NaN and the infinities from null, also within other values', () => {
  expect(rowJson({ a: Number.NaN, b: [Number.POSITIVE_INFINITY, { c: Number.NEGATIVE_INFINITY }], d: -0.5 })).toBe(
    '{"a":"NaN","b":["Infinity",{"c":"-Infinity"}],"d":-0.5}',
  );
});

test('CSV tells an empty text from null, and quotes what would break a line', () => {
  expect(csvLine(['', null, 'a,b', 'say "a"', 'two\nlines'])).toBe('"",,"a,b","say ""a""","two\nlines"\r\n');
  expect(csvLine([Number.NaN, [2n ** 60n, Number.NaN]])).toBe('NaN,"[1152921504606846976,""NaN""]"\r\n');
});
