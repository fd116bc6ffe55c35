import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../http/api-error.ts';
import { filters } from '../../testing/filters.ts';
import { type Filter, matches, parseFilter } from './filter.ts';

const eq = (attribute: string, value: string): Filter => ({ kind: 'compare', attribute, operator: 'eq', value });

/** Writes a filter as RFC 7644 has it, with every term of a conjunction or disjunction that is one itself in parentheses. */
const print = (filter: Filter): string => {
  if (filter.kind === 'present') return `${filter.attribute} pr`;
  if (filter.kind === 'compare') return `${filter.attribute} ${filter.operator} ${JSON.stringify(filter.value)}`;
  return filter.terms.map(term => ('terms' in term ? `(${print(term)})` : print(term))).join(` ${filter.kind} `);
};

const refusal = (text: string): ApiError => {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`${text} was not refused.`);
};

describe('a filter', () => {
  it.each([
    ['userName eq "ann@example.com"', eq('username', 'ann@example.com')],
    ['userName eq ann@example.com', eq('username', 'ann@example.com')],
    [
      'applicationId eq 1f0c3d7e-0000-4000-8000-000000000001',
      eq('applicationid', '1f0c3d7e-0000-4000-8000-000000000001'),
    ],
    ['USERNAME EQ "a"', eq('username', 'a')],
    ['  active   eq   true  ', eq('active', 'true')],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"', eq('username', 'a')],
    ['displayName eq "a \\"b\\" \\u00e9"', eq('displayname', 'a "b" é')],
    ['emails.value co "@example.com"', { ...eq('emails.value', '@example.com'), operator: 'co' }],
    ['externalId pr', { kind: 'present', attribute: 'externalid' }],
    ['id eq 7', eq('id', '7')],
  ])('reads %s', (text, expected) => {
    expect(parseFilter(text)).toEqual(expected);
  });

  it('binds "and" closer than "or", and parentheses closer than both', () => {
    const [a, b, c] = [eq('id', '1'), eq('id', '2'), eq('id', '3')];
    const joined = (kind: 'and' | 'or', ...terms: Filter[]): Filter => ({ kind, terms });
    expect(parseFilter('id eq 1 and id eq 2 or id eq 3')).toEqual(joined('or', joined('and', a, b), c));
    expect(parseFilter('id eq 1 or id eq 2 AND id eq 3')).toEqual(joined('or', a, joined('and', b, c)));
    expect(parseFilter('(id eq 1 or id eq 2) and id eq 3')).toEqual(joined('and', joined('or', a, b), c));
    expect(parseFilter('id eq 1 or id eq 2 or id eq 3')).toEqual(joined('or', a, b, c));
  });

  it.each([
    ['', 'ends where an attribute'],
    ['userName', 'ends where an operator'],
    ['userName eq', 'ends where a value'],
    ['userName eq "a', 'quote at position 13'],
    ['userName eq "\\x"', 'no JSON string'],
    ['userName eq "\\u0000"', 'U+0000'],
    ['userName gt "a"', 'operator gt'],
    ['"userName" eq "a"', 'where an attribute'],
    ['userName eq "a" "b"', 'where "and", "or" or its end'],
    ['userName eq a b', 'where "and", "or" or its end'],
    ['userName eq "a" and', 'ends where an attribute'],
    ['(userName eq "a"', 'ends where ")"'],
    ['(userName eq "a" and', 'ends where an attribute'],
    ['userName eq "a")', 'where "and", "or" or its end'],
    ['emails[type eq "work"]', 'where an attribute'],
    ['not (userName eq "a")', 'operator ('],
    ['userName eq ("a")', 'where a value'],
  ])('refuses %j', (text, message) => {
    const error = refusal(text);
    expect([error.code, error.scimType]).toEqual(['INVALID_PARAMETER_VALUE', 'invalidFilter']);
    expect(error.message).toContain(message);
  });

  it('has at most 200 nodes: comparisons, the words between them and parentheses', () => {
    const terms = (count: number) => Array.from({ length: count }, (_, index) => `id eq ${index}`).join(' or ');
    expect(parseFilter(terms(100))).toMatchObject({ kind: 'or' });
    expect(refusal(terms(101)).message).toContain('200 nodes');
    expect(refusal(`${'('.repeat(5000)}id pr${')'.repeat(5000)}`).message).toContain('200 nodes');
    expect(refusal(`${'('.repeat(300)}id pr${')'.repeat(300)}`).message).toContain('200 nodes');
  });

  it('is read back as it is written', () => {
    fc.assert(
      fc.property(filters(['username', 'active', 'groups.value']), filter => {
        expect(parseFilter(print(filter))).toEqual(filter);
      }),
    );
  });

  it('either is understood or refused as a filter, whatever the text', () => {
    const words = fc.constantFrom('(', ')', ' ', '"', '\\', 'and', 'or', 'eq', 'pr', 'userName', 'true', '.', '[');
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 30 }).map(parts => parts.join(' ')),
    );
    fc.assert(
      fc.property(texts, text => {
        try {
          parseFilter(text);
        } catch (error) {
          expect(error).toMatchObject({ scimType: 'invalidFilter' });
        }
      }),
    );
  });

  it.each([
    ['value eq "a"', ['a', 'b'], true],
    ['value eq "c"', ['a', 'b'], false],
    ['value ne "a"', ['a', 'b'], false],
    ['value ne "a"', [], true],
    ['value co "b"', ['abc'], true],
    ['value sw "b"', ['abc'], false],
    ['value pr', [], false],
    ['value eq "a" and value eq "b"', ['a', 'b'], true],
    ['value eq "x" or value eq "b"', ['a', 'b'], true],
  ])('%s of %j is %s', (text, values, expected) => {
    expect(matches(parseFilter(text), () => values)).toBe(expected);
  });
});
