// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { PrivilegeAssignment } from './models.ts';

/** Who may read a share. */
export interface GetSharePermissionsResponse {
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
  /** One entry for each recipient. */
  privilege_assignments?: readonly PrivilegeAssignment[];
}

/** Distribution of a shared object to other regions. */
export interface GlobalDistributionStatus {
  /** Whether it could be distributed. */
  eligible?: boolean;
  /** Whether it is. */
  status?: Open<GlobalDistributionStatusStatus>;
}

/** Whether an object is distributed to other regions. */
export type GlobalDistributionStatusStatus = 'DISABLED' | 'ENABLED';

/** One page of the shares that the caller may see. */
export interface ListSharesResponse {
  /** The shares of this page; absent when there are none. */
  shares?: readonly ShareInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** A filter on partition columns: all of its values must match. */
export interface Partition {
  /** The conditions, joined by AND. */
  values?: readonly PartitionValue[];
}

/** A condition on a partition column. */
export interface PartitionValue {
  /** Name of the partition column. */
  name?: string;
  /** How the column is compared. */
  op?: Open<PartitionValueOp>;
  /** Key of a recipient property to compare with; excludes `value`. */
  recipient_property_key?: string;
  /** Text to compare with; absent together with the key means NULL. */
  value?: string;
}

/** Comparison with a partition column: EQUAL, or LIKE with `%` and `_`. */
export type PartitionValueOp = 'EQUAL' | 'LIKE';

/** What to grant to a recipient and what to revoke. */
export interface PermissionsChange {
  /** Privileges to grant: SELECT. */
  add?: readonly string[];
  /** Name of the recipient, in any case. */
  principal?: string;
  /** Ignored: recipients are known by their names. */
  principal_id?: number;
  /** Privileges to revoke: SELECT. */
  remove?: readonly string[];
}

/** Replication of a share to other regions; recorded only. */
export interface ReplicationConfig {
  /** Whether the share is replicated. */
  enabled?: boolean;
  /** How often. */
  schedule?: ReplicationSchedule;
}

/** A fixed time between two replications. */
export interface ReplicationInterval {
  /** Seconds with unit, such as `3600s`; between 30 minutes and 24 hours. */
  duration?: string;
}

/** When a share is replicated. */
export interface ReplicationSchedule {
  /** Time between two replications. */
  interval?: ReplicationInterval;
}

/** A share. */
export interface ShareInfo {
  /** Free text for people, also shown to recipients. */
  comment?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** Name of the share, in the case that it was created with. */
  name?: string;
  /** The shared objects in the order in which they were added. */
  objects?: readonly SharedDataObject[];
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Whether and how often the share is replicated; recorded only. */
  replication_config?: ReplicationConfig;
  /** Id of the budget policy; recorded only. */
  serverless_budget_policy_id?: string;
  /** URL where materialised data really goes: the storage root with a folder of its own. */
  storage_location?: string;
  /** URL that was chosen as root for materialised data. */
  storage_root?: string;
}

/** An object in a share, with how recipients see it. */
export interface SharedDataObject {
  /** Full name of the object in the catalog, such as `catalog.schema.table`; for a notebook its file name. */
  name: string;
  /** When the object was added, in milliseconds since 1970; set by the server. */
  added_at?: number;
  /** User name or application id of whoever added the object; set by the server. */
  added_by?: string;
  /** Whether recipients of the history may read the change data feed. Follows the table, unless it is set to false. */
  cdf_enabled?: boolean;
  /** Free text for those who administer the share. */
  comment?: string;
  /** Content of a notebook file in base64; required to add one. */
  content?: string;
  /** Kind of the object; required to add one. */
  data_object_type?: Open<SharedDataObjectDataObjectType>;
  /** Whether the object is distributed to other regions; set by the server. */
  global_distribution_status?: GlobalDistributionStatus;
  /** Whether recipients may read old versions; when absent DISABLED, for a SCHEMA and with `cdf_enabled` ENABLED. */
  history_data_sharing_status?: Open<SharedDataObjectHistoryDataSharingStatus>;
  /** Partitions that recipients see: rows of any one of them. Absent means the whole table. */
  partitions?: readonly Partition[];
  /** Name that recipients see, `schema.table`; made of the name in the catalog when absent. A SCHEMA keeps its own. */
  shared_as?: string;
  /** First version of the table that recipients may read; the one at the time of adding when absent. */
  start_version?: number;
  /** Whether recipients can read the object; PERMISSION_DENIED when the owner of the share lost access. */
  status?: Open<SharedDataObjectStatus>;
  /** Name that recipients see for objects without a schema, such as notebooks. */
  string_shared_as?: string;
}

/** Kind of a shared object; a SCHEMA stands for all that is in it, now and later. */
export type SharedDataObjectDataObjectType =
  | 'FEATURE_SPEC'
  | 'FOREIGN_TABLE'
  | 'FUNCTION'
  | 'MATERIALIZED_VIEW'
  | 'MODEL'
  | 'NOTEBOOK_FILE'
  | 'SCHEMA'
  | 'STREAMING_TABLE'
  | 'TABLE'
  | 'VIEW'
  | 'VOLUME';

/** Whether old versions of a table are shared. */
export type SharedDataObjectHistoryDataSharingStatus = 'DISABLED' | 'ENABLED';

/** Whether recipients can read a shared object. */
export type SharedDataObjectStatus = 'ACTIVE' | 'PERMISSION_DENIED';

/** A change to the objects of a share. */
export interface SharedDataObjectUpdate {
  /** Whether to add, remove or replace. */
  action?: SharedDataObjectUpdateAction;
  /** The object; to remove, its name and kind are enough. UPDATE replaces all that can change. */
  data_object?: SharedDataObject;
}

/** What to do with an object of a share. */
export type SharedDataObjectUpdateAction = 'ADD' | 'REMOVE' | 'UPDATE';

/** Who may read a share after a change. */
export interface UpdateSharePermissionsResponse {
  /** One entry for each recipient; absent when they were not asked for. */
  privilege_assignments?: readonly PrivilegeAssignment[];
}
