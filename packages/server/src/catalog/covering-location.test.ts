import { expect, it } from 'vitest';
import { outerUrls, toLocation } from './covering-location.ts';

it('a URL lies in all that its folders are, itself first', () => {
  expect(outerUrls('s3://b/a/t')).toEqual(['s3://b/a/t', 's3://b/a', 's3://b']);
  expect(outerUrls('file:///srv/t')).toEqual(['file:///srv/t', 'file:///srv', 'file:///']);
});

it('a URL a million folders deep lies in those that a location can be, and no time or memory goes by', () => {
  const outer = outerUrls(`s3://b/${'a/'.repeat(1_000_000)}t`);
  expect([outer.length, outer[0], outer.at(-1)]).toEqual([2048, `s3://b/${'a/'.repeat(2046)}a`, 's3://b']);
  // The last folder that fits is cut, and is none.
  expect(outerUrls(`s3://b/${'x'.repeat(5000)}`)).toEqual(['s3://b']);
});

it('a location has a length that stores can have', () => {
  const longest = `s3://lake/${'x'.repeat(4086)}`;
  expect(toLocation(`${longest}/`)).toBe(longest);
  expect(() => toLocation(`${longest}x`)).toThrow('at most 4096 characters, not 4097');
});
