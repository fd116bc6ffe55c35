// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { Channel, WarehouseType } from './warehouses-models.ts';

/** One setting of warehouses, as name and value. */
export interface EndpointConfPair {
  /** Name of the setting, such as `ANSI_MODE`. */
  key?: string;
  /** Value of the setting as text; may refer to secrets as `{{secrets/scope/key}}`. */
  value?: string;
}

/** What holds for all warehouses of the workspace. */
export interface GetWorkspaceWarehouseConfigResponse {
  /** Release channel that new warehouses get. */
  channel?: Channel;
  /** Settings under the former name of `sql_configuration_parameters`; deprecated. */
  config_param?: RepeatedEndpointConfPairs;
  /** Hadoop settings with which warehouses reach external storage; refer to secrets as `{{secrets/scope/key}}`. */
  data_access_config?: readonly EndpointConfPair[];
  /** Whether warehouses may use serverless compute. */
  enable_serverless_compute?: boolean;
  /** Which warehouse types may be created in the workspace. */
  enabled_warehouse_types?: readonly WarehouseTypePair[];
  /** Settings under an older name of `sql_configuration_parameters`; deprecated. */
  global_param?: RepeatedEndpointConfPairs;
  /** Google service account with which warehouses reach Cloud Storage; recorded only. */
  google_service_account?: string;
  /** AWS instance profile with which warehouses reach S3; recorded only. */
  instance_profile_arn?: string;
  /** How access of warehouses to data is controlled. */
  security_policy?: Open<WarehouseSecurityPolicy>;
  /** SQL settings that every session of every warehouse starts with. */
  sql_configuration_parameters?: RepeatedEndpointConfPairs;
}

/** A list of settings, under its present and its former name. */
export interface RepeatedEndpointConfPairs {
  /** Former name of `configuration_pairs`; deprecated, and read when that is absent. */
  config_pair?: readonly EndpointConfPair[];
  /** The settings, each key at most once. */
  configuration_pairs?: readonly EndpointConfPair[];
}

/**
 * How warehouses control access to data: `DATA_ACCESS_CONTROL` by grants, `PASSTHROUGH` by cloud identity (recorded
 * only), `NONE` not at all.
 */
export type WarehouseSecurityPolicy = 'DATA_ACCESS_CONTROL' | 'NONE' | 'PASSTHROUGH';

/** Whether one warehouse type may be created. */
export interface WarehouseTypePair {
  /** True if warehouses of the type may be created. */
  enabled?: boolean;
  /** Type of warehouse that the switch is for. */
  warehouse_type?: Open<WarehouseType>;
}
