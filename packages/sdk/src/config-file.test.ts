import { expect, test } from 'vitest';
import { parseConfigFile } from './config-file.ts';
import { ConfigError } from './errors.ts';

const parse = (text: string) =>
  Object.fromEntries([...parseConfigFile(text, 'the file')].map(([name, keys]) => [name, Object.fromEntries(keys)]));

test('sections, keys in any case, and both separators are read', () => {
  expect(parse('[DEFAULT]\nHost = https://a.example.com/\n token:dapi1\n\n[two words]\r\nhost=b')).toEqual({
    DEFAULT: { host: 'https://a.example.com/', token: 'dapi1' },
    'two words': { host: 'b' },
  });
});

test('values keep everything behind the first separator', () => {
  expect(parse('[p]\ntoken = a=b:c # d ; e')).toEqual({ p: { token: 'a=b:c # d ; e' } });
});

test('comments and empty lines are left out, and a value may be empty', () => {
  expect(parse('\uFEFF; c = 1\n# d = 2\n\n[p]\n  # e = 3\n \t\nempty =\nf = 4')).toEqual({ p: { empty: '', f: '4' } });
});

test.each([
  ['a line that is no setting', '[p]\nhost = a\ndapi0123456789', 3],
  ['a section without its end', '[p\nhost = a', 1],
  ['a section without its end that looks like a setting', '[p = 1', 1],
  ['a section without a name', '[]\nhost = a', 1],
  ['a blank name', '[ ]\nhost = a', 1],
  ['a setting without a key', '[p]\n= a', 2],
  ['a setting before the first section', '# mine\nhost = a\n[p]', 2],
])('%s is refused by its line, and what it holds is not shown', (_, text, line) => {
  expect(() => parse(text)).toThrow(ConfigError);
  expect(() => parse(text)).toThrow(`the file, line ${line}: `);
  expect(() => parse(text)).not.toThrow(/dapi0123456789|host = a/);
});

test('a repeated section continues, and DEFAULT is not inherited', () => {
  expect(parse('[DEFAULT]\nhost = a\n[p]\ntoken = t\n[DEFAULT]\ntoken = u')).toEqual({
    DEFAULT: { host: 'a', token: 'u' },
    p: { token: 't' },
  });
});
