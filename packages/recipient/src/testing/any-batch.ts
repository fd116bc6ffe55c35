import fc from 'fast-check';
import type { Batch } from '../batch.ts';
import type { Cell } from '../cell.ts';
import type { Scalar } from '../scalar.ts';
import { type DataType, type Field, type ScalarType, type StructType, scalarKinds } from '../schema.ts';

const longest = 2n ** 63n;
const lowestTime = -62_135_596_800_000_000n;
const highestTime = 253_402_300_799_999_999n;

const scalarType: fc.Arbitrary<ScalarType> = fc.oneof(
  fc.constantFrom(...scalarKinds).map(kind => ({ kind })),
  fc
    .tuple(fc.integer({ min: 1, max: 38 }), fc.nat(38))
    .map(([precision, scale]) => ({ kind: 'decimal' as const, precision, scale: Math.min(precision, scale) })),
);

/** Types nested up to three deep. */
const { type: anyType } = fc.letrec<{ type: DataType; scalar: DataType; field: Omit<Field, 'name'> }>(tie => ({
  scalar: scalarType,
  field: fc.record({ type: tie('type'), nullable: fc.boolean(), metadata: fc.constant({}) }),
  type: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: tie('scalar'), weight: 3 },
    {
      arbitrary: fc.record({ kind: fc.constant('array' as const), element: tie('type'), containsNull: fc.boolean() }),
      weight: 1,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('map' as const),
        key: tie('scalar'),
        value: tie('type'),
        valueContainsNull: fc.boolean(),
      }),
      weight: 1,
    },
    {
      arbitrary: fc
        .array(tie('field'), { minLength: 1, maxLength: 3 })
        .map(fields => ({ kind: 'struct' as const, fields: named(fields) })),
      weight: 1,
    },
  ),
}));

/** Batches of any columns, with cells that fit them. */
export const anyBatch: fc.Arbitrary<Batch> = fc
  .tuple(
    fc.array(fc.record({ type: anyType, nullable: fc.boolean(), metadata: fc.constant({}) }), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.nat(12),
  )
  .chain(([fields, numRows]) => {
    const schema: StructType = { kind: 'struct', fields: named(fields) };
    const columns = schema.fields.map(field =>
      fc.array(cells(field.type, field.nullable), { minLength: numRows, maxLength: numRows }),
    );
    return fc.tuple(...columns).map(filled => ({ schema, numRows, columns: filled }));
  });

function named(fields: readonly Omit<Field, 'name'>[]): Field[] {
  return fields.map((field, i) => ({ ...field, name: `c${i}` }));
}

function cells(type: DataType, nullable: boolean): fc.Arbitrary<Cell> {
  const present = presentCells(type);
  return nullable ? fc.option(present, { freq: 3 }) : present;
}

function presentCells(type: DataType): fc.Arbitrary<Cell> {
  switch (type.kind) {
    case 'array':
      return fc.array(cells(type.element, type.containsNull), { maxLength: 3 });
    case 'map':
      return fc.array(fc.tuple(cells(type.key, false), cells(type.value, type.valueContainsNull)), { maxLength: 3 });
    case 'struct':
      return fc.record(Object.fromEntries(type.fields.map(field => [field.name, cells(field.type, field.nullable)])));
    case 'variant':
    case 'unsupported':
      throw new Error(`There are no cells of type ${type.kind} here.`);
    default:
      return scalarCells(type);
  }
}

/** Cells of a column that is not nested. */
export function scalarCells(type: ScalarType): fc.Arbitrary<Scalar> {
  switch (type.kind) {
    case 'string':
      return fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\ufeffmark', '', 'x'.repeat(100)));
    case 'long':
      return fc.bigInt({ min: -longest, max: longest - 1n });
    case 'integer':
      return fc.integer();
    case 'short':
      return fc.integer({ min: -32_768, max: 32_767 });
    case 'byte':
      return fc.integer({ min: -128, max: 127 });
    case 'float':
      return fc.float();
    case 'double':
      return fc.oneof(fc.double(), fc.constantFrom(0, -0));
    case 'boolean':
      return fc.boolean();
    case 'binary':
      return fc.uint8Array({ maxLength: 20 });
    case 'date':
      return fc.integer({ min: -719_162, max: 2_932_896 });
    case 'timestamp':
    case 'timestamp_ntz':
      return fc.bigInt({ min: lowestTime, max: highestTime });
    case 'decimal': {
      const bound = 10n ** BigInt(type.precision) - 1n;
      return fc.bigInt({ min: -bound, max: bound });
    }
  }
}
