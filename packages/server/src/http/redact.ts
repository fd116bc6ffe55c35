import type { Operation } from '@boathouse/contract';

/** The fields of a request that the audit trail may keep: all but secrets. */
export const withoutSecrets = (operation: Operation, request: object): Record<string, unknown> => {
  const strip = (schema: unknown, value: unknown): unknown => {
    const { properties, items, ...facts } = schema as { properties?: Record<string, unknown>; items?: unknown };
    if ('x-secret' in facts) return '[REDACTED]';
    if (Array.isArray(value)) return items === undefined ? value : value.map(item => strip(items, item));
    if (properties === undefined || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, strip(properties[name] ?? {}, field)]),
    );
  };
  return strip(operation.request, request) as Record<string, unknown>;
};
