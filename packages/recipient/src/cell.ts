import type { Scalar } from './scalar.ts';
import type { Variant } from './variant.ts';

/**
 * A value in its exact form, the same from every data file. What it is depends on the column's type:
 *
 * | Delta type | cell |
 * |---|---|
 * | byte, short, integer, float, double | number |
 * | long | bigint |
 * | decimal | bigint, without the decimal point: 12.50 as decimal(4,2) is 1250n |
 * | date | number: days since 1970-01-01 |
 * | timestamp, timestamp_ntz | bigint: microseconds since 1970-01-01T00:00:00, of UTC or of the local clock |
 * | boolean, string | boolean, string |
 * | binary | Uint8Array |
 * | array | array of cells |
 * | struct | object of cells by field name |
 * | map | array of `[key, value]` pairs of cells |
 * | variant | {@link Variant}, which says of what type it is |
 *
 * A null is null.
 */
export type Cell = null | Scalar | Variant | readonly Cell[] | { readonly [name: string]: Cell };
