import type { JsonSchema } from './schema.ts';

/** What stands where a secret was. */
export const redaction = '[REDACTED]';

/**
 * A value of a schema with `[REDACTED]` in place of every secret, for logs and the audit trail. What the schema does not
 * know stays as it is.
 */
export const redact = (schema: JsonSchema, value: unknown): unknown => {
  if (value === undefined || value === null) return value;
  if (schema['x-secret'] === true) return redaction;
  if (schema.anyOf !== undefined) return schema.anyOf.reduce<unknown>((part, variant) => redact(variant, part), value);
  if (Array.isArray(value)) return value.map(item => redact(schema.items ?? {}, item));
  if (typeof value !== 'object') return value;
  const [ofOthers = {}] = Object.values(schema.patternProperties ?? {});
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, redact(schema.properties?.[name] ?? ofOthers, field)]),
  );
};
