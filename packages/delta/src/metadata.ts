import { DeltaError, quoted } from './errors.ts';
import { isRecord, optionalString, parseAction, stringField, stringList, stringMap, wrongField } from './json.ts';
import { parseSchema, type StructType } from './schema.ts';

/** What a table says of itself: the `metaData` action. */
export interface TableMetadata {
  /** The table's own GUID. */
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly format: { readonly provider: string; readonly options: Readonly<Record<string, string>> };
  /** The schema as the log has it, in Spark's JSON. */
  readonly schemaString: string;
  readonly partitionColumns: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly createdTime?: number;
}

/**
 * Reads a `metaData` action.
 *
 * @param text JSON of the action's value
 * @param source where it is from, for messages: "version 7"
 * @throws DeltaError CORRUPT_LOG
 */
export function parseMetadata(text: string, source: string): TableMetadata {
  const action = parseAction(text, `The metaData action of ${source}`);
  const name = optionalString(action, 'name');
  const description = optionalString(action, 'description');
  const { format, createdTime } = action.fields;
  if (!isRecord(format)) throw wrongField(action, 'format', 'an object');
  const formatAction = { fields: format, label: `${action.label}: format` };
  return {
    id: stringField(action, 'id'),
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    format: { provider: stringField(formatAction, 'provider'), options: stringMap(formatAction, 'options') },
    schemaString: stringField(action, 'schemaString'),
    partitionColumns: stringList(action, 'partitionColumns') ?? [],
    configuration: stringMap(action, 'configuration'),
    ...(typeof createdTime === 'number' && { createdTime }),
  };
}

/**
 * The schema of a table, after checking that its data is Parquet and that its partition columns are columns of it.
 *
 * @throws DeltaError CORRUPT_LOG, UNSUPPORTED_FEATURE
 */
export function tableSchema(metadata: TableMetadata): StructType {
  const { provider } = metadata.format;
  if (provider.toLowerCase() !== 'parquet') {
    throw new DeltaError('UNSUPPORTED_FEATURE', `The table's files are in the format ${quoted(provider)}, not parquet`);
  }
  const schema = parseSchema(metadata.schemaString);
  const lost = metadata.partitionColumns.find(column => !schema.fields.some(field => field.name === column));
  if (lost !== undefined) {
    throw new DeltaError('CORRUPT_LOG', `The partition column ${quoted(lost)} is not in the table's schema`);
  }
  return schema;
}
