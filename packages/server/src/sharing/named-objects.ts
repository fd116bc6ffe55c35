import { typeInWords } from '../catalog/privilege-table.ts';
import { fullName } from '../catalog/store.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { DataObject } from './data-object.ts';
import { objectsOf, type Share, type SharedObject, type Source, sourcesOf } from './store.ts';

/** An object of a share with what is behind it. */
export interface NamedObject {
  readonly object: SharedObject;
  /** Undefined when it was dropped. */
  readonly source: Source | undefined;
  /** The full name of the source, or the last one that is known of it. */
  readonly name: string;
}

/** What a share holds, in the order that it was added, by the names that sources have now. */
export const namedObjects = async (queries: Queries, share: Share): Promise<readonly NamedObject[]> => {
  const objects = await objectsOf(queries, share.id);
  const sources = await sourcesOf(queries, objects);
  return objects.map(object => {
    const source = sources.get(object.object_id);
    return { object, source, name: source === undefined ? object.source_name : fullName(source) };
  });
};

/**
 * Finds an object of a share by the name of its source, and by its type if there is one.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST
 */
export const findObject = (
  objects: readonly NamedObject[],
  share: Share,
  { name, data_object_type }: DataObject,
  type = data_object_type,
): NamedObject => {
  const found = objects.find(
    one =>
      one.name.toLowerCase() === name.toLowerCase() && (type === undefined || one.object.data_object_type === type),
  );
  if (found !== undefined) return found;
  const what = typeInWords(type === 'SCHEMA' || type === 'VOLUME' ? type : 'TABLE');
  throw new ApiError('RESOURCE_DOES_NOT_EXIST', `${what} '${name}' does not exist in share '${share.name}'.`);
};

/**
 * Refuses to add what has the name of an entry whose source was dropped: whoever adds it again should know that
 * recipients get something else than before.
 *
 * @throws ApiError RESOURCE_ALREADY_EXISTS
 */
export const refuseLost = (objects: readonly NamedObject[], share: Share, { name }: DataObject): void => {
  const lost = objects.find(one => one.source === undefined && one.name.toLowerCase() === name.toLowerCase());
  if (lost === undefined) return;
  const what = typeInWords(lost.object.data_object_type);
  throw new ApiError(
    'RESOURCE_ALREADY_EXISTS',
    `Shared ${what} '${name}' already exists in share '${share.name}', but what it was made of has been dropped. Remove it from the share before you add it again.`,
  );
};
