import type { Batch } from './batch.ts';
import type { Cell } from './cell.ts';
import { invalidDataFile } from './errors.ts';
import { type DataType, isScalar, type StructType } from './schema.ts';
import { type Variant, variantJson } from './variant.ts';

type Convert = (cell: Cell) => Cell;

/** A table's columns with text in place of variants, and the function that puts it there. */
export interface VariantsAsText {
  readonly schema: StructType;
  /** @throws {SharingError} `INVALID_DATA_FILE` for a time that no Date can hold */
  readonly convert: (batch: Batch) => Batch;
}

/**
 * Has the variants of a table written as JSON text, also those within other columns, for formats whose readers do not know
 * them. A table without variants costs nothing.
 */
export function variantsAsText(schema: StructType): VariantsAsText {
  const converts = schema.fields.map(({ type }) => convertOf(type));
  if (converts.every(convert => convert === undefined)) return { schema, convert: batch => batch };
  const texts = structWithTexts(schema);
  return {
    schema: texts,
    convert: ({ numRows, columns }) => ({
      schema: texts,
      numRows,
      columns: columns.map((cells, i) => {
        const convert = converts[i];
        return convert ? Array.from(cells, convert) : cells;
      }),
    }),
  };
}

function withTexts(type: DataType): DataType {
  if (type.kind === 'variant') return { kind: 'string' };
  if (type.kind === 'array') return { ...type, element: withTexts(type.element) };
  if (type.kind === 'map') return { ...type, value: withTexts(type.value) };
  return type.kind === 'struct' ? structWithTexts(type) : type;
}

function structWithTexts(struct: StructType): StructType {
  return { ...struct, fields: struct.fields.map(field => ({ ...field, type: withTexts(field.type) })) };
}

/** Undefined where there is nothing to convert. Keys of maps are no variants: they would have no order. */
function convertOf(type: DataType): Convert | undefined {
  if (isScalar(type) || type.kind === 'unsupported') return undefined;
  if (type.kind === 'variant') return cell => (cell === null ? null : textOf(cell as Variant));
  if (type.kind === 'struct') return membersConvert(type);
  const convert = convertOf(type.kind === 'array' ? type.element : type.value);
  if (convert === undefined) return undefined;
  const one: Convert =
    type.kind === 'array' ? convert : pair => (Array.isArray(pair) ? [pair[0], convert(pair[1])] : null);
  return cell => (Array.isArray(cell) ? cell.map(one) : null);
}

function membersConvert({ fields }: StructType): Convert | undefined {
  const converts = fields.flatMap(({ name, type }) => {
    const convert = convertOf(type);
    return convert ? [{ name, convert }] : [];
  });
  if (converts.length === 0) return undefined;
  return cell => {
    if (cell === null) return null;
    const members = cell as { readonly [name: string]: Cell };
    return {
      ...members,
      ...Object.fromEntries(converts.map(({ name, convert }) => [name, convert(members[name] ?? null)])),
    };
  };
}

function textOf(variant: Variant): string {
  try {
    return variantJson(variant);
  } catch (error) {
    throw invalidDataFile('A date in a variant is outside the range of dates.', error);
  }
}
