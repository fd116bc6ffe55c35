import { checkName } from '../catalog/names.ts';
import type { PlacedTable, PlacedVolume } from '../catalog/store.ts';
import { ApiError } from '../http/api-error.ts';

/** The name that recipients know an object by, within its share. */
export interface SharedName {
  readonly shared_schema: string;
  readonly shared_name: string;
  readonly shared_schema_key: string;
  readonly shared_name_key: string;
}

/** The schema and the name that an object has in the catalog. */
export interface OwnName {
  readonly kind: 'table' | 'volume';
  readonly schema: string;
  readonly name: string;
}

/** The name that a table or volume has in the catalog. */
export const ownNameOf = (placed: PlacedTable | PlacedVolume): OwnName => ({
  schema: placed.schema.name,
  ...('table' in placed ? { kind: 'table', name: placed.table.name } : { kind: 'volume', name: placed.volume.name }),
});

/**
 * The alias of a shared object: what was asked for, `schema.name` or `name` alone, or else its own schema and name.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for more than two parts or forbidden characters
 */
export const toSharedName = (alias: string | undefined, own: OwnName): SharedName => {
  const parts = alias === undefined ? [own.schema, own.name] : alias.split('.');
  if (parts.length > 2) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `'${alias}' is not a valid shared_as: write schema.${own.kind}.`);
  }
  const name = parts.at(-1) ?? '';
  const schemaName = parts.length === 2 ? (parts[0] ?? '') : own.schema;
  checkName('shared schema', schemaName);
  checkName(`shared ${own.kind}`, name);
  return {
    shared_schema: schemaName,
    shared_name: name,
    shared_schema_key: schemaName.toLowerCase(),
    shared_name_key: name.toLowerCase(),
  };
};
