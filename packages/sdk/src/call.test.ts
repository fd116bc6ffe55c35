import { describe, expect, test } from 'vitest';
import { type Call, nameOf, urlOf } from './call.ts';

const url = (call: Omit<Call, 'method'>) => urlOf('https://w.example.com', { method: 'GET', ...call });

describe('urlOf', () => {
  test('encodes each parameter as one segment of the path', () => {
    expect(url({ path: '/a/{x}/b/{y}', params: { x: 'p/q r?&#%é', y: 7 } })).toBe(
      'https://w.example.com/a/p%2Fq%20r%3F%26%23%25%C3%A9/b/7',
    );
  });

  test('refuses parameters that would make another path of it', () => {
    for (const name of ['', '.', '..']) {
      expect(() => url({ path: '/shares/{name}', params: { name } })).toThrow(
        /GET \/shares\/\{name\}: 'name' must not be/,
      );
    }
    expect(() => url({ path: '/shares/{name}' })).toThrow(`'name' must not be empty`);
  });

  test('does not take text in a parameter for a parameter', () => {
    expect(url({ path: '/{a}/{b}', params: { a: '{b}', b: '$&' } })).toBe('https://w.example.com/%7Bb%7D/%24%26');
  });

  test('repeats lists, flattens objects and leaves out what is undefined or null', () => {
    const query = { n: 0, yes: false, none: undefined, nil: null, ids: ['a', 'b c'], by: { x: { y: [1, 2] }, z: 'q' } };
    expect(url({ path: '/p', query })).toBe(
      'https://w.example.com/p?n=0&yes=false&ids=a&ids=b%20c&by.x.y=1&by.x.y=2&by.z=q',
    );
    expect(url({ path: '/p', query: { none: undefined, empty: [] } })).toBe('https://w.example.com/p');
  });
});

test('a call is named without its parameters, which may be secrets', () => {
  expect(nameOf({ method: 'GET', path: '/activation/{code}', params: { code: 's3cret' } })).toBe(
    'GET /activation/{code}',
  );
});
