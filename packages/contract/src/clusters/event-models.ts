import { nextPageToken, pageSize, pageToken } from '../fields.ts';
import { described, Enum, Int64, Type } from '../schema.ts';
import { TerminationReason } from '../sql/termination-reason.ts';
import { clusterAttributes } from './cluster-attributes.ts';
import { SortDirection } from './clusters-models.ts';
import { AutoScale } from './runtime-models.ts';
import {
  Adlsgen2Info,
  DbfsStorageInfo,
  GcsStorageInfo,
  LocalFileInfo,
  S3StorageInfo,
  VolumesStorageInfo,
  WorkspaceStorageInfo,
} from './storage-models.ts';

export const DataPlaneEventDetailsEventType = Enum(['NODE_BLACKLISTED', 'NODE_EXCLUDED_DECOMMISSIONED'], {
  title: 'DataPlaneEventDetailsEventType',
  description:
    'What happened to a node: no more tasks are given to it, because of failures or because it is being decommissioned.',
});

export const DataPlaneEventDetails = Type.Object(
  {
    event_type: Type.Optional(
      described(DataPlaneEventDetailsEventType, 'What happened to the node, as Spark calls it.'),
    ),
    executor_failures: Type.Optional(Int64({ description: 'Number of executor failures that led to the event.' })),
    host_id: Type.Optional(Type.String({ description: 'Id of the host that the event is about.' })),
    timestamp: Type.Optional(Int64({ description: 'When Spark reported it, in ms since 1970.' })),
  },
  { title: 'DataPlaneEventDetails', description: 'What Spark reports of a node.' },
);

export const ClusterAttributes = Type.Object(
  {
    spark_version: Type.String({
      description: 'Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`.',
    }),
    ...clusterAttributes,
  },
  {
    title: 'ClusterAttributes',
    description: 'The configuration of a cluster apart from its size, as events record it.',
  },
);

export const EventDetailsCause = Enum(
  ['AUTORECOVERY', 'AUTOSCALE', 'AUTOSCALE_V2', 'DBR_AUTOSCALE', 'REPLACE_BAD_NODES', 'USER_REQUEST'],
  {
    title: 'EventDetailsCause',
    description:
      'Why the number of workers changed: by request of a user, by autoscaling, or to replace lost or bad nodes.',
  },
);

export const ClusterSize = Type.Object(
  {
    autoscale: Type.Optional(described(AutoScale, 'Bounds between which the number of workers follows the load.')),
    num_workers: Type.Optional(Int64({ description: 'Fixed number of workers besides the driver.' })),
  },
  { title: 'ClusterSize', description: 'The size of a cluster. Exactly one of the two is set.' },
);

export const InitScriptExecutionDetailsInitScriptExecutionStatus = Enum(
  ['FAILED_EXECUTION', 'FAILED_FETCH', 'FUSE_MOUNT_FAILED', 'NOT_EXECUTED', 'SKIPPED', 'SUCCEEDED', 'UNKNOWN'],
  {
    title: 'InitScriptExecutionDetailsInitScriptExecutionStatus',
    description:
      'How an init script ended: it succeeded, failed, could not be fetched or mounted, or was skipped or not run.',
  },
);

export const InitScriptInfoAndExecutionDetails = Type.Object(
  {
    abfss: Type.Optional(described(Adlsgen2Info, 'Script in Azure Data Lake Storage; recorded, not run.')),
    dbfs: Type.Optional(described(DbfsStorageInfo, 'Script in DBFS; deprecated, recorded, not run.')),
    error_message: Type.Optional(
      Type.String({ description: 'What went wrong, in addition to the status; absent on success.' }),
    ),
    execution_duration_seconds: Type.Optional(Int64({ description: 'How long the script ran, in seconds.' })),
    file: Type.Optional(described(LocalFileInfo, 'Script on the node itself; recorded, not run.')),
    gcs: Type.Optional(described(GcsStorageInfo, 'Script in Google Cloud Storage; recorded, not run.')),
    s3: Type.Optional(described(S3StorageInfo, 'Script in Amazon S3; recorded, not run.')),
    status: Type.Optional(
      described(
        InitScriptExecutionDetailsInitScriptExecutionStatus,
        'Whether the script was fetched and run, and how it ended.',
      ),
    ),
    stderr: Type.Optional(
      Type.String({ description: 'End of what the script wrote to standard error; absent if nothing.' }),
    ),
    volumes: Type.Optional(described(VolumesStorageInfo, 'Script in a Unity Catalog volume; it is run.')),
    workspace: Type.Optional(described(WorkspaceStorageInfo, 'Script among the workspace files; it is run.')),
  },
  {
    title: 'InitScriptInfoAndExecutionDetails',
    description: 'An init script and how its execution went. Exactly one place is set.',
  },
);

export const InitScriptEventDetails = Type.Object(
  {
    cluster: Type.Optional(
      Type.Array(InitScriptInfoAndExecutionDetails, {
        description: 'Scripts from the configuration of the cluster, in the order of execution.',
      }),
    ),
    global: Type.Optional(
      Type.Array(InitScriptInfoAndExecutionDetails, {
        description: 'Scripts that the workspace runs on every cluster, in the order of execution.',
      }),
    ),
    reported_for_node: Type.Optional(
      Type.String({ description: 'Private IP address of the node that the report is about.' }),
    ),
  },
  { title: 'InitScriptEventDetails', description: 'How the init scripts of a node went.' },
);

export const EventDetails = Type.Object(
  {
    attributes: Type.Optional(
      described(ClusterAttributes, 'Configuration after the event; when a cluster is created or edited.'),
    ),
    cause: Type.Optional(described(EventDetailsCause, 'Why the number of workers changes; in events of resizing.')),
    cluster_size: Type.Optional(described(ClusterSize, 'Size after the event; when a cluster is created or edited.')),
    current_num_vcpus: Type.Optional(Int64({ description: 'Virtual CPUs of the cluster at that moment.' })),
    current_num_workers: Type.Optional(Int64({ description: 'Workers that were up at that moment.' })),
    did_not_expand_reason: Type.Optional(
      Type.String({ description: 'Why a full disk was not expanded; only in events of disks.' }),
    ),
    disk_size: Type.Optional(Int64({ description: 'Size of the disk after the event, in bytes.' })),
    driver_state_message: Type.Optional(
      Type.String({ description: 'What is wrong with the driver; only in events of the driver.' }),
    ),
    enable_termination_for_node_blocklisted: Type.Optional(
      Type.Boolean({ description: 'Whether nodes that Spark excluded are terminated and replaced.' }),
    ),
    free_space: Type.Optional(Int64({ description: 'Free space on the disk at that moment, in bytes.' })),
    init_scripts: Type.Optional(
      described(InitScriptEventDetails, 'How each init script went; only in events of init scripts.'),
    ),
    instance_id: Type.Optional(
      Type.String({ description: 'Id of the machine, process or pod that the event is about.' }),
    ),
    job_run_name: Type.Optional(
      Type.String({ description: 'Name of the job run that the event belongs to; absent outside jobs.' }),
    ),
    previous_attributes: Type.Optional(
      described(ClusterAttributes, 'Configuration before the event; only when a cluster is edited.'),
    ),
    previous_cluster_size: Type.Optional(
      described(ClusterSize, 'Size before the event; only when a cluster is edited.'),
    ),
    previous_disk_size: Type.Optional(Int64({ description: 'Size of the disk before the event, in bytes.' })),
    reason: Type.Optional(
      described(TerminationReason, 'Why the cluster terminates; only in events of type TERMINATING.'),
    ),
    target_num_vcpus: Type.Optional(Int64({ description: 'Virtual CPUs that the cluster is to have.' })),
    target_num_workers: Type.Optional(Int64({ description: 'Workers that the cluster is to have after the change.' })),
    user: Type.Optional(
      Type.String({
        description: 'Login name or application id of whoever caused the event; absent for automatic ones.',
      }),
    ),
  },
  {
    title: 'EventDetails',
    description: 'What happened to a cluster. Which fields are set depends on the type of event.',
  },
);

export const EventType = Enum(
  [
    'ADD_NODES_FAILED',
    'AUTOMATIC_CLUSTER_UPDATE',
    'AUTOSCALING_BACKOFF',
    'AUTOSCALING_FAILED',
    'AUTOSCALING_STATS_REPORT',
    'CLUSTER_MIGRATED',
    'CREATING',
    'DBFS_DOWN',
    'DECOMMISSION_ENDED',
    'DECOMMISSION_STARTED',
    'DEFERRED_POLICY_ENFORCEMENT_FAILED',
    'DEFERRED_POLICY_ENFORCEMENT_SCHEDULED',
    'DID_NOT_EXPAND_DISK',
    'DRIVER_HEALTHY',
    'DRIVER_NOT_RESPONDING',
    'DRIVER_UNAVAILABLE',
    'EDITED',
    'EXPANDED_DISK',
    'FAILED_TO_EXPAND_DISK',
    'INIT_SCRIPTS_FINISHED',
    'INIT_SCRIPTS_STARTED',
    'METASTORE_DOWN',
    'NODES_LOST',
    'NODE_BLACKLISTED',
    'NODE_EXCLUDED_DECOMMISSIONED',
    'PINNED',
    'RESIZING',
    'RESTARTING',
    'RUNNING',
    'SPARK_EXCEPTION',
    'STARTING',
    'TERMINATING',
    'UC_VOLUME_MISCONFIGURED',
    'UNPINNED',
    'UPSIZE_COMPLETED',
  ],
  {
    title: 'EventType',
    description:
      'Kind of a cluster event: steps of its life cycle, changes of size and configuration, health of driver and nodes, disks, init scripts, pins.',
  },
);

export const ClusterEvent = Type.Object(
  {
    cluster_id: Type.String({ description: 'Id of the cluster that the event is about.' }),
    data_plane_event_details: Type.Optional(
      described(DataPlaneEventDetails, 'What happened to a node; only in events that Spark itself reports.'),
    ),
    details: Type.Optional(described(EventDetails, 'What happened, with the fields that suit the type of event.')),
    timestamp: Type.Optional(Int64({ description: 'When it happened, in ms since 1970.' })),
    type: Type.Optional(described(EventType, 'What kind of thing happened, which decides the details.')),
  },
  { title: 'ClusterEvent', description: 'Something that happened to a cluster.' },
);

export const GetEvents = Type.Object(
  {
    cluster_id: Type.String({ description: 'Id of the cluster, such as `0124-165313-5fpp2uv9`.' }),
    end_time: Type.Optional(Int64({ description: 'Only events up to this time, in ms since 1970; now when absent.' })),
    event_types: Type.Optional(
      Type.Array(EventType, { description: 'Only events of these types; all when absent or empty.' }),
    ),
    limit: Type.Optional(
      Int64({
        description:
          'Most events in one answer, for paging by offset; 50 when absent, at most 500. Deprecated: use `page_size`.',
        minimum: 0,
        maximum: 500,
      }),
    ),
    offset: Type.Optional(
      Int64({
        description: 'Events to skip; with order DESC it needs `end_time`. Deprecated: use `page_token`.',
        minimum: 0,
      }),
    ),
    order: Type.Optional(
      described(SortDirection, 'By time: `DESC`, newest first, when absent, or `ASC`, oldest first.'),
    ),
    page_size: pageSize,
    page_token: pageToken,
    start_time: Type.Optional(
      Int64({ description: 'Only events from this time on, in ms since 1970; the beginning when absent.' }),
    ),
  },
  { title: 'GetEvents', description: 'Asks for events of a cluster.' },
);

export const GetEventsResponse = Type.Object(
  {
    events: Type.Optional(
      Type.Array(ClusterEvent, { description: 'The cluster events of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
    prev_page_token: Type.Optional(
      Type.String({
        description: 'Send it as `page_token` to get the page before; absent or empty on the first page.',
      }),
    ),
    next_page: Type.Optional(
      described(
        GetEvents,
        'Without page tokens: the request for the next page, ready to be sent; absent on the last page.',
      ),
    ),
    total_count: Type.Optional(Int64({ description: 'Without page tokens: how many events match in all.' })),
  },
  { title: 'GetEventsResponse', description: 'One page of the events of a cluster.' },
);
