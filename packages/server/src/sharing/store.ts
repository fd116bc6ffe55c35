import type { Selectable } from 'kysely';
import { nameKey } from '../catalog/names.ts';
import { type PlacedSchema, type PlacedTable, type PlacedVolume, schemasById, tablesById } from '../catalog/store.ts';
import { volumesById } from '../catalog/volumes-store.ts';
import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';

export type Share = Selectable<Tables['shares']>;
export type SharedObject = Selectable<Tables['share_objects']>;
export type Recipient = Selectable<Tables['recipients']>;
export type Provider = Selectable<Tables['providers']>;
export type RecipientToken = Selectable<Tables['recipient_tokens']>;

export const shareMissing = (name: string) => new ApiError('SHARE_DOES_NOT_EXIST', `Share '${name}' does not exist.`);
export const recipientMissing = (name: string) =>
  new ApiError('RECIPIENT_DOES_NOT_EXIST', `Recipient '${name}' does not exist.`);

export const providerMissing = (name: string) =>
  new ApiError('PROVIDER_DOES_NOT_EXIST', `Provider '${name}' does not exist.`);

/** @throws ApiError SHARE_DOES_NOT_EXIST */
export const getShare = async (queries: Queries, name: string): Promise<Share> => {
  const share = await queries.selectFrom('shares').selectAll().where('name_key', '=', nameKey(name)).executeTakeFirst();
  if (share === undefined) throw shareMissing(name);
  return share;
};

const recipientByName = prepared((database, { key }: { readonly key: string }) =>
  database.read.selectFrom('recipients').selectAll().where('name_key', '=', key),
);

/** @throws ApiError RECIPIENT_DOES_NOT_EXIST */
export const getRecipient = async (database: Database, name: string, queries?: Queries): Promise<Recipient> => {
  const [recipient] = await database.execute(recipientByName(database, { key: nameKey(name) }), queries);
  if (recipient === undefined) throw recipientMissing(name);
  return recipient;
};

/** @throws ApiError PROVIDER_DOES_NOT_EXIST */
export const getProvider = async (queries: Queries, name: string): Promise<Provider> => {
  const provider = await queries
    .selectFrom('providers')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
  if (provider === undefined) throw providerMissing(name);
  return provider;
};

/** What a share holds, in the order that it was added. */
export const objectsOf = (queries: Queries, shareId: string): Promise<SharedObject[]> =>
  queries.selectFrom('share_objects').selectAll().where('share_id', '=', shareId).orderBy('position').execute();

/** The catalog object behind an object of a share. */
export type Source = PlacedTable | PlacedSchema | PlacedVolume;

/** The catalog objects behind what a share holds, by `object_id`. What was dropped is not among them. */
export const sourcesOf = async (
  queries: Queries,
  objects: readonly SharedObject[],
): Promise<ReadonlyMap<string, Source>> => {
  const ids = (type: SharedObject['data_object_type']) =>
    objects.filter(object => object.data_object_type === type).map(object => object.object_id);
  return new Map<string, Source>([
    ...(await tablesById(queries, ids('TABLE'))),
    ...(await schemasById(queries, ids('SCHEMA'))),
    ...(await volumesById(queries, ids('VOLUME'))),
  ]);
};

/** The recipients that a share is granted to, in order of name, for any other condition to be added. */
export const granteesOf = (queries: Queries, shareId: string) =>
  queries
    .selectFrom('share_grants')
    .innerJoin('recipients', 'recipients.id', 'share_grants.recipient_id')
    .selectAll('recipients')
    .where('share_id', '=', shareId)
    .orderBy('name_key');
