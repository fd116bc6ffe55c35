import { type Static, type TNumberOptions, type TSchema, type TStringOptions, Type } from 'typebox';

/** Text beside a schema. Every field and every named object of the contract has one. */
type Described = {
  /** The name of the schema, for those that clients know as a type. */
  readonly title?: string;
  readonly description: string;
};

/** The keyword that keeps the text of a named type when a field replaces it by its own. */
const typeDescriptionKey = 'x-type-description';

/**
 * A schema as the plain JSON Schema that it is: the keywords that the contract uses. Every schema of the contract can
 * be read as one, which is what generators and tests do.
 */
export interface JsonSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly [typeDescriptionKey]?: string;
  readonly 'x-secret'?: boolean;
  readonly 'x-lenient'?: boolean;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[] | undefined;
  readonly items?: JsonSchema;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
}

/**
 * Any 64-bit integer of the wire. Boathouse keeps its own below 2^53, so that a JSON number holds it exactly.
 * Timestamps of Unity Catalog objects are milliseconds since 1970.
 */
export const Int64 = (options: Described & TNumberOptions) => Type.Integer({ ...options, format: 'int64' });

/**
 * One of a closed list of strings in a request. In responses the list is open: a client must accept a value that it
 * does not know, because a newer server may send it.
 *
 * `x-lenient`: in a request letter case does not matter, and an array of such strings loses those that are not listed.
 */
export const Enum = <const Values extends readonly string[]>(
  values: Values,
  options: Described & { readonly 'x-lenient'?: true },
) => Type.Unsafe<Values[number]>({ type: 'string', enum: values, ...options });

/** A string that must never reach a log, an error, the audit trail or a URL. */
export const Secret = (options: Described & TStringOptions) => Type.String({ ...options, 'x-secret': true });

/** A map from string to string, such as the properties of a catalog object. `x-secret` when its values are secrets. */
export const StringMap = (options: Described & { readonly 'x-secret'?: true }) =>
  Type.Record(Type.String(), Type.String(), options);

/** Any JSON value: what the official clients leave untyped. */
export const Json = (options: Described) => Type.Unsafe<unknown>({ ...options });

/**
 * A named schema as the type of a field: the same schema with the text of the field. The text of the type itself is
 * kept beside it, where `typeDescription` finds it.
 */
export const described = <Schema extends TSchema>(schema: Schema, description: string): Schema =>
  // Descriptors, because TypeBox keeps the kind of a schema in properties that a spread would leave behind.
  Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(schema),
    description: { value: description, enumerable: true },
    [typeDescriptionKey]: { value: typeDescription(schema), enumerable: true },
  });

/** What a named schema is, whichever field it was met in. `undefined` when it says nothing about itself. */
export const typeDescription = (schema: JsonSchema): string | undefined =>
  schema[typeDescriptionKey] ?? schema.description;

/** The answer of an operation that returns nothing: `{}`, because some clients parse every body as JSON. */
export const Empty = Type.Object({}, { title: 'Empty', description: 'Nothing: the call succeeded.' });

export { type Static, type TSchema, Type };
