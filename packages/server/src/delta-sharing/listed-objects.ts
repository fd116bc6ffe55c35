import type { CompiledQuery } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import { readPage } from '../http/paging.ts';
import type { NextObjects, Reach, SharedKind } from '../sharing/readable-objects.ts';
import { type Paging, pageRequest, toList } from './page-request.ts';
import { type GrantedShare, getGrantedShare, type ListedObject, requireSharedSchema } from './shared-objects.ts';

/** How many objects are looked at together once some could not be read: the owner may have lost the rights to most. */
const furtherObjects = 1000;

/** Finds the next objects of a share, each with whether it can be read: see `nextObjects`. */
type FindNext<Item> = (database: Database, next: NextObjects) => CompiledQuery<Item & { readonly readable: number }>;

/** Tables or volumes, as recipients list them. */
export interface ObjectList<Item extends ListedObject, Shown> {
  readonly kind: SharedKind;
  readonly find: Readonly<Record<Reach, FindNext<Item>>>;
  /** An object as the protocol shows it. */
  readonly show: (share: GrantedShare) => (item: Item) => Shown;
}

/**
 * The next objects of a share that recipients can read now, in the order of their keys.
 *
 * @returns as many as the limit, unless there are no more
 */
export const listedObjects = async <Item extends ListedObject>(
  database: Database,
  find: FindNext<Item>,
  next: NextObjects,
): Promise<readonly Item[]> => {
  const found: Item[] = [];
  for (let from = next; ; ) {
    const rows = await database.execute(find(database, from));
    found.push(...rows.filter(({ readable }) => readable === 1));
    const last = rows.at(-1);
    if (last === undefined || rows.length < from.limit || found.length >= next.limit) return found.slice(0, next.limit);
    from = { share: next.share, schema: last.schemaKey, after: last.nameKey, limit: furtherObjects };
  }
};

/**
 * Answers a request for a page of what is in one schema of a share.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST for a share or schema that the recipient does not have
 */
export const listOfSchema = async <Item extends ListedObject, Shown>(
  { kind, find, show }: ObjectList<Item, Shown>,
  request: Paging & { readonly share: string; readonly schema: string },
  context: Context<RecipientCaller>,
) => {
  const { database } = context.workspace;
  const share = await getGrantedShare(database, context.principal, request.share);
  const schema = request.schema.toLowerCase();
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, kind, share.id, schema),
    (after, limit) => listedObjects(database, find.schema, { share: share.id, schema, after, limit }),
    item => item.nameKey,
  ).catch(async (error: unknown) => {
    // A token that is not of this list matters less than that there is no such list.
    await requireSharedSchema(database, share, request.schema);
    throw error;
  });
  // An object that can be read says as much. Otherwise the schema is empty, or not there.
  if (page.items.length === 0) await requireSharedSchema(database, share, request.schema);
  return toList(page, show(share));
};

/** Where an object is in a list over all schemas. Names hold no dot, so that a key cut at it gives both again. */
const keyOf = ({ schemaKey, nameKey }: ListedObject): string => `${schemaKey}.${nameKey}`;

/**
 * Answers a request for a page of what is in all schemas of a share.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST for a share that the recipient does not have
 */
export const listOfShare = async <Item extends ListedObject, Shown>(
  { kind, find, show }: ObjectList<Item, Shown>,
  request: Paging & { readonly share: string },
  context: Context<RecipientCaller>,
) => {
  const { database } = context.workspace;
  const share = await getGrantedShare(database, context.principal, request.share);
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, `all-${kind}`, share.id),
    (last, limit) => {
      const [schema = '', after = ''] = last.split('.');
      return listedObjects(database, find.share, { share: share.id, schema, after, limit });
    },
    keyOf,
  );
  return toList(page, show(share));
};
