import fc from 'fast-check';
import { type ScalarType, scalarKinds } from '../schema.ts';
import type { Variant } from '../variant.ts';
import { scalarCells } from './any-batch.ts';

/** Types of values in variants; decimals have the precision that their size has. */
const scalarType: fc.Arbitrary<ScalarType> = fc.oneof(
  fc.constantFrom(...scalarKinds).map(kind => ({ kind })),
  fc
    .tuple(fc.constantFrom(9, 18, 38), fc.nat(38))
    .map(([precision, scale]) => ({ kind: 'decimal' as const, precision, scale })),
);

const scalar: fc.Arbitrary<Variant> = scalarType.chain(type =>
  scalarCells(type).map(value => ({ kind: 'scalar', type, value })),
);

/** Variants nested up to four deep. */
export const { variant: anyVariant } = fc.letrec<{ variant: Variant }>(tie => ({
  variant: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { arbitrary: scalar, weight: 4 },
    { arbitrary: fc.constant<Variant>({ kind: 'null' }), weight: 1 },
    {
      arbitrary: fc.array(tie('variant'), { maxLength: 4 }).map<Variant>(items => ({ kind: 'array', items })),
      weight: 2,
    },
    {
      arbitrary: fc
        .dictionary(
          fc.oneof(fc.constantFrom('a', 'b', '', '__proto__'), fc.string({ unit: 'grapheme' })),
          tie('variant'),
          {
            maxKeys: 4,
            noNullPrototype: false,
          },
        )
        .map<Variant>(fields => ({ kind: 'object', fields: new Map(Object.entries(fields)) })),
      weight: 2,
    },
  ),
}));
