// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { TerminationReason } from '../sql/termination-reason.ts';
import type { AwsAttributes, AzureAttributes, GcpAttributes } from './cloud-models.ts';
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
import type { ClusterLogConf, InitScriptInfo } from './storage-models.ts';

/** The cluster that another is cloned from. */
export interface CloneCluster {
  /** Id of the cluster whose libraries are copied at creation. */
  source_cluster_id: string;
}

/** A cluster with its configuration and present state. */
export interface ClusterDetails {
  /** Bounds between which the number of workers follows the load. */
  autoscale?: AutoScale;
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
  /** CPU cores of all nodes together, possibly a fraction. */
  cluster_cores?: number;
  /** Id of the cluster for later calls, such as `0124-165313-5fpp2uv9`. */
  cluster_id?: string;
  /** How the last delivery of logs went; absent when logs are not delivered. */
  cluster_log_status?: LogSyncStatus;
  /** Memory of all nodes together, in MiB. */
  cluster_memory_mb?: number;
  /** What created the cluster: `API`, `UI`, `JOB` and others. */
  cluster_source?: Open<ClusterSource>;
  /** Login name or application id of the creator, or of the owner set since. */
  creator_user_name?: string;
  /** Tags that the workspace sets: `Vendor`, `Creator`, `ClusterName`, `ClusterId`. */
  default_tags?: Record<string, string>;
  /** Node of the driver; absent while there is none. */
  driver?: SparkNode;
  /** Nodes of the workers that are up, which may be fewer than `num_workers` for a while. */
  executors?: readonly SparkNode[];
  /** Port of the JDBC server on the driver, by custom 10000. */
  jdbc_port?: number;
  /** When the cluster was last restarted, in ms since 1970; absent if never. */
  last_restarted_time?: number;
  /** When the driver last lost its state, in ms since 1970; 0 if never. */
  last_state_loss_time?: number;
  /** Number of workers besides the driver; 0 for a single node. */
  num_workers?: number;
  /** Number of the Spark context; it changes with every start of the driver. */
  spark_context_id?: number;
  /** Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`. */
  spark_version?: string;
  /** Configuration as it was requested, without filled-in defaults; only when getting one cluster. */
  spec?: ClusterSpec;
  /** When the cluster was created or last started, in ms since 1970. */
  start_time?: number;
  /** Where the cluster is in its life cycle. */
  state?: Open<State>;
  /** What the state is about, for people; empty when there is nothing to say. */
  state_message?: string;
  /** When the cluster terminated, in ms since 1970; absent unless it has. */
  terminated_time?: number;
  /** Why the cluster terminated; absent unless it is terminating or terminated. */
  termination_reason?: TerminationReason;
}

/**
 * What created a cluster: a call (`API`), the console (`UI`), a job, a pipeline, a SQL warehouse or model serving.
 * Clusters of jobs cannot be edited or started.
 */
export type ClusterSource = 'API' | 'JOB' | 'MODELS' | 'PIPELINE' | 'PIPELINE_MAINTENANCE' | 'SQL' | 'UI';

/** The configuration of a cluster as it was requested. */
export interface ClusterSpec {
  /** Whether fields that are absent take the defaults of the policy. */
  apply_policy_default_values?: boolean;
  /** Bounds between which the number of workers follows the load. */
  autoscale?: AutoScale;
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
  /** Number of workers besides the driver; 0 for a single node. */
  num_workers?: number;
  /** Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`. */
  spark_version?: string;
}

/** The id of the new cluster, which is still starting. */
export interface CreateClusterResponse {
  /** Id of the new cluster; poll `clusters/get` with it until the state is RUNNING. */
  cluster_id?: string;
}

/** Conditions on clusters; those that are absent do not count. */
export interface ListClustersFilterBy {
  /** Only clusters that one of these created; all when absent. */
  cluster_sources?: readonly ClusterSource[];
  /** Only clusters in one of these states; all when absent. */
  cluster_states?: readonly State[];
  /** Only clusters that are pinned (true) or not pinned (false). */
  is_pinned?: boolean;
  /** Only clusters that were made under this cluster policy. */
  policy_id?: string;
}

/** One page of the clusters that the caller may see. */
export interface ListClustersResponse {
  /** The clusters of this page; absent when there are none. */
  clusters?: readonly ClusterDetails[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
  /** Send it as `page_token` to get the page before; absent or empty on the first page. */
  prev_page_token?: string;
}

/** The order of a list of clusters. */
export interface ListClustersSortBy {
  /** Ascending or descending; `ASC` when absent. */
  direction?: SortDirection;
  /** What to sort by; `DEFAULT` when absent. */
  field?: ListClustersSortByField;
}

/** What clusters are sorted by: their name, or by default state, then pinned, then name. */
export type ListClustersSortByField = 'CLUSTER_NAME' | 'DEFAULT';

/** How the last delivery of logs went. */
export interface LogSyncStatus {
  /** When delivery was last tried, in ms since 1970. */
  last_attempted?: number;
  /** What went wrong at the last try; empty or absent if it succeeded. */
  last_exception?: string;
}

/** Order of events by time: `DESC` newest first, `ASC` oldest first. */
export type SortDirection = 'ASC' | 'DESC';

/** A node of a running cluster. */
export interface SparkNode {
  /** Private IP address of the host that the node runs on. */
  host_private_ip?: string;
  /** Id of the machine, process or pod behind the node. */
  instance_id?: string;
  /** Details of the instance on AWS; absent elsewhere. */
  node_aws_attributes?: SparkNodeAwsAttributes;
  /** Id of the node, unique within the workspace. */
  node_id?: string;
  /** Private IP address of the node; may differ from the host when it is a container. */
  private_ip?: string;
  /** Public DNS name of the node; empty when it has none. */
  public_dns?: string;
  /** When the node started, in ms since 1970. */
  start_timestamp?: number;
}

/** Details of a node on AWS. */
export interface SparkNodeAwsAttributes {
  /** True if the node is a spot instance, which AWS may take back. */
  is_spot?: boolean;
}

/**
 * Life cycle of a cluster: PENDING while it starts, RUNNING, RESIZING (still usable), RESTARTING, TERMINATING,
 * TERMINATED (configuration kept). ERROR and UNKNOWN are not sent.
 */
export type State =
  | 'ERROR'
  | 'PENDING'
  | 'RESIZING'
  | 'RESTARTING'
  | 'RUNNING'
  | 'TERMINATED'
  | 'TERMINATING'
  | 'UNKNOWN';

/** New values for some fields of a cluster; those that the update mask does not name are ignored. */
export interface UpdateClusterResource {
  /** Bounds between which the number of workers follows the load; give this or `num_workers`, not both. */
  autoscale?: AutoScale;
  /** Idle minutes until the cluster terminates: 0 for never, else 10 to 10,000; 0 when absent. */
  autotermination_minutes?: number;
  /** AWS settings of the instances; recorded only; none when absent. */
  aws_attributes?: AwsAttributes;
  /** Azure settings of the instances; recorded only; none when absent. */
  azure_attributes?: AzureAttributes;
  /** Where logs of driver and workers should go; recorded only; none when absent. */
  cluster_log_conf?: ClusterLogConf;
  /** Name for people, up to 100 characters, need not be unique; empty when absent. */
  cluster_name?: string;
  /** Tags by key, at most 45, beside the default tags, which they cannot override; none when absent. */
  custom_tags?: Record<string, string>;
  /** How users of the cluster should be kept apart; recorded only; none when absent. */
  data_security_mode?: DataSecurityMode;
  /** Whether libraries come from the cluster or from environments; recorded only; automatic when absent. */
  dependency_mode?: DependencyMode;
  /** Container image to run in; refused unless the compute backend supports images. */
  docker_image?: DockerImage;
  /** Instance pool of the driver; `instance_pool_id` when absent; refused unless the backend has pools. */
  driver_instance_pool_id?: string;
  /** Node types that may stand in for the type of the driver; recorded only; none when absent. */
  driver_node_type_flexibility?: NodeTypeFlexibility;
  /** Node type of the driver; `node_type_id` when absent. */
  driver_node_type_id?: string;
  /** Whether disks should grow when they fill up; recorded only; false when absent. */
  enable_elastic_disk?: boolean;
  /** Whether local disks should be encrypted; recorded only; false when absent. */
  enable_local_disk_encryption?: boolean;
  /** Google Cloud settings of the instances; recorded only; none when absent. */
  gcp_attributes?: GcpAttributes;
  /**
   * Scripts to run on each node before Spark starts, in order; run only from volumes and the workspace; none when
   * absent.
   */
  init_scripts?: readonly InitScriptInfo[];
  /** Instance pool of the workers; refused unless the compute backend has pools. */
  instance_pool_id?: string;
  /** Whether driver and worker share one node; needs `kind`; false when absent. */
  is_single_node?: boolean;
  /** Form of the specification; `CLASSIC_PREVIEW` allows `is_single_node` and `use_ml_runtime`; classic when absent. */
  kind?: Kind;
  /** Node type of the workers, from the list of node types; required unless `instance_pool_id` is given. */
  node_type_id?: string;
  /** Number of workers besides the driver; 0 for a single node; give this or `autoscale`, not both. */
  num_workers?: number;
  /** Cluster policy that the cluster was made under; none when absent. */
  policy_id?: string;
  /** Throughput of remote disks in MB per second; recorded only; the default of the cloud when absent. */
  remote_disk_throughput?: number;
  /** Execution engine that is asked for; recorded only; `STANDARD` when absent. */
  runtime_engine?: RuntimeEngine;
  /** The one user of a cluster in mode SINGLE_USER or DEDICATED; the caller when absent in these modes. */
  single_user_name?: string;
  /** Spark properties by name; values may refer to secrets as `{{secrets/scope/key}}`; none when absent. */
  spark_conf?: Record<string, string>;
  /**
   * Environment variables of driver and workers; values may refer to secrets as `{{secrets/scope/key}}`; none when
   * absent.
   */
  spark_env_vars?: Record<string, string>;
  /** Public SSH keys for user `ubuntu` on port 2200, at most 10; recorded only; none when absent. */
  ssh_public_keys?: readonly string[];
  /** Size of all remote disks at the start, in GB; recorded only; the default of the cloud when absent. */
  total_initial_remote_disk_size?: number;
  /** Whether the machine learning runtime is asked for; needs `kind`; false when absent. */
  use_ml_runtime?: boolean;
  /** Node types that may stand in for the type of the workers; recorded only; none when absent. */
  worker_node_type_flexibility?: NodeTypeFlexibility;
  /** Which kinds of client should use the cluster; recorded only; all when absent. */
  workload_type?: WorkloadType;
  /** Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`. */
  spark_version?: string;
}
