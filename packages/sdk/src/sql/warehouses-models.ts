// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { TerminationReason } from './termination-reason.ts';

/** The release channel of a SQL engine. */
export interface Channel {
  /** Exact engine version; only with `CHANNEL_NAME_CUSTOM`. */
  dbsql_version?: string;
  /** Channel to follow; `CHANNEL_NAME_CURRENT` when absent. */
  name?: Open<ChannelName>;
}

/**
 * Which releases of the SQL engine to use: the current, the coming (preview) or the former (previous) ones, or a custom
 * version.
 */
export type ChannelName =
  | 'CHANNEL_NAME_CURRENT'
  | 'CHANNEL_NAME_CUSTOM'
  | 'CHANNEL_NAME_PREVIEW'
  | 'CHANNEL_NAME_PREVIOUS';

/** The id of the new warehouse, which is still starting. */
export interface CreateWarehouseResponse {
  /** Id of the new warehouse; poll `warehouses/get` with it until the state is RUNNING. */
  id?: string;
}

/** The health of a warehouse. */
export interface EndpointHealth {
  /** What exactly is wrong, for whoever runs the workspace; empty when healthy. */
  details?: string;
  /** Why the warehouse failed to start or run; absent when healthy. */
  failure_reason?: TerminationReason;
  /** Health in one sentence; deprecated in favour of `summary` and `details`. */
  message?: string;
  /** Overall verdict: HEALTHY, DEGRADED or FAILED. */
  status?: Open<Status>;
  /** Short account of the health for the user of the warehouse. */
  summary?: string;
}

/** A SQL warehouse as lists show it. */
export interface EndpointInfo {
  /** Minutes without queries until the warehouse stops; 0 for never. */
  auto_stop_mins?: number;
  /** Release channel of the SQL engine that the warehouse follows. */
  channel?: Channel;
  /** Size of each cluster, from `2X-Small` to `5X-Large`. */
  cluster_size?: string;
  /** Login name or application id of the principal that created the warehouse. */
  creator_name?: string;
  /** Whether the Photon engine was asked for; recorded only. */
  enable_photon?: boolean;
  /** Whether serverless compute was asked for. */
  enable_serverless_compute?: boolean;
  /** Whether the warehouse works as it should, and what is wrong if not. */
  health?: EndpointHealth;
  /** Id of the warehouse for later calls: 16 hex digits. */
  id?: string;
  /** AWS instance profile for cloud access; deprecated, echoed as given. */
  instance_profile_arn?: string;
  /** JDBC connection string of the warehouse, without credentials. */
  jdbc_url?: string;
  /** Most clusters that the warehouse scales out to. */
  max_num_clusters?: number;
  /** Clusters that run at all times while the warehouse runs. */
  min_num_clusters?: number;
  /** Name of the warehouse, unique in the workspace. */
  name?: string;
  /** Sessions that are open on the warehouse right now. */
  num_active_sessions?: number;
  /** Clusters that run right now; 0 when the warehouse is stopped. */
  num_clusters?: number;
  /** Where ODBC and other drivers connect to. */
  odbc_params?: OdbcParams;
  /** Whether spot instances may be used; echoed as given. */
  spot_instance_policy?: Open<SpotInstancePolicy>;
  /** Where the warehouse is in its life cycle. */
  state?: Open<State>;
  /** Tags that were put on the warehouse. */
  tags?: EndpointTags;
  /** Kind of the warehouse: `CLASSIC` or `PRO`. */
  warehouse_type?: Open<WarehouseType>;
}

/** One tag of a warehouse. */
export interface EndpointTagPair {
  /** Key of the tag, unique on the warehouse. */
  key?: string;
  /** Value of the tag; may be an empty string. */
  value?: string;
}

/** The tags of a warehouse. */
export interface EndpointTags {
  /** Key and value pairs, fewer than 45, each key once. */
  custom_tags?: readonly EndpointTagPair[];
}

/** A SQL warehouse with its configuration and present state. */
export interface GetWarehouseResponse {
  /** Minutes without queries until the warehouse stops; 0 for never. */
  auto_stop_mins?: number;
  /** Release channel of the SQL engine that the warehouse follows. */
  channel?: Channel;
  /** Size of each cluster, from `2X-Small` to `5X-Large`. */
  cluster_size?: string;
  /** Login name or application id of the principal that created the warehouse. */
  creator_name?: string;
  /** Whether the Photon engine was asked for; recorded only. */
  enable_photon?: boolean;
  /** Whether serverless compute was asked for. */
  enable_serverless_compute?: boolean;
  /** Whether the warehouse works as it should, and what is wrong if not. */
  health?: EndpointHealth;
  /** Id of the warehouse for later calls: 16 hex digits. */
  id?: string;
  /** AWS instance profile for cloud access; deprecated, echoed as given. */
  instance_profile_arn?: string;
  /** JDBC connection string of the warehouse, without credentials. */
  jdbc_url?: string;
  /** Most clusters that the warehouse scales out to. */
  max_num_clusters?: number;
  /** Clusters that run at all times while the warehouse runs. */
  min_num_clusters?: number;
  /** Name of the warehouse, unique in the workspace. */
  name?: string;
  /** Sessions that are open on the warehouse right now. */
  num_active_sessions?: number;
  /** Clusters that run right now; 0 when the warehouse is stopped. */
  num_clusters?: number;
  /** Where ODBC and other drivers connect to. */
  odbc_params?: OdbcParams;
  /** Whether spot instances may be used; echoed as given. */
  spot_instance_policy?: Open<SpotInstancePolicy>;
  /** Where the warehouse is in its life cycle. */
  state?: Open<State>;
  /** Tags that were put on the warehouse. */
  tags?: EndpointTags;
  /** Kind of the warehouse: `CLASSIC` or `PRO`. */
  warehouse_type?: Open<WarehouseType>;
}

/** One page of the warehouses that the caller may see. */
export interface ListWarehousesResponse {
  /** The warehouses of this page; absent when there are none. */
  warehouses?: readonly EndpointInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** Where a driver connects to reach a warehouse. */
export interface OdbcParams {
  /** Host name of the workspace, without scheme and port. */
  hostname?: string;
  /** HTTP path of the warehouse: `/sql/1.0/warehouses/` and its id. */
  path?: string;
  /** TCP port of the workspace, such as 443. */
  port?: number;
  /** Transport to speak to the port: `https`, or `http` without TLS. */
  protocol?: string;
}

/** Use of spot instances: `COST_OPTIMIZED` where possible, `RELIABILITY_OPTIMIZED` not at all. Recorded only. */
export type SpotInstancePolicy = 'COST_OPTIMIZED' | 'POLICY_UNSPECIFIED' | 'RELIABILITY_OPTIMIZED';

/** Life cycle of a warehouse: STARTING, RUNNING, STOPPING and STOPPED, then DELETING and DELETED once it is removed. */
export type State = 'DELETED' | 'DELETING' | 'RUNNING' | 'STARTING' | 'STOPPED' | 'STOPPING';

/** Health of a warehouse: working, working with defects, or not working. */
export type Status = 'DEGRADED' | 'FAILED' | 'HEALTHY';

/** Kind of an existing warehouse. `CLASSIC` and `PRO` are served; the others are known to clients only. */
export type WarehouseType = 'CLASSIC' | 'PRO' | 'REALTIME' | 'REYDEN' | 'TYPE_UNSPECIFIED';
