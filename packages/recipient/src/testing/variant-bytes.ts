import type { Scalar } from '../scalar.ts';
import type { ScalarType } from '../schema.ts';
import type { Variant } from '../variant.ts';

/** How wide the numbers are that a variant is written with. */
export interface Widths {
  /** Bytes of an offset and of the number of a name, from 2 to 4. */
  readonly size: 2 | 3 | 4;
  /** Whether counts take four bytes, and short texts the form of long ones. */
  readonly isLarge: boolean;
}

/** Writes the names of fields as the metadata of a variant. */
export function metadataBytes(names: readonly string[], { size }: Widths): Uint8Array {
  const texts = names.map(name => Buffer.from(name));
  let end = 0;
  const ends = texts.map(text => {
    end += text.length;
    return end;
  });
  const header = 1 | ((size - 1) << 6);
  return Uint8Array.from(
    Buffer.concat([
      uint(header, 1),
      uint(names.length, size),
      uint(0, size),
      ...ends.map(offset => uint(offset, size)),
      ...texts,
    ]),
  );
}

/** Writes a variant as Apache Parquet's VariantEncoding describes, by the names in its metadata. */
export function variantBytes(variant: Variant, names: readonly string[], widths: Widths): Uint8Array {
  return Uint8Array.from(valueBytes(variant, names, widths));
}

/** The names of all fields in variants, each once. */
export function namesIn(variant: Variant): readonly string[] {
  if (variant.kind === 'array') return [...new Set(variant.items.flatMap(namesIn))];
  if (variant.kind !== 'object') return [];
  return [...new Set([...variant.fields].flatMap(([name, field]) => [name, ...namesIn(field)]))];
}

function valueBytes(variant: Variant, names: readonly string[], widths: Widths): Buffer {
  const { size, isLarge } = widths;
  const large = isLarge ? 1 : 0;
  const nested = (values: readonly Variant[]): readonly Buffer[] =>
    values.map(value => valueBytes(value, names, widths));
  switch (variant.kind) {
    case 'null':
      return uint(0, 1);
    case 'scalar':
      return scalarBytes(variant.type, variant.value, isLarge);
    case 'array':
      return Buffer.concat([
        header(3, (size - 1) | (large << 2)),
        uint(variant.items.length, isLarge ? 4 : 1),
        itemsBytes(nested(variant.items), size),
      ]);
    case 'object':
      return Buffer.concat([
        header(2, (size - 1) | ((size - 1) << 2) | (large << 4)),
        uint(variant.fields.size, isLarge ? 4 : 1),
        ...[...variant.fields.keys()].map(name => uint(names.indexOf(name), size)),
        itemsBytes(nested([...variant.fields.values()]), size),
      ]);
  }
}

/** Values may be in any order: the last is first here. */
function itemsBytes(items: readonly Buffer[], size: number): Buffer {
  const total = items.reduce((sum, item) => sum + item.length, 0);
  let end = total;
  const offsets = items.map(item => {
    end -= item.length;
    return uint(end, size);
  });
  return Buffer.concat([...offsets, uint(total, size), ...items.toReversed()]);
}

function scalarBytes(type: ScalarType, value: Scalar, isLarge: boolean): Buffer {
  const bytes = Buffer.alloc(16);
  switch (type.kind) {
    case 'boolean':
      return header(0, value === true ? 1 : 2);
    case 'byte':
      return Buffer.concat([header(0, 3), bytes.subarray(0, bytes.writeInt8(Number(value)))]);
    case 'short':
      return Buffer.concat([header(0, 4), bytes.subarray(0, bytes.writeInt16LE(Number(value)))]);
    case 'integer':
      return Buffer.concat([header(0, 5), bytes.subarray(0, bytes.writeInt32LE(Number(value)))]);
    case 'date':
      return Buffer.concat([header(0, 11), bytes.subarray(0, bytes.writeInt32LE(Number(value)))]);
    case 'long':
      return Buffer.concat([header(0, 6), long(value)]);
    case 'timestamp':
      return Buffer.concat([header(0, 12), long(value)]);
    case 'timestamp_ntz':
      return Buffer.concat([header(0, 13), long(value)]);
    case 'float':
      return Buffer.concat([header(0, 14), bytes.subarray(0, bytes.writeFloatLE(Number(value)))]);
    case 'double':
      return Buffer.concat([header(0, 7), bytes.subarray(0, bytes.writeDoubleLE(Number(value)))]);
    case 'decimal':
      return decimalBytes(type.precision, type.scale, BigInt(value as bigint));
    case 'binary':
      return Buffer.concat([header(0, 15), withLength(Buffer.from(value as Uint8Array))]);
    case 'string': {
      const text = Buffer.from(String(value));
      if (text.length < 64 && !isLarge) return Buffer.concat([header(1, text.length), text]);
      return Buffer.concat([header(0, 16), withLength(text)]);
    }
  }
}

function decimalBytes(precision: number, scale: number, unscaled: bigint): Buffer {
  const length = precision === 9 ? 4 : precision === 18 ? 8 : 16;
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, unscaled));
  bytes.writeBigInt64LE(unscaled >> 64n, 8);
  return Buffer.concat([
    header(0, length === 4 ? 8 : length === 8 ? 9 : 10),
    uint(scale, 1),
    bytes.subarray(0, length),
  ]);
}

function long(value: Scalar): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value as bigint));
  return bytes;
}

function withLength(bytes: Buffer): Buffer {
  return Buffer.concat([uint(bytes.length, 4), bytes]);
}

function header(basicType: number, info: number): Buffer {
  return uint(basicType | (info << 2), 1);
}

function uint(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}
