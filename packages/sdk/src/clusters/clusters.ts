// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { ClusterDetails, CreateClusterResponse, ListClustersResponse } from './clusters-models.ts';
import type {
  ChangeClusterOwnerRequest,
  ClusterPermanentDeleteRequest,
  CreateClusterRequest,
  DeleteClusterRequest,
  EditClusterRequest,
  GetClusterPermissionLevelsRequest,
  GetClusterPermissionsRequest,
  GetClusterRequest,
  ListClustersRequest,
  PinClusterRequest,
  ResizeClusterRequest,
  RestartClusterRequest,
  SetClusterPermissionsRequest,
  StartClusterRequest,
  UnpinClusterRequest,
  UpdateClusterPermissionsRequest,
  UpdateClusterRequest,
} from './clusters-requests.ts';
import type { ClusterEvent, GetEvents, GetEventsResponse } from './event-models.ts';
import type { GetSparkVersionsResponse, ListAvailableZonesResponse, ListNodeTypesResponse } from './node-models.ts';
import type { ClusterPermissions, GetClusterPermissionLevelsResponse } from './permission-models.ts';

/** Administers Spark clusters: their configuration, their life cycle, their events, and who may use them. */
export class ClustersApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Change the owner of a cluster.
   *
   * The cluster must be TERMINATED. The new owner becomes its creator and, for secrets in its settings, the one whose
   * rights count.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} INVALID_STATE, RESOURCE_DOES_NOT_EXIST
   */
  async changeOwner(request: ChangeClusterOwnerRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/change-owner', body: request }, options);
  }

  /**
   * Create a cluster.
   *
   * Answers at once with the id; the cluster is PENDING and becomes RUNNING, or TERMINATED with a reason. The creator
   * gets CAN_MANAGE.
   *
   * Allowed: entitlement allow-cluster-create, or CAN_USE on the cluster policy.
   */
  create(request: CreateClusterRequest, options?: CallOptions): Promise<CreateClusterResponse> {
    return this.#send({ method: 'POST', path: '/api/2.1/clusters/create', body: request }, options);
  }

  /**
   * Terminate a cluster.
   *
   * Stops the engine and keeps the configuration, so that it can be started again. A cluster that is terminating or
   * terminated is left as it is.
   *
   * Allowed: CAN_RESTART on the cluster.
   */
  async delete(request: DeleteClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/delete', body: request }, options);
  }

  /**
   * Replace the configuration of a cluster.
   *
   * Fields left out go back to their defaults. The cluster must be RUNNING, and is then restarted, or TERMINATED, and
   * stays so.
   *
   * Allowed: CAN_MANAGE on the cluster.
   *
   * @throws {ApiError} INVALID_STATE
   */
  async edit(request: EditClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/edit', body: request }, options);
  }

  /**
   * List the events of a cluster.
   *
   * With `page_size` or `page_token` the answer holds tokens, otherwise `next_page`, a request that can be sent as it
   * is.
   *
   * Allowed: CAN_ATTACH_TO on the cluster.
   */
  events(request: GetEvents, options?: CallOptions): List<ClusterEvent, GetEventsResponse> {
    return new List(
      this.#send,
      {
        method: 'POST',
        path: '/api/2.1/clusters/events',
        body: request,
        readOnly: true,
        items: 'events',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Get a cluster.
   *
   * An unknown id is an INVALID_PARAMETER_VALUE (400), not a 404. Terminated clusters that are not pinned are forgotten
   * after 60 days.
   *
   * Allowed: CAN_ATTACH_TO on the cluster.
   */
  get(request: GetClusterRequest, options?: CallOptions): Promise<ClusterDetails> {
    return this.#send({ method: 'GET', path: '/api/2.1/clusters/get', query: request }, options);
  }

  /**
   * List clusters.
   *
   * Gives the clusters on which the caller holds any permission: all pinned and active ones, and those terminated
   * within 30 days.
   */
  list(request: ListClustersRequest = {}, options?: CallOptions): List<ClusterDetails, ListClustersResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.1/clusters/list', query: request, items: 'clusters', paging: 'token' },
      options,
    );
  }

  /**
   * List the node types that clusters can use.
   *
   * What the compute backend offers. Node types of the clouds are accepted too, and mapped to these.
   */
  listNodeTypes(options?: CallOptions): Promise<ListNodeTypesResponse> {
    return this.#send({ method: 'GET', path: '/api/2.1/clusters/list-node-types' }, options);
  }

  /** List the availability zones that clusters can use. */
  listZones(options?: CallOptions): Promise<ListAvailableZonesResponse> {
    return this.#send({ method: 'GET', path: '/api/2.1/clusters/list-zones' }, options);
  }

  /**
   * Delete a cluster for good.
   *
   * Terminates it if need be and forgets it, its events and its permissions. A pinned cluster must be unpinned first.
   *
   * Allowed: CAN_MANAGE on the cluster.
   *
   * @throws {ApiError} INVALID_STATE
   */
  async permanentDelete(request: ClusterPermanentDeleteRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/permanent-delete', body: request }, options);
  }

  /**
   * Pin a cluster.
   *
   * A pinned cluster is kept and listed however long it has been terminated. At most 100 can be; pinning twice changes
   * nothing.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_LIMIT_EXCEEDED
   */
  async pin(request: PinClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/pin', body: request }, options);
  }

  /**
   * Change the number of workers of a cluster.
   *
   * The cluster must be RUNNING, and stays usable while it is RESIZING.
   *
   * Allowed: CAN_MANAGE on the cluster.
   *
   * @throws {ApiError} INVALID_STATE
   */
  async resize(request: ResizeClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/resize', body: request }, options);
  }

  /**
   * Restart a cluster.
   *
   * The cluster must be RUNNING. It keeps its size; what runs on it is lost.
   *
   * Allowed: CAN_RESTART on the cluster.
   *
   * @throws {ApiError} INVALID_STATE
   */
  async restart(request: RestartClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/restart', body: request }, options);
  }

  /**
   * List the runtime versions that clusters can use.
   *
   * Keys are labels for the Spark version of the compute backend; other well-formed keys are accepted and mapped to it.
   */
  sparkVersions(options?: CallOptions): Promise<GetSparkVersionsResponse> {
    return this.#send({ method: 'GET', path: '/api/2.1/clusters/spark-versions' }, options);
  }

  /**
   * Start a terminated cluster.
   *
   * The cluster must be TERMINATED, and not made by a job. It starts with its last size, or with `min_workers` if it
   * autoscales.
   *
   * Allowed: CAN_RESTART on the cluster.
   *
   * @throws {ApiError} INVALID_STATE
   */
  async start(request: StartClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/start', body: request }, options);
  }

  /**
   * Unpin a cluster.
   *
   * From now on it is forgotten like others after termination. Unpinning twice changes nothing.
   *
   * Allowed: administrators of the workspace.
   */
  async unpin(request: UnpinClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/unpin', body: request }, options);
  }

  /**
   * Change some of the configuration of a cluster.
   *
   * The cluster must be RUNNING, and is then restarted, or TERMINATED, and stays so. Fields outside the mask keep their
   * values.
   *
   * Allowed: CAN_MANAGE on the cluster.
   *
   * @throws {ApiError} INVALID_STATE
   */
  async update(request: UpdateClusterRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.1/clusters/update', body: request }, options);
  }

  /**
   * List the permission levels for a cluster.
   *
   * Allowed: CAN_ATTACH_TO on the cluster.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  getPermissionLevels(
    request: GetClusterPermissionLevelsRequest,
    options?: CallOptions,
  ): Promise<GetClusterPermissionLevelsResponse> {
    const { cluster_id } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.0/permissions/clusters/{cluster_id}/permissionLevels', params: { cluster_id } },
      options,
    );
  }

  /**
   * Get who may use a cluster.
   *
   * Allowed: CAN_MANAGE on the cluster.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  getPermissions(request: GetClusterPermissionsRequest, options?: CallOptions): Promise<ClusterPermissions> {
    const { cluster_id } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.0/permissions/clusters/{cluster_id}', params: { cluster_id } },
      options,
    );
  }

  /**
   * Replace who may use a cluster.
   *
   * Group `admins` keeps CAN_MANAGE, which it inherits.
   *
   * Allowed: CAN_MANAGE on the cluster.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  setPermissions(request: SetClusterPermissionsRequest, options?: CallOptions): Promise<ClusterPermissions> {
    const { cluster_id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/permissions/clusters/{cluster_id}', params: { cluster_id }, body },
      options,
    );
  }

  /**
   * Change who may use a cluster.
   *
   * Allowed: CAN_MANAGE on the cluster.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  updatePermissions(request: UpdateClusterPermissionsRequest, options?: CallOptions): Promise<ClusterPermissions> {
    const { cluster_id, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.0/permissions/clusters/{cluster_id}', params: { cluster_id }, body },
      options,
    );
  }
}
