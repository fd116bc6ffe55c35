import { Compile } from 'typebox/compile';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { described, Enum, Secret, type Static, Type, typeDescription } from './schema.ts';

const Schedule = Type.Object(
  { hours: Type.Integer({ description: 'Hours between two runs.' }) },
  { title: 'Schedule', description: 'When something runs.' },
);

describe('a named schema as the type of a field', () => {
  test('has the text of the field, and keeps its name and its own text', () => {
    const field = described(Schedule, 'When the share is copied.');
    expect(JSON.parse(JSON.stringify(field))).toMatchObject({
      title: 'Schedule',
      description: 'When the share is copied.',
      required: ['hours'],
    });
    expect(typeDescription(field)).toBe('When something runs.');
    expect(Schedule).toHaveProperty('description', 'When something runs.');
  });

  test('keeps the text of the type when it is described again', () => {
    expect(typeDescription(described(described(Schedule, 'One field.'), 'Another.'))).toBe('When something runs.');
  });

  test('can be optional, validates as before, and has the same static type', () => {
    const request = Type.Object({ schedule: Type.Optional(described(Schedule, 'When the share is copied.')) });
    const validator = Compile(request);
    expect(validator.Check({})).toBe(true);
    expect(validator.Check({ schedule: { hours: 1 } })).toBe(true);
    expect(validator.Check({ schedule: { hours: 'one' } })).toBe(false);
    expectTypeOf<Static<typeof request>>().toEqualTypeOf<{ schedule?: { hours: number } }>();
  });
});

describe('an enumeration', () => {
  test('accepts its values and nothing else', () => {
    const validator = Compile(Enum(['READ', 'WRITE'], { title: 'Operation', description: 'What to do.' }));
    expect(validator.Check('READ')).toBe(true);
    expect(validator.Check('read')).toBe(false);
  });
});

test('a secret is marked for redaction', () => {
  expect(Secret({ description: 'Key of the store.' })).toMatchObject({ type: 'string', 'x-secret': true });
});
