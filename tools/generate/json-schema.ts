import type { Operation } from '@boathouse/contract';

/** What the generator reads of a schema of the contract: JSON Schema, and two keywords of ours. */
export interface JsonSchema {
  readonly type?: string;
  /** The name of the schema, for those that clients know as a type. */
  readonly title?: string;
  readonly description?: string;
  /** What the type says of itself, where `description` is that of the field. */
  readonly 'x-type-description'?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  /** The values of a map, under a pattern that every key matches. */
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
}

/** The schema as plain JSON Schema, without what TypeBox knows beside. */
export const schemaOf = (schema: object): JsonSchema => schema;

/** The schema of the answer of an operation; undefined when the answer holds nothing. */
export const answerOf = ({ response }: Operation): JsonSchema | undefined => {
  const schema = schemaOf(response);
  return isEmpty(schema) ? undefined : schema;
};

/** Whether a schema is an object without fields. */
export const isEmpty = (schema: JsonSchema): boolean =>
  schema.properties !== undefined && Object.keys(schema.properties).length === 0;

/** The fields of an object schema, in their order. */
export const fieldsOf = (schema: JsonSchema): readonly (readonly [name: string, schema: JsonSchema])[] =>
  Object.entries(schema.properties ?? {});

/** Whether an object schema requires the field. */
export const isRequired = (schema: JsonSchema, field: string): boolean => schema.required?.includes(field) === true;

/** The schemas directly within a schema. */
export const partsOf = (schema: JsonSchema): readonly JsonSchema[] => [
  ...Object.values(schema.properties ?? {}),
  ...(schema.items === undefined ? [] : [schema.items]),
  ...Object.values(schema.patternProperties ?? {}),
  ...(schema.anyOf ?? []),
];

/** The values of a map; undefined for a schema that is no map. */
export const valuesOfMap = (schema: JsonSchema): JsonSchema | undefined =>
  schema.properties === undefined ? Object.values(schema.patternProperties ?? {})[0] : undefined;

/** A schema as text that is the same for two declarations of one type, whatever fields they were met in. */
export const shapeOf = (schema: JsonSchema): string =>
  JSON.stringify({ ...schema, description: undefined, 'x-type-description': undefined });
