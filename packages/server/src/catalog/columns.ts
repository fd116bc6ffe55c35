import type { ResponseOf, tables } from '@boathouse/contract';

type TableInfo = ResponseOf<(typeof tables)['operations']['get']>;
export type ColumnInfo = NonNullable<TableInfo['columns']>[number];

/** A field of a Delta schema, as its JSON says it. */
interface StructField {
  readonly name: string;
  readonly type: unknown;
  readonly nullable: boolean;
  readonly metadata?: { readonly comment?: string };
}

const primitives: Readonly<Record<string, readonly [typeName: string, typeText: string]>> = {
  string: ['STRING', 'string'],
  long: ['LONG', 'bigint'],
  integer: ['INT', 'int'],
  short: ['SHORT', 'smallint'],
  byte: ['BYTE', 'tinyint'],
  float: ['FLOAT', 'float'],
  double: ['DOUBLE', 'double'],
  boolean: ['BOOLEAN', 'boolean'],
  binary: ['BINARY', 'binary'],
  date: ['DATE', 'date'],
  timestamp: ['TIMESTAMP', 'timestamp'],
  timestamp_ntz: ['TIMESTAMP_NTZ', 'timestamp_ntz'],
  variant: ['VARIANT', 'variant'],
};

const nested = (type: object): readonly [string, string] => {
  const facts = type as {
    type?: string;
    elementType?: unknown;
    keyType?: unknown;
    valueType?: unknown;
    fields?: StructField[];
  };
  switch (facts.type) {
    case 'array':
      return ['ARRAY', `array<${typeText(facts.elementType)}>`];
    case 'map':
      return ['MAP', `map<${typeText(facts.keyType)},${typeText(facts.valueType)}>`];
    case 'struct':
      return [
        'STRUCT',
        `struct<${(facts.fields ?? []).map(field => `${field.name}:${typeText(field.type)}`).join(',')}>`,
      ];
    default:
      return ['USER_DEFINED_TYPE', 'udt'];
  }
};

const describeType = (type: unknown): readonly [string, string] => {
  if (typeof type === 'object' && type !== null) return nested(type);
  const name = String(type);
  return name.startsWith('decimal') ? ['DECIMAL', name] : (primitives[name] ?? ['USER_DEFINED_TYPE', name]);
};

const typeText = (type: unknown): string => describeType(type)[1];

const decimalParts = (type: unknown): { type_precision?: number; type_scale?: number } => {
  const [, precision, scale] = /^decimal\((\d+),\s*(-?\d+)\)$/.exec(String(type)) ?? [];
  return precision === undefined ? {} : { type_precision: Number(precision), type_scale: Number(scale) };
};

/**
 * The columns of a Delta table as Unity Catalog tells them.
 *
 * @param schemaString the schema of the table's metadata, JSON
 * @param partitionColumns their names, in order
 */
export const toColumns = (schemaString: string, partitionColumns: readonly string[]): ColumnInfo[] => {
  const { fields } = JSON.parse(schemaString) as { fields: StructField[] };
  return fields.map((field, position) => {
    const [typeName, text] = describeType(field.type);
    const partition = partitionColumns.indexOf(field.name);
    return {
      name: field.name,
      type_text: text,
      type_name: typeName as NonNullable<ColumnInfo['type_name']>,
      type_json: JSON.stringify(field),
      position,
      nullable: field.nullable,
      ...decimalParts(field.type),
      ...(field.metadata?.comment === undefined ? {} : { comment: field.metadata.comment }),
      ...(partition === -1 ? {} : { partition_index: partition }),
    };
  });
};
