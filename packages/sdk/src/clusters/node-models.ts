// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** Whether a node type is available. */
export interface CloudProviderNodeInfo {
  /** Reasons why the type cannot be used here; empty if it can. */
  status?: readonly Open<CloudProviderNodeStatus>[];
}

/** Why a node type cannot be used: not enabled for the subscription, or not available in the region. */
export type CloudProviderNodeStatus = 'NotAvailableInRegion' | 'NotEnabledOnSubscription';

/** The runtime versions that clusters can use. */
export interface GetSparkVersionsResponse {
  /** Every runtime version on offer, in no promised order. */
  versions?: readonly SparkVersion[];
}

/** The availability zones that clusters can use. */
export interface ListAvailableZonesResponse {
  /** Zone that is used when a cluster names none. */
  default_zone?: string;
  /** Names of all zones; a workspace of one machine has `local`. */
  zones?: readonly string[];
}

/** The node types that clusters can use. */
export interface ListNodeTypesResponse {
  /** Every node type on offer, in the order to show them. */
  node_types?: readonly NodeType[];
}

/** Local disks of a machine type. */
export interface NodeInstanceType {
  /** Id of the machine type of the cloud or backend. */
  instance_type_id: string;
  /** Size of each local disk, in GB. */
  local_disk_size_gb?: number;
  /** Number of local disks that are not NVMe. */
  local_disks?: number;
  /** Size of each local NVMe disk, in GB. */
  local_nvme_disk_size_gb?: number;
  /** Number of local NVMe disks of the machine. */
  local_nvme_disks?: number;
}

/** A size of machine for the nodes of a cluster. */
export interface NodeType {
  /** Id to give as `node_type_id` when creating a cluster. */
  node_type_id: string;
  /** Memory of a node of this type, in MiB. */
  memory_mb: number;
  /** CPU cores of a node of this type, possibly a fraction. */
  num_cores: number;
  /** Short description for people, such as cores and memory. */
  description: string;
  /** Id of the underlying machine type of the cloud or backend. */
  instance_type_id: string;
  /** Group in lists, such as `General Purpose`; compared ignoring case. */
  category: string;
  /** Place in lists: smaller numbers come first. */
  display_order?: number;
  /** True if the type should no longer be chosen. */
  is_deprecated?: boolean;
  /** True if traffic between such nodes is encrypted by the cloud. */
  is_encrypted_in_transit?: boolean;
  /** True if the type has AWS Graviton (ARM) processors. */
  is_graviton?: boolean;
  /** True if user interfaces should not offer the type. */
  is_hidden?: boolean;
  /** True if the disk cache is on by default for the type. */
  is_io_cache_enabled?: boolean;
  /** Whether the type is available here at present. */
  node_info?: CloudProviderNodeInfo;
  /** Disks of the underlying machine type. */
  node_instance_type?: NodeInstanceType;
  /** Number of GPUs in a node of this type. */
  num_gpus?: number;
  /** True if the Photon engine can run on a driver of this type. */
  photon_driver_capable?: boolean;
  /** True if the Photon engine can run on workers of this type. */
  photon_worker_capable?: boolean;
  /** True if tags of a cluster are put on its machines. */
  support_cluster_tags?: boolean;
  /** True if EBS volumes can be attached to the nodes. */
  support_ebs_volumes?: boolean;
  /** True if ports of such nodes can be forwarded. */
  support_port_forwarding?: boolean;
}

/** A runtime version for clusters. */
export interface SparkVersion {
  /** Key to give as `spark_version` when creating a cluster. */
  key?: string;
  /** Name for people, with Spark and Scala version, and `LTS` where it applies. */
  name?: string;
}
