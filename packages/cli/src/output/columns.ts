import { type JsonSchema, type Operation, schemaOf } from '@boathouse/contract';
import { toTitle } from '../names.ts';
import { isScalar } from '../operations/options.ts';

/** The fields that a list shows, in order, each below its title. */
export type Columns = readonly { readonly title: string; readonly field: string }[];

/** What is worth seeing of lists whose items have many fields. The first is what other commands take. */
export const chosen: Readonly<Record<string, readonly string[]>> = {
  'audit.list': ['event_time', 'action_name', 'user_identity', 'recipient_name', 'response', 'request_params'],
  'catalogs.list': ['name', 'catalog_type', 'owner', 'comment'],
  'clusters.list': ['cluster_id', 'cluster_name', 'state'],
  'consumerListings.list': ['id', 'summary'],
  'grants.list': ['principal', 'privileges'],
  'groups.list': ['id', 'displayName'],
  'metastores.list': ['metastore_id', 'name', 'region'],
  'providers.list': ['name', 'authentication_type', 'owner', 'comment'],
  'recipients.list': ['name', 'authentication_type', 'activated', 'expiration_time', 'owner', 'comment'],
  'schemas.list': ['full_name', 'owner', 'comment'],
  'secrets.listScopes': ['name', 'backend_type'],
  'secrets.listSecrets': ['key', 'last_updated_timestamp'],
  'servicePrincipals.list': ['id', 'applicationId', 'displayName', 'active'],
  'shares.listShares': ['name', 'owner', 'created_at', 'comment'],
  'tables.list': ['full_name', 'table_type', 'data_source_format', 'owner'],
  'tokens.list': ['token_id', 'creation_time', 'expiry_time', 'comment'],
  'tokenManagement.list': ['token_id', 'created_by_username', 'expiry_time', 'comment'],
  'users.list': ['id', 'userName', 'displayName', 'active'],
  'volumes.list': ['full_name', 'volume_type', 'owner', 'comment'],
  'warehouses.list': ['id', 'name', 'cluster_size', 'state'],
};

/** More than this does not fit on a screen. */
const most = 6;

/**
 * The columns of a list: chosen by hand, else the first that are one word, those that name the item before others.
 *
 * @param name of the operation, `service.operation`
 */
export const columnsOf = (name: string, operation: Operation): Columns => {
  const { properties = {} } = itemOf(operation);
  const fields = chosen[name] ?? byWeight(Object.keys(properties).filter(field => isScalar(properties[field] ?? {})));
  return fields.slice(0, most).map(field => ({ title: toTitle(field), field }));
};

/** What names the item comes first, then what it is, then who noted what and when. */
const weightOf = (field: string): number => {
  if (/^(id|name|key)$/.test(field)) return 0;
  if (/^comment$|_(at|by|time|link)$/.test(field)) return 3;
  return /_(id|name)$/.test(field) ? 1 : 2;
};

const byWeight = (fields: readonly string[]): readonly string[] =>
  fields.toSorted((one, other) => weightOf(one) - weightOf(other));

/** The schema of an item of a list. */
export const itemOf = ({ response, paging }: Operation): JsonSchema =>
  schemaOf(response).properties?.[paging?.items ?? '']?.items ?? {};
