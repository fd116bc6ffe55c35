import { isRequired, type Operation, schemaOf } from '@boathouse/contract';
import { toFlag } from '../names.ts';
import { isScalar } from './options.ts';

/**
 * Fields that stand as positionals in Databricks' command line because its workspaces require them, where Boathouse can
 * do without. They may be left out, from the last one on.
 */
const optional: Readonly<Record<string, readonly string[]>> = {
  'recipients.create': ['authentication_type'],
  'recipients.rotateToken': ['existing_token_expire_in_seconds'],
  'providers.create': ['authentication_type'],
};

/** A field that is given by its place. */
export interface Positional {
  readonly field: string;
  readonly required: boolean;
}

/**
 * The fields that are given by their place, in order: all that are required and can stand in one word. Required objects
 * and lists come by `--json`.
 *
 * @param name of the operation, `service.operation`
 */
export const positionalsOf = (name: string, { request }: Operation): readonly Positional[] => {
  const schema = schemaOf(request);
  return Object.entries(schema.properties ?? {}).flatMap(([field, type]) => {
    const required = isRequired(schema, field);
    const stands = isScalar(type) && (required || (optional[name] ?? []).includes(field));
    return stands ? [{ field, required }] : [];
  });
};

/** A positional as usage shows it: `AUTHENTICATION_TYPE`. */
export const placeholder = (field: string): string => toFlag(field).replaceAll('-', '_').toUpperCase();
