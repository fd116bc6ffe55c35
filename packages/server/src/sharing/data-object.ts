import type { RequestOf, shares } from '@boathouse/contract';

/** One change to what a share holds, as it was asked for. */
export type ShareUpdate = NonNullable<RequestOf<(typeof shares)['operations']['update']>['updates']>[number];

/** An object of a share, as a client describes it. */
export type DataObject = NonNullable<ShareUpdate['data_object']>;

/** One clause of a partition filter: all of its values must match. */
export type SharedPartition = NonNullable<DataObject['partitions']>[number];

/** One condition of a clause: `value`, or the recipient's property of that key, or neither for NULL. */
export type SharedPartitionValue = NonNullable<SharedPartition['values']>[number];

/** The type of an object: scripts leave that of tables out. */
export const typeOf = ({ data_object_type }: DataObject): NonNullable<DataObject['data_object_type']> =>
  data_object_type ?? 'TABLE';

/**
 * Whether an object is shared with its history. Whoever asks for the change data feed asks for it too: there is no feed
 * without history.
 */
export const sharesHistory = ({ history_data_sharing_status: status, cdf_enabled }: DataObject): boolean =>
  status === undefined ? cdf_enabled === true : status === 'ENABLED';
