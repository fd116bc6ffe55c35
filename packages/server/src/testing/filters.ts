import fc from 'fast-check';
import type { Filter } from '../identity/scim/filter.ts';

/** Letters that databases and JavaScript could take for each other, and what SQL patterns would read. */
const letters = ['a', 'A', 'b', 'é', 'É', 'ß', 'İ', '😀', '%', '_', '\\', '"', "'", ' '];

/** Short texts of awkward letters: short, so that they meet. */
export const awkwardTexts = fc.array(fc.constantFrom(...letters), { maxLength: 3 }).map(found => found.join(''));

/** Filters over these attributes. */
export const filters = (attributes: readonly string[]): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter; leaf: Filter; joined: Filter }>(tie => ({
    filter: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('joined')),
    leaf: fc.oneof(
      fc.record({ kind: fc.constant('present' as const), attribute: fc.constantFrom(...attributes) }),
      fc.record({
        kind: fc.constant('compare' as const),
        attribute: fc.constantFrom(...attributes),
        operator: fc.constantFrom('eq' as const, 'ne' as const, 'co' as const, 'sw' as const),
        value: awkwardTexts,
      }),
    ),
    joined: fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  })).filter;
