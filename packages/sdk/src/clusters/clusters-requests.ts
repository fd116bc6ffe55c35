// Made by `npm run generate` from packages/contract. Change it there.

import type { AwsAttributes, AzureAttributes, GcpAttributes } from './cloud-models.ts';
import type {
  CloneCluster,
  ListClustersFilterBy,
  ListClustersSortBy,
  UpdateClusterResource,
} from './clusters-models.ts';
import type { ClusterAccessControlRequest } from './permission-models.ts';
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

/** What `clusters.changeOwner` takes. */
export interface ChangeClusterOwnerRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** Login name of the new owner, or application id of a service principal. */
  owner_username: string;
}

/** What `clusters.create` takes. */
export interface CreateClusterRequest {
  /** Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`; required. */
  spark_version: string;
  /** Whether fields that are absent take the defaults of the policy; false when absent. */
  apply_policy_default_values?: boolean;
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
  /** Cluster to copy libraries from at creation; none when absent. */
  clone_from?: CloneCluster;
}

/** What `clusters.delete` takes. */
export interface DeleteClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.edit` takes. */
export interface EditClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`; required. */
  spark_version: string;
  /** Whether fields that are absent take the defaults of the policy; false when absent. */
  apply_policy_default_values?: boolean;
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
}

/** What `clusters.get` takes. */
export interface GetClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.list` takes. */
export interface ListClustersRequest {
  /** Conditions that listed clusters must all meet; none when absent. */
  filter_by?: ListClustersFilterBy;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Field and direction to sort by; by state, pinned and name when absent. */
  sort_by?: ListClustersSortBy;
}

/** What `clusters.permanentDelete` takes. */
export interface ClusterPermanentDeleteRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.pin` takes. */
export interface PinClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.resize` takes. */
export interface ResizeClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** New bounds for the number of workers; give this or `num_workers`, not both. */
  autoscale?: AutoScale;
  /** New number of workers, 0 for a single node; give this or `autoscale`, not both. */
  num_workers?: number;
}

/** What `clusters.restart` takes. */
export interface RestartClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** User to record as the one who restarted; accepted from old clients, without effect. */
  restart_user?: string;
}

/** What `clusters.start` takes. */
export interface StartClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.unpin` takes. */
export interface UnpinClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.update` takes. */
export interface UpdateClusterRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** Comma-separated names of the fields to change; those that `cluster` lacks are cleared. */
  update_mask: string;
  /** New values; only fields that the mask names are read. */
  cluster?: UpdateClusterResource;
}

/** What `clusters.getPermissionLevels` takes. */
export interface GetClusterPermissionLevelsRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.getPermissions` takes. */
export interface GetClusterPermissionsRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
}

/** What `clusters.setPermissions` takes. */
export interface SetClusterPermissionsRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** Complete new list of direct entries; principals left out lose theirs. Absent or empty removes all. */
  access_control_list?: readonly ClusterAccessControlRequest[];
}

/** What `clusters.updatePermissions` takes. */
export interface UpdateClusterPermissionsRequest {
  /** Id of the cluster, such as `0124-165313-5fpp2uv9`. */
  cluster_id: string;
  /** Entries to add or replace; principals that are not named keep theirs. */
  access_control_list?: readonly ClusterAccessControlRequest[];
}
