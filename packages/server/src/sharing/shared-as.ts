import { checkName } from '../catalog/names.ts';
import type { PlacedTable } from '../catalog/store.ts';
import { ApiError } from '../http/api-error.ts';

/** The name that recipients know an object by, within its share. */
export interface SharedName {
  readonly shared_schema: string;
  readonly shared_name: string;
  readonly shared_schema_key: string;
  readonly shared_name_key: string;
}

/**
 * The alias of a shared table: what was asked for, `schema.table` or `table` alone, or else its own schema and name.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for more than two parts or forbidden characters
 */
export const toSharedName = (alias: string | undefined, { schema, table }: PlacedTable): SharedName => {
  const parts = alias === undefined ? [schema.name, table.name] : alias.split('.');
  if (parts.length > 2) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `'${alias}' is not a valid shared_as: write schema.table.`);
  }
  const name = parts.at(-1) ?? '';
  const schemaName = parts.length === 2 ? (parts[0] ?? '') : schema.name;
  checkName('shared schema', schemaName);
  checkName('shared table', name);
  return {
    shared_schema: schemaName,
    shared_name: name,
    shared_schema_key: schemaName.toLowerCase(),
    shared_name_key: name.toLowerCase(),
  };
};
