import type { Operation } from './operation.ts';
import type { JsonSchema } from './schema.ts';

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
