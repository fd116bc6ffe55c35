// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  EndpointConfPair,
  GetWorkspaceWarehouseConfigResponse,
  RepeatedEndpointConfPairs,
  WarehouseSecurityPolicy,
  WarehouseTypePair,
} from './warehouse-config-models.ts';
import type {
  GetWarehousePermissionLevelsResponse,
  WarehouseAccessControlRequest,
  WarehousePermissions,
} from './warehouse-permission-models.ts';
import type {
  Channel,
  CreateWarehouseResponse,
  EndpointInfo,
  EndpointTags,
  GetWarehouseResponse,
  ListWarehousesResponse,
  SpotInstancePolicy,
  WarehouseType,
} from './warehouses-models.ts';

/** What `warehouses.create` takes. */
export interface CreateWarehouseRequest {
  /** Minutes without queries until the warehouse stops: 0 for never, else at least 10; 120 when absent. */
  auto_stop_mins?: number;
  /** Release channel of the SQL engine; the current one when absent. */
  channel?: Channel;
  /** Size of each cluster, from `2X-Small` to `5X-Large`; each step doubles the compute; required. */
  cluster_size?: string;
  /** Login name of the creator; the caller when absent. */
  creator_name?: string;
  /** Whether the Photon engine is asked for; recorded only; true when absent. */
  enable_photon?: boolean;
  /** Whether serverless compute is asked for; needs warehouse type `PRO`; false when absent. */
  enable_serverless_compute?: boolean;
  /** AWS instance profile for cloud access; deprecated, recorded only; none when absent. */
  instance_profile_arn?: string;
  /** Most clusters to scale out to, from `min_num_clusters` to 40; `min_num_clusters` when absent. */
  max_num_clusters?: number;
  /** Clusters that run while the warehouse does, 1 to 30; 1 when absent. */
  min_num_clusters?: number;
  /** Name of the warehouse, unique in the workspace, under 100 characters; required. */
  name?: string;
  /** Whether spot instances of the cloud may be used; recorded only; `COST_OPTIMIZED` when absent. */
  spot_instance_policy?: SpotInstancePolicy;
  /** Tags on the warehouse and what it runs on, fewer than 45; none when absent. */
  tags?: EndpointTags;
  /** Kind of warehouse: `CLASSIC` or `PRO`; `CLASSIC` when absent. */
  warehouse_type?: WarehouseType;
}

/** What `warehouses.delete` takes. */
export interface DeleteWarehouseRequest {
  /** Id of the warehouse: 16 hex digits. */
  id: string;
}

/** What `warehouses.edit` takes. */
export interface EditWarehouseRequest {
  /** Id of the warehouse: 16 hex digits. */
  id: string;
  /** Minutes without queries until the warehouse stops: 0 for never, else at least 10; unchanged when absent. */
  auto_stop_mins?: number;
  /** Release channel of the SQL engine; unchanged when absent. */
  channel?: Channel;
  /** Size of each cluster, from `2X-Small` to `5X-Large`; each step doubles the compute; unchanged when absent. */
  cluster_size?: string;
  /** Login name of the creator; unchanged when absent. */
  creator_name?: string;
  /** Whether the Photon engine is asked for; recorded only; unchanged when absent. */
  enable_photon?: boolean;
  /** Whether serverless compute is asked for; needs warehouse type `PRO`; unchanged when absent. */
  enable_serverless_compute?: boolean;
  /** AWS instance profile for cloud access; deprecated, recorded only; unchanged when absent. */
  instance_profile_arn?: string;
  /** Most clusters to scale out to, from `min_num_clusters` to 40; unchanged when absent. */
  max_num_clusters?: number;
  /** Clusters that run while the warehouse does, 1 to 30; unchanged when absent. */
  min_num_clusters?: number;
  /** Name of the warehouse, unique in the workspace, under 100 characters; unchanged when absent. */
  name?: string;
  /** Whether spot instances of the cloud may be used; recorded only; unchanged when absent. */
  spot_instance_policy?: SpotInstancePolicy;
  /** Tags on the warehouse and what it runs on, fewer than 45; unchanged when absent. */
  tags?: EndpointTags;
  /** Kind of warehouse: `CLASSIC` or `PRO`; unchanged when absent. */
  warehouse_type?: WarehouseType;
}

/** What `warehouses.get` takes. */
export interface GetWarehouseRequest {
  /** Id of the warehouse: 16 hex digits. */
  id: string;
}

/** What `warehouses.getPermissionLevels` takes. */
export interface GetWarehousePermissionLevelsRequest {
  /** Id of the warehouse: 16 hex digits. */
  warehouse_id: string;
}

/** What `warehouses.getPermissions` takes. */
export interface GetWarehousePermissionsRequest {
  /** Id of the warehouse: 16 hex digits. */
  warehouse_id: string;
}

/** What `warehouses.list` takes. */
export interface ListWarehousesRequest {
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Accepted for old clients and ignored; the list is always the one the caller may see. */
  run_as_user_id?: number;
}

/** What `warehouses.setPermissions` takes. */
export interface SetWarehousePermissionsRequest {
  /** Id of the warehouse: 16 hex digits. */
  warehouse_id: string;
  /**
   * Complete new list of direct entries; principals left out lose theirs. Absent or empty removes all but the owner.
   */
  access_control_list?: readonly WarehouseAccessControlRequest[];
}

/** What `warehouses.setWorkspaceWarehouseConfig` takes. */
export interface SetWorkspaceWarehouseConfigRequest {
  /** Release channel that new warehouses get; reset when absent. */
  channel?: Channel;
  /** Settings under the former name of `sql_configuration_parameters`; deprecated; reset when absent. */
  config_param?: RepeatedEndpointConfPairs;
  /**
   * Hadoop settings with which warehouses reach external storage; refer to secrets as `{{secrets/scope/key}}`; reset
   * when absent.
   */
  data_access_config?: readonly EndpointConfPair[];
  /** Whether warehouses may use serverless compute; reset when absent. */
  enable_serverless_compute?: boolean;
  /** Which warehouse types may be created in the workspace; reset when absent. */
  enabled_warehouse_types?: readonly WarehouseTypePair[];
  /** Settings under an older name of `sql_configuration_parameters`; deprecated; reset when absent. */
  global_param?: RepeatedEndpointConfPairs;
  /** Google service account with which warehouses reach Cloud Storage; recorded only; reset when absent. */
  google_service_account?: string;
  /** AWS instance profile with which warehouses reach S3; recorded only; reset when absent. */
  instance_profile_arn?: string;
  /** How access of warehouses to data is controlled; reset when absent. */
  security_policy?: WarehouseSecurityPolicy;
  /** SQL settings that every session of every warehouse starts with; reset when absent. */
  sql_configuration_parameters?: RepeatedEndpointConfPairs;
}

/** What `warehouses.start` takes. */
export interface StartWarehouseRequest {
  /** Id of the warehouse: 16 hex digits. */
  id: string;
}

/** What `warehouses.stop` takes. */
export interface StopWarehouseRequest {
  /** Id of the warehouse: 16 hex digits. */
  id: string;
}

/** What `warehouses.updatePermissions` takes. */
export interface UpdateWarehousePermissionsRequest {
  /** Id of the warehouse: 16 hex digits. */
  warehouse_id: string;
  /** Entries to add or replace; principals that are not named keep theirs. */
  access_control_list?: readonly WarehouseAccessControlRequest[];
}

/** Administers SQL warehouses: the compute that runs SQL statements, who may use it, and workspace-wide defaults. */
export class WarehousesApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a SQL warehouse.
   *
   * Answers at once with the id; the warehouse is STARTING and becomes RUNNING. A name that is taken is an
   * INVALID_PARAMETER_VALUE. The creator becomes its owner.
   *
   * Allowed: entitlement allow-cluster-create.
   */
  create(request: CreateWarehouseRequest = {}, options?: CallOptions): Promise<CreateWarehouseResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/sql/warehouses', body: request }, options);
  }

  /**
   * Delete a SQL warehouse.
   *
   * Stops it and cancels what runs on it; the id is unknown afterwards.
   *
   * Allowed: CAN_MANAGE on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteWarehouseRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send({ method: 'DELETE', path: '/api/2.0/sql/warehouses/{id}', params: { id } }, options);
  }

  /**
   * Change a SQL warehouse.
   *
   * Only fields that are sent change. A new size restarts the engine of a running warehouse.
   *
   * Allowed: CAN_MANAGE on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async edit(request: EditWarehouseRequest, options?: CallOptions): Promise<void> {
    const { id, ...body } = request;
    await this.#send({ method: 'POST', path: '/api/2.0/sql/warehouses/{id}/edit', params: { id }, body }, options);
  }

  /**
   * Get a SQL warehouse.
   *
   * Allowed: CAN_VIEW on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetWarehouseRequest, options?: CallOptions): Promise<GetWarehouseResponse> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/sql/warehouses/{id}', params: { id } }, options);
  }

  /**
   * List the permission levels for a warehouse.
   *
   * Allowed: CAN_VIEW on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  getPermissionLevels(
    request: GetWarehousePermissionLevelsRequest,
    options?: CallOptions,
  ): Promise<GetWarehousePermissionLevelsResponse> {
    const { warehouse_id } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.0/permissions/warehouses/{warehouse_id}/permissionLevels',
        params: { warehouse_id },
      },
      options,
    );
  }

  /**
   * Get who may use a warehouse.
   *
   * Allowed: CAN_MANAGE on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  getPermissions(request: GetWarehousePermissionsRequest, options?: CallOptions): Promise<WarehousePermissions> {
    const { warehouse_id } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.0/permissions/warehouses/{warehouse_id}', params: { warehouse_id } },
      options,
    );
  }

  /**
   * Get the warehouse configuration of the workspace.
   *
   * Allowed: administrators of the workspace.
   */
  getWorkspaceWarehouseConfig(options?: CallOptions): Promise<GetWorkspaceWarehouseConfigResponse> {
    return this.#send({ method: 'GET', path: '/api/2.0/sql/config/warehouses' }, options);
  }

  /**
   * List SQL warehouses.
   *
   * Gives the warehouses on which the caller holds any permission.
   */
  list(request: ListWarehousesRequest = {}, options?: CallOptions): List<EndpointInfo, ListWarehousesResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/sql/warehouses', query: request, items: 'warehouses', paging: 'token' },
      options,
    );
  }

  /**
   * Replace who may use a warehouse.
   *
   * There is exactly one IS_OWNER, never a group; without one in the list the present owner stays. Only administrators
   * may transfer ownership; the former owner then gets CAN_MANAGE.
   *
   * Allowed: CAN_MANAGE on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  setPermissions(request: SetWarehousePermissionsRequest, options?: CallOptions): Promise<WarehousePermissions> {
    const { warehouse_id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/permissions/warehouses/{warehouse_id}', params: { warehouse_id }, body },
      options,
    );
  }

  /**
   * Replace the warehouse configuration of the workspace.
   *
   * Replaces the whole configuration and restarts running warehouses.
   *
   * Allowed: administrators of the workspace.
   */
  async setWorkspaceWarehouseConfig(
    request: SetWorkspaceWarehouseConfigRequest = {},
    options?: CallOptions,
  ): Promise<void> {
    await this.#send({ method: 'PUT', path: '/api/2.0/sql/config/warehouses', body: request }, options);
  }

  /**
   * Start a SQL warehouse.
   *
   * Answers at once; poll until RUNNING. A warehouse that already starts or runs is left as it is.
   *
   * Allowed: CAN_USE on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async start(request: StartWarehouseRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send({ method: 'POST', path: '/api/2.0/sql/warehouses/{id}/start', params: { id } }, options);
  }

  /**
   * Stop a SQL warehouse.
   *
   * Answers at once and does not wait for running statements. A stopped warehouse is left as it is; the next statement
   * starts it again.
   *
   * Allowed: CAN_MANAGE on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async stop(request: StopWarehouseRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send({ method: 'POST', path: '/api/2.0/sql/warehouses/{id}/stop', params: { id } }, options);
  }

  /**
   * Change who may use a warehouse.
   *
   * Giving IS_OWNER to somebody transfers ownership, which only administrators may do.
   *
   * Allowed: CAN_MANAGE on the warehouse.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  updatePermissions(request: UpdateWarehousePermissionsRequest, options?: CallOptions): Promise<WarehousePermissions> {
    const { warehouse_id, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.0/permissions/warehouses/{warehouse_id}', params: { warehouse_id }, body },
      options,
    );
  }
}
