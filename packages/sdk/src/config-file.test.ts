import { expect, test } from 'vitest';
import { parseConfigFile } from './config-file.ts';

const parse = (text: string) =>
  Object.fromEntries([...parseConfigFile(text)].map(([name, keys]) => [name, Object.fromEntries(keys)]));

test('sections, keys in any case, and both separators are read', () => {
  expect(parse('[DEFAULT]\nHost = https://a.example.com/\n token:dapi1\n\n[two words]\r\nhost=b')).toEqual({
    DEFAULT: { host: 'https://a.example.com/', token: 'dapi1' },
    'two words': { host: 'b' },
  });
});

test('values keep everything behind the first separator', () => {
  expect(parse('[p]\ntoken = a=b:c # d ; e')).toEqual({ p: { token: 'a=b:c # d ; e' } });
});

test('comments, lines before the first section and lines that are no setting are left out', () => {
  expect(parse('\uFEFFhost = lost\n; c = 1\n# d = 2\n[p]\n  # e = 3\nno setting\nempty =\n[]\nf = 4')).toEqual({
    p: { empty: '', f: '4' },
  });
});

test('a repeated section continues, and DEFAULT is not inherited', () => {
  expect(parse('[DEFAULT]\nhost = a\n[p]\ntoken = t\n[DEFAULT]\ntoken = u')).toEqual({
    DEFAULT: { host: 'a', token: 'u' },
    p: { token: 't' },
  });
});
