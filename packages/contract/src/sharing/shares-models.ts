import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Int64, Type } from '../schema.ts';
import { PrivilegeAssignment } from './models.ts';

export const SharedDataObjectDataObjectType = Enum(
  [
    'FEATURE_SPEC',
    'FOREIGN_TABLE',
    'FUNCTION',
    'MATERIALIZED_VIEW',
    'MODEL',
    'NOTEBOOK_FILE',
    'SCHEMA',
    'STREAMING_TABLE',
    'TABLE',
    'VIEW',
    'VOLUME',
  ],
  {
    title: 'SharedDataObjectDataObjectType',
    description: 'Kind of a shared object; a SCHEMA stands for all that is in it, now and later.',
  },
);

export const GlobalDistributionStatusStatus = Enum(['DISABLED', 'ENABLED'], {
  title: 'GlobalDistributionStatusStatus',
  description: 'Whether an object is distributed to other regions.',
});

export const GlobalDistributionStatus = Type.Object(
  {
    eligible: Type.Optional(Type.Boolean({ description: 'Whether it could be distributed.' })),
    status: Type.Optional(described(GlobalDistributionStatusStatus, 'Whether it is.')),
  },
  { title: 'GlobalDistributionStatus', description: 'Distribution of a shared object to other regions.' },
);

export const SharedDataObjectHistoryDataSharingStatus = Enum(['DISABLED', 'ENABLED'], {
  title: 'SharedDataObjectHistoryDataSharingStatus',
  description: 'Whether old versions of a table are shared.',
});

export const PartitionValueOp = Enum(['EQUAL', 'LIKE'], {
  title: 'PartitionValueOp',
  description: 'Comparison with a partition column: EQUAL, or LIKE with `%` and `_`.',
});

export const PartitionValue = Type.Object(
  {
    name: Type.Optional(Type.String({ description: 'Name of the partition column.' })),
    op: Type.Optional(described(PartitionValueOp, 'How the column is compared.')),
    recipient_property_key: Type.Optional(
      Type.String({ description: 'Key of a recipient property to compare with; excludes `value`.' }),
    ),
    value: Type.Optional(
      Type.String({ description: 'Text to compare with; absent together with the key means NULL.' }),
    ),
  },
  { title: 'PartitionValue', description: 'A condition on a partition column.' },
);

export const Partition = Type.Object(
  { values: Type.Optional(Type.Array(PartitionValue, { description: 'The conditions, joined by AND.' })) },
  { title: 'Partition', description: 'A filter on partition columns: all of its values must match.' },
);

export const SharedDataObjectStatus = Enum(['ACTIVE', 'PERMISSION_DENIED'], {
  title: 'SharedDataObjectStatus',
  description: 'Whether recipients can read a shared object.',
});

export const SharedDataObject = Type.Object(
  {
    name: Type.String({
      description:
        'Full name of the object in the catalog, such as `catalog.schema.table`; for a notebook its file name.',
    }),
    added_at: Type.Optional(
      Int64({ description: 'When the object was added, in milliseconds since 1970; set by the server.' }),
    ),
    added_by: Type.Optional(
      Type.String({ description: 'User name or application id of whoever added the object; set by the server.' }),
    ),
    cdf_enabled: Type.Optional(
      Type.Boolean({
        description:
          'Whether recipients of the history may read the change data feed. Follows the table, unless it is set to false.',
      }),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text for those who administer the share.' })),
    content: Type.Optional(Type.String({ description: 'Content of a notebook file in base64; required to add one.' })),
    data_object_type: Type.Optional(
      described(SharedDataObjectDataObjectType, 'Kind of the object; required to add one.'),
    ),
    global_distribution_status: Type.Optional(
      described(GlobalDistributionStatus, 'Whether the object is distributed to other regions; set by the server.'),
    ),
    history_data_sharing_status: Type.Optional(
      described(
        SharedDataObjectHistoryDataSharingStatus,
        'Whether recipients may read old versions; when absent DISABLED, for a SCHEMA and with `cdf_enabled` ENABLED.',
      ),
    ),
    partitions: Type.Optional(
      Type.Array(Partition, {
        description: 'Partitions that recipients see: rows of any one of them. Absent means the whole table.',
      }),
    ),
    shared_as: Type.Optional(
      Type.String({
        description:
          'Name that recipients see, `schema.table`; made of the name in the catalog when absent. A SCHEMA keeps its own.',
      }),
    ),
    start_version: Type.Optional(
      Int64({
        description: 'First version of the table that recipients may read; the one at the time of adding when absent.',
      }),
    ),
    status: Type.Optional(
      described(
        SharedDataObjectStatus,
        'Whether recipients can read the object; PERMISSION_DENIED when the owner of the share lost access.',
      ),
    ),
    string_shared_as: Type.Optional(
      Type.String({ description: 'Name that recipients see for objects without a schema, such as notebooks.' }),
    ),
  },
  { title: 'SharedDataObject', description: 'An object in a share, with how recipients see it.' },
);

export const ReplicationInterval = Type.Object(
  {
    duration: Type.Optional(
      Type.String({ description: 'Seconds with unit, such as `3600s`; between 30 minutes and 24 hours.' }),
    ),
  },
  { title: 'ReplicationInterval', description: 'A fixed time between two replications.' },
);

export const ReplicationSchedule = Type.Object(
  { interval: Type.Optional(described(ReplicationInterval, 'Time between two replications.')) },
  { title: 'ReplicationSchedule', description: 'When a share is replicated.' },
);

export const ReplicationConfig = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean({ description: 'Whether the share is replicated.' })),
    schedule: Type.Optional(described(ReplicationSchedule, 'How often.')),
  },
  { title: 'ReplicationConfig', description: 'Replication of a share to other regions; recorded only.' },
);

export const ShareInfo = Type.Object(
  {
    comment: Type.Optional(Type.String({ description: 'Free text for people, also shown to recipients.' })),
    ...changeStamps,
    name: Type.Optional(Type.String({ description: 'Name of the share, in the case that it was created with.' })),
    objects: Type.Optional(
      Type.Array(SharedDataObject, { description: 'The shared objects in the order in which they were added.' }),
    ),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    replication_config: Type.Optional(
      described(ReplicationConfig, 'Whether and how often the share is replicated; recorded only.'),
    ),
    serverless_budget_policy_id: Type.Optional(Type.String({ description: 'Id of the budget policy; recorded only.' })),
    storage_location: Type.Optional(
      Type.String({
        description: 'URL where materialised data really goes: the storage root with a folder of its own.',
      }),
    ),
    storage_root: Type.Optional(Type.String({ description: 'URL that was chosen as root for materialised data.' })),
  },
  { title: 'ShareInfo', description: 'A share.' },
);

export const GetSharePermissionsResponse = Type.Object(
  {
    next_page_token: nextPageToken,
    privilege_assignments: Type.Optional(
      Type.Array(PrivilegeAssignment, { description: 'One entry for each recipient.' }),
    ),
  },
  { title: 'GetSharePermissionsResponse', description: 'Who may read a share.' },
);

export const SharedDataObjectUpdateAction = Enum(['ADD', 'REMOVE', 'UPDATE'], {
  title: 'SharedDataObjectUpdateAction',
  description: 'What to do with an object of a share.',
});

export const SharedDataObjectUpdate = Type.Object(
  {
    action: Type.Optional(described(SharedDataObjectUpdateAction, 'Whether to add, remove or replace.')),
    data_object: Type.Optional(
      described(
        SharedDataObject,
        'The object; to remove, its name and kind are enough. UPDATE replaces all that can change.',
      ),
    ),
  },
  { title: 'SharedDataObjectUpdate', description: 'A change to the objects of a share.' },
);

export const UpdateSharePermissionsResponse = Type.Object(
  {
    privilege_assignments: Type.Optional(
      Type.Array(PrivilegeAssignment, {
        description: 'One entry for each recipient; absent when they were not asked for.',
      }),
    ),
  },
  { title: 'UpdateSharePermissionsResponse', description: 'Who may read a share after a change.' },
);

export const PermissionsChange = Type.Object(
  {
    add: Type.Optional(Type.Array(Type.String(), { description: 'Privileges to grant: SELECT.' })),
    principal: Type.Optional(Type.String({ description: 'Name of the recipient, in any case.' })),
    principal_id: Type.Optional(Int64({ description: 'Ignored: recipients are known by their names.' })),
    remove: Type.Optional(Type.Array(Type.String(), { description: 'Privileges to revoke: SELECT.' })),
  },
  { title: 'PermissionsChange', description: 'What to grant to a recipient and what to revoke.' },
);

export const ListSharesResponse = Type.Object(
  {
    shares: Type.Optional(
      Type.Array(ShareInfo, { description: 'The shares of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListSharesResponse', description: 'One page of the shares that the caller may see.' },
);
