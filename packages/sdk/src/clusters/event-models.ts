// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { TerminationReason } from '../sql/termination-reason.ts';
import type { AwsAttributes, AzureAttributes, GcpAttributes } from './cloud-models.ts';
import type { SortDirection } from './clusters-models.ts';
import type {
  AutoScale,
  DataSecurityMode,
  DependencyMode,
  DockerImage,
  Kind,
  NodeTypeFlexibility,
  RuntimeEngine,
  WorkloadType,
} from './runtime-models.ts';
import type {
  Adlsgen2Info,
  ClusterLogConf,
  DbfsStorageInfo,
  GcsStorageInfo,
  InitScriptInfo,
  LocalFileInfo,
  S3StorageInfo,
  VolumesStorageInfo,
  WorkspaceStorageInfo,
} from './storage-models.ts';

/** The configuration of a cluster apart from its size, as events record it. */
export interface ClusterAttributes {
  /** Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`. */
  spark_version: string;
  /** Idle minutes until the cluster terminates: 0 for never, else 10 to 10,000. */
  autotermination_minutes?: number;
  /** AWS settings of the instances; recorded only. */
  aws_attributes?: AwsAttributes;
  /** Azure settings of the instances; recorded only. */
  azure_attributes?: AzureAttributes;
  /** Where logs of driver and workers should go; recorded only. */
  cluster_log_conf?: ClusterLogConf;
  /** Name for people; need not be unique, and may be empty. */
  cluster_name?: string;
  /** Tags by key, at most 45, beside the default tags, which they cannot override. */
  custom_tags?: Record<string, string>;
  /** How users of the cluster should be kept apart; recorded only. */
  data_security_mode?: Open<DataSecurityMode>;
  /** Whether libraries come from the cluster or from environments; recorded only. */
  dependency_mode?: Open<DependencyMode>;
  /** Container image that the cluster runs in; absent for the default. */
  docker_image?: DockerImage;
  /** Instance pool that the driver comes from; absent without one. */
  driver_instance_pool_id?: string;
  /** Node types that may stand in for the type of the driver; recorded only. */
  driver_node_type_flexibility?: NodeTypeFlexibility;
  /** Node type of the driver, given or taken from the workers. */
  driver_node_type_id?: string;
  /** Whether disks should grow when they fill up; recorded only. */
  enable_elastic_disk?: boolean;
  /** Whether local disks should be encrypted; recorded only. */
  enable_local_disk_encryption?: boolean;
  /** Google Cloud settings of the instances; recorded only. */
  gcp_attributes?: GcpAttributes;
  /** Scripts to run on each node before Spark starts, in order; run only from volumes and the workspace. */
  init_scripts?: readonly InitScriptInfo[];
  /** Instance pool that the workers come from; absent without one. */
  instance_pool_id?: string;
  /** Whether driver and worker share one node; needs `kind`. */
  is_single_node?: boolean;
  /** Form of the specification; `CLASSIC_PREVIEW` allows `is_single_node` and `use_ml_runtime`. */
  kind?: Open<Kind>;
  /** Node type of the workers, as it was given. */
  node_type_id?: string;
  /** Cluster policy that the cluster was made under; absent without one. */
  policy_id?: string;
  /** Throughput of remote disks in MB per second; recorded only. */
  remote_disk_throughput?: number;
  /** Execution engine that is asked for; recorded only. */
  runtime_engine?: Open<RuntimeEngine>;
  /** The one user of a cluster in mode SINGLE_USER or DEDICATED. */
  single_user_name?: string;
  /** Spark properties by name; values may refer to secrets as `{{secrets/scope/key}}`. */
  spark_conf?: Record<string, string>;
  /** Environment variables of driver and workers; values may refer to secrets as `{{secrets/scope/key}}`. */
  spark_env_vars?: Record<string, string>;
  /** Public SSH keys for user `ubuntu` on port 2200, at most 10; recorded only. */
  ssh_public_keys?: readonly string[];
  /** Size of all remote disks at the start, in GB; recorded only. */
  total_initial_remote_disk_size?: number;
  /** Whether the machine learning runtime is asked for; needs `kind`. */
  use_ml_runtime?: boolean;
  /** Node types that may stand in for the type of the workers; recorded only. */
  worker_node_type_flexibility?: NodeTypeFlexibility;
  /** Which kinds of client should use the cluster; recorded only. */
  workload_type?: WorkloadType;
}

/** Something that happened to a cluster. */
export interface ClusterEvent {
  /** Id of the cluster that the event is about. */
  cluster_id: string;
  /** What happened to a node; only in events that Spark itself reports. */
  data_plane_event_details?: DataPlaneEventDetails;
  /** What happened, with the fields that suit the type of event. */
  details?: EventDetails;
  /** When it happened, in ms since 1970. */
  timestamp?: number;
  /** What kind of thing happened, which decides the details. */
  type?: Open<EventType>;
}

/** The size of a cluster. Exactly one of the two is set. */
export interface ClusterSize {
  /** Bounds between which the number of workers follows the load. */
  autoscale?: AutoScale;
  /** Fixed number of workers besides the driver. */
  num_workers?: number;
}

/** What Spark reports of a node. */
export interface DataPlaneEventDetails {
  /** What happened to the node, as Spark calls it. */
  event_type?: Open<DataPlaneEventDetailsEventType>;
  /** Number of executor failures that led to the event. */
  executor_failures?: number;
  /** Id of the host that the event is about. */
  host_id?: string;
  /** When Spark reported it, in ms since 1970. */
  timestamp?: number;
}

/**
 * What happened to a node: no more tasks are given to it, because of failures or because it is being decommissioned.
 */
export type DataPlaneEventDetailsEventType = 'NODE_BLACKLISTED' | 'NODE_EXCLUDED_DECOMMISSIONED';

/** What happened to a cluster. Which fields are set depends on the type of event. */
export interface EventDetails {
  /** Configuration after the event; when a cluster is created or edited. */
  attributes?: ClusterAttributes;
  /** Why the number of workers changes; in events of resizing. */
  cause?: Open<EventDetailsCause>;
  /** Size after the event; when a cluster is created or edited. */
  cluster_size?: ClusterSize;
  /** Virtual CPUs of the cluster at that moment. */
  current_num_vcpus?: number;
  /** Workers that were up at that moment. */
  current_num_workers?: number;
  /** Why a full disk was not expanded; only in events of disks. */
  did_not_expand_reason?: string;
  /** Size of the disk after the event, in bytes. */
  disk_size?: number;
  /** What is wrong with the driver; only in events of the driver. */
  driver_state_message?: string;
  /** Whether nodes that Spark excluded are terminated and replaced. */
  enable_termination_for_node_blocklisted?: boolean;
  /** Free space on the disk at that moment, in bytes. */
  free_space?: number;
  /** How each init script went; only in events of init scripts. */
  init_scripts?: InitScriptEventDetails;
  /** Id of the machine, process or pod that the event is about. */
  instance_id?: string;
  /** Name of the job run that the event belongs to; absent outside jobs. */
  job_run_name?: string;
  /** Configuration before the event; only when a cluster is edited. */
  previous_attributes?: ClusterAttributes;
  /** Size before the event; only when a cluster is edited. */
  previous_cluster_size?: ClusterSize;
  /** Size of the disk before the event, in bytes. */
  previous_disk_size?: number;
  /** Why the cluster terminates; only in events of type TERMINATING. */
  reason?: TerminationReason;
  /** Virtual CPUs that the cluster is to have. */
  target_num_vcpus?: number;
  /** Workers that the cluster is to have after the change. */
  target_num_workers?: number;
  /** Login name or application id of whoever caused the event; absent for automatic ones. */
  user?: string;
}

/** Why the number of workers changed: by request of a user, by autoscaling, or to replace lost or bad nodes. */
export type EventDetailsCause =
  | 'AUTORECOVERY'
  | 'AUTOSCALE'
  | 'AUTOSCALE_V2'
  | 'DBR_AUTOSCALE'
  | 'REPLACE_BAD_NODES'
  | 'USER_REQUEST';

/**
 * Kind of a cluster event: steps of its life cycle, changes of size and configuration, health of driver and nodes,
 * disks, init scripts, pins.
 */
export type EventType =
  | 'ADD_NODES_FAILED'
  | 'AUTOMATIC_CLUSTER_UPDATE'
  | 'AUTOSCALING_BACKOFF'
  | 'AUTOSCALING_FAILED'
  | 'AUTOSCALING_STATS_REPORT'
  | 'CLUSTER_MIGRATED'
  | 'CREATING'
  | 'DBFS_DOWN'
  | 'DECOMMISSION_ENDED'
  | 'DECOMMISSION_STARTED'
  | 'DEFERRED_POLICY_ENFORCEMENT_FAILED'
  | 'DEFERRED_POLICY_ENFORCEMENT_SCHEDULED'
  | 'DID_NOT_EXPAND_DISK'
  | 'DRIVER_HEALTHY'
  | 'DRIVER_NOT_RESPONDING'
  | 'DRIVER_UNAVAILABLE'
  | 'EDITED'
  | 'EXPANDED_DISK'
  | 'FAILED_TO_EXPAND_DISK'
  | 'INIT_SCRIPTS_FINISHED'
  | 'INIT_SCRIPTS_STARTED'
  | 'METASTORE_DOWN'
  | 'NODES_LOST'
  | 'NODE_BLACKLISTED'
  | 'NODE_EXCLUDED_DECOMMISSIONED'
  | 'PINNED'
  | 'RESIZING'
  | 'RESTARTING'
  | 'RUNNING'
  | 'SPARK_EXCEPTION'
  | 'STARTING'
  | 'TERMINATING'
  | 'UC_VOLUME_MISCONFIGURED'
  | 'UNPINNED'
  | 'UPSIZE_COMPLETED';

/** Asks for events of a cluster. */
export interface GetEvents {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** Only events up to this time, in ms since 1970; now when absent. */
  end_time?: number;
  /** Only events of these types; all when absent or empty. */
  event_types?: readonly Open<EventType>[];
  /** Most events in one answer, for paging by offset; 50 when absent, at most 500. Deprecated: use `page_size`. */
  limit?: number;
  /** Events to skip; with order DESC it needs `end_time`. Deprecated: use `page_token`. */
  offset?: number;
  /** By time: `DESC`, newest first, when absent, or `ASC`, oldest first. */
  order?: Open<SortDirection>;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Only events from this time on, in ms since 1970; the beginning when absent. */
  start_time?: number;
}

/** One page of the events of a cluster. */
export interface GetEventsResponse {
  /** The cluster events of this page; absent when there are none. */
  events?: readonly ClusterEvent[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
  /** Send it as `page_token` to get the page before; absent or empty on the first page. */
  prev_page_token?: string;
  /** Without page tokens: the request for the next page, ready to be sent; absent on the last page. */
  next_page?: GetEvents;
  /** Without page tokens: how many events match in all. */
  total_count?: number;
}

/** How the init scripts of a node went. */
export interface InitScriptEventDetails {
  /** Scripts from the configuration of the cluster, in the order of execution. */
  cluster?: readonly InitScriptInfoAndExecutionDetails[];
  /** Scripts that the workspace runs on every cluster, in the order of execution. */
  global?: readonly InitScriptInfoAndExecutionDetails[];
  /** Private IP address of the node that the report is about. */
  reported_for_node?: string;
}

/** How an init script ended: it succeeded, failed, could not be fetched or mounted, or was skipped or not run. */
export type InitScriptExecutionDetailsInitScriptExecutionStatus =
  | 'FAILED_EXECUTION'
  | 'FAILED_FETCH'
  | 'FUSE_MOUNT_FAILED'
  | 'NOT_EXECUTED'
  | 'SKIPPED'
  | 'SUCCEEDED'
  | 'UNKNOWN';

/** An init script and how its execution went. Exactly one place is set. */
export interface InitScriptInfoAndExecutionDetails {
  /** Script in Azure Data Lake Storage; recorded, not run. */
  abfss?: Adlsgen2Info;
  /** Script in DBFS; deprecated, recorded, not run. */
  dbfs?: DbfsStorageInfo;
  /** What went wrong, in addition to the status; absent on success. */
  error_message?: string;
  /** How long the script ran, in seconds. */
  execution_duration_seconds?: number;
  /** Script on the node itself; recorded, not run. */
  file?: LocalFileInfo;
  /** Script in Google Cloud Storage; recorded, not run. */
  gcs?: GcsStorageInfo;
  /** Script in Amazon S3; recorded, not run. */
  s3?: S3StorageInfo;
  /** Whether the script was fetched and run, and how it ended. */
  status?: Open<InitScriptExecutionDetailsInitScriptExecutionStatus>;
  /** End of what the script wrote to standard error; absent if nothing. */
  stderr?: string;
  /** Script in a Unity Catalog volume; it is run. */
  volumes?: VolumesStorageInfo;
  /** Script among the workspace files; it is run. */
  workspace?: WorkspaceStorageInfo;
}
