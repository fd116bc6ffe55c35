import { type Static, type TSchema, Type } from 'typebox';

/** Text beside a schema. Every field and every named object of the contract has one. */
type Described = {
  readonly description: string;
};

/**
 * Any 64-bit integer of the wire. Boathouse keeps its own below 2^53, so that a JSON number holds it exactly.
 * Timestamps of Unity Catalog objects are milliseconds since 1970.
 */
export const Int64 = (options: Described) => Type.Integer({ ...options, format: 'int64' });

/**
 * One of a closed list of strings in a request. In responses the list is open: a client must accept a value that it
 * does not know, because a newer server may send it.
 */
export const Enum = <const Values extends readonly string[]>(values: Values, options: Described) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: values, ...options });

/** A string that must never reach a log, an error, the audit trail or a URL. */
export const Secret = (options: Described) => Type.String({ ...options, 'x-secret': true, writeOnly: true });

/** A map from string to string, such as the properties of a catalog object. */
export const StringMap = (options: Described) => Type.Record(Type.String(), Type.String(), options);

/** Any JSON value: what the official clients leave untyped. */
export const Json = (options: Described) => Type.Unsafe<unknown>({ ...options });

/**
 * The same fields, each optional and with the same descriptions. For update requests that take what create takes.
 */
export const partial = Type.Partial;

/** The answer of an operation that returns nothing: `{}`, because some clients parse every body as JSON. */
export const Empty = Type.Object({}, { title: 'Empty', description: 'Nothing: the call succeeded.' });

export { type Static, type TSchema, Type };
