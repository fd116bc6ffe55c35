// Made by `npm run generate` from packages/contract. Change it there.

/** Bounds for the number of workers. */
export interface AutoScale {
  /** Most workers under load; must be greater than `min_workers`. */
  max_workers?: number;
  /** Fewest workers, also the number at the start; 0 is allowed. */
  min_workers?: number;
}

/** Kinds of client of a cluster. */
export interface ClientsTypes {
  /** Whether jobs may run on the cluster; true when absent. */
  jobs?: boolean;
  /** Whether notebooks may attach to the cluster; true when absent. */
  notebooks?: boolean;
}

/**
 * How users of a cluster should be kept apart: STANDARD (USER_ISOLATION) is for several users, DEDICATED (SINGLE_USER)
 * for one, NONE does not separate, AUTO leaves the choice; LEGACY modes are older forms. Recorded only.
 */
export type DataSecurityMode =
  | 'DATA_SECURITY_MODE_AUTO'
  | 'DATA_SECURITY_MODE_DEDICATED'
  | 'DATA_SECURITY_MODE_STANDARD'
  | 'LEGACY_PASSTHROUGH'
  | 'LEGACY_SINGLE_USER'
  | 'LEGACY_SINGLE_USER_STANDARD'
  | 'LEGACY_TABLE_ACL'
  | 'NONE'
  | 'SINGLE_USER'
  | 'USER_ISOLATION';

/** Where libraries come from: the cluster, environments of the workload, or an automatic choice. Recorded only. */
export type DependencyMode =
  | 'DEPENDENCY_MODE_AUTO'
  | 'DEPENDENCY_MODE_CLUSTER_LIBRARIES'
  | 'DEPENDENCY_MODE_ENVIRONMENTS';

/** Login for a container registry. */
export interface DockerBasicAuth {
  /** Password or token of that user for the registry. */
  password?: string;
  /** User name for the registry that holds the image. */
  username?: string;
}

/** A container image and the login for its registry. */
export interface DockerImage {
  /** Login for the registry; absent for public images. */
  basic_auth?: DockerBasicAuth;
  /** Reference of the image, such as `registry.example.com/team/image:tag`. */
  url?: string;
}

/**
 * Form of a cluster specification. `CLASSIC_PREVIEW` derives tags and settings from `is_single_node` and
 * `use_ml_runtime`.
 */
export type Kind = 'CLASSIC_PREVIEW';

/** Node types that may stand in for another. Recorded only. */
export interface NodeTypeFlexibility {
  /** Ids of the node types to try, in order, when the chosen one is not available. */
  alternate_node_type_ids?: readonly string[];
}

/** Execution engine of a cluster: standard, Photon, or `NULL` for what the runtime implies. Recorded only. */
export type RuntimeEngine = 'NULL' | 'PHOTON' | 'STANDARD';

/** What a cluster is meant to be used for. Recorded only. */
export interface WorkloadType {
  /** The kinds of client that the cluster is meant for. */
  clients: ClientsTypes;
}
