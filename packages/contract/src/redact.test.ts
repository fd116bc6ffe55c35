import { expect, test } from 'vitest';
import { redact } from './redact.ts';
import { Secret, StringMap, Type } from './schema.ts';

const token = Secret({ description: 'A token.' });
const schema = Type.Object({
  name: Type.String(),
  token,
  list: Type.Array(Type.Object({ token })),
  variables: StringMap({ description: 'May hold secrets.', 'x-secret': true }),
  map: Type.Record(Type.String(), token),
  either: Type.Union([Type.Object({ token }), Type.String()]),
});

test('replaces every secret, however deep it is, and nothing else', () => {
  const value = {
    name: 'a',
    token: 's',
    list: [{ token: 's' }, {}],
    variables: { A: 's' },
    map: { a: 's', b: 's' },
    either: { token: 's' },
    other: [1],
  };
  const redacted = redact(schema, value);
  expect(JSON.stringify(redacted)).not.toContain('"s"');
  expect(redacted).toEqual({
    name: 'a',
    token: '[REDACTED]',
    list: [{ token: '[REDACTED]' }, {}],
    variables: '[REDACTED]',
    map: { a: '[REDACTED]', b: '[REDACTED]' },
    either: { token: '[REDACTED]' },
    other: [1],
  });
});

test('leaves what is absent or of another type alone', () => {
  expect(redact(schema, { token: null, list: 'no list', map: undefined })).toEqual({
    token: null,
    list: 'no list',
    map: undefined,
  });
});
