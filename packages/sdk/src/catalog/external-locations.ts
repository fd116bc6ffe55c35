// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { ExternalLocationInfo, ListExternalLocationsResponse } from './external-locations-models.ts';
import type { FileEventQueue } from './file-event-models.ts';
import type { EncryptionDetails, IsolationMode } from './models.ts';

/** What `externalLocations.create` takes. */
export interface CreateExternalLocationRequest {
  /** Name of the location, unique in the metastore; stored in lower case. */
  name: string;
  /** URL such as `s3://bucket/folder`, `abfss://…`, `gs://…` or `file:///…`; may not overlap another location. */
  url: string;
  /** Storage credential that opens the URL. */
  credential_name: string;
  /** Free text for people. */
  comment?: string;
  /** Whether file events are in effect; set by the server, ignored in requests. */
  effective_enable_file_events?: boolean;
  /** Queue of file events that is in effect; set by the server, ignored in requests. */
  effective_file_event_queue?: FileEventQueue;
  /** Whether changes of files are tracked by events of the cloud; recorded only. */
  enable_file_events?: boolean;
  /** How objects are encrypted on the side of the store; recorded only. */
  encryption_details?: EncryptionDetails;
  /** Whether access falls back to credentials of the cluster when this one fails; recorded only. */
  fallback?: boolean;
  /** Queue from which file events are read; recorded only. */
  file_event_queue?: FileEventQueue;
  /** Whether the location may only be read; false when absent. */
  read_only?: boolean;
  /** Whether to save without trying the credential against the storage; false when absent. */
  skip_validation?: boolean;
}

/** What `externalLocations.delete` takes. */
export interface DeleteExternalLocationRequest {
  /** Name of the location. */
  name: string;
  /** Whether to delete it although tables or volumes lie inside; false when absent. */
  force?: boolean;
}

/** What `externalLocations.get` takes. */
export interface GetExternalLocationRequest {
  /** Name of the location. */
  name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
}

/** What `externalLocations.list` takes. */
export interface ListExternalLocationsRequest {
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
  /** Whether to also list objects that are bound to other workspaces than this one; false when absent. */
  include_unbound?: boolean;
  /**
   * Most locations in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `externalLocations.update` takes. */
export interface UpdateExternalLocationRequest {
  /** Present name of the location. */
  name: string;
  /** Free text for people; an empty string clears it on update. */
  comment?: string;
  /** Storage credential that opens the URL from now on. */
  credential_name?: string;
  /** Whether file events are in effect; set by the server, ignored in requests. */
  effective_enable_file_events?: boolean;
  /** Queue of file events that is in effect; set by the server, ignored in requests. */
  effective_file_event_queue?: FileEventQueue;
  /** Whether changes of files are tracked by events of the cloud; recorded only. */
  enable_file_events?: boolean;
  /** How objects are encrypted on the side of the store; recorded only. */
  encryption_details?: EncryptionDetails;
  /** Whether access falls back to credentials of the cluster when this one fails; recorded only. */
  fallback?: boolean;
  /** Queue from which file events are read; recorded only. */
  file_event_queue?: FileEventQueue;
  /** Whether to change the URL or credential although tables or volumes lie inside; false when absent. */
  force?: boolean;
  /** Whether every workspace of the metastore may use it, or only those that it is bound to. */
  isolation_mode?: IsolationMode;
  /** New name; grants and everything below the object stay as they are. */
  new_name?: string;
  /** User name, application id or group name of the new owner, who gets every privilege on the object. */
  owner?: string;
  /** Whether the location may only be read. */
  read_only?: boolean;
  /** Whether to save without trying the credential against the storage; false when absent. */
  skip_validation?: boolean;
  /** New URL; refused while objects lie below the old one, unless forced. */
  url?: string;
}

/** Administers external locations: URLs of object stores together with the credential that opens them. */
export class ExternalLocationsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create an external location.
   *
   * The caller becomes the owner. A `file://` URL must lie below a root that the server was started with. Tables that
   * lie below the URL already are opened by its credential from now on.
   *
   * Allowed: metastore admin, or CREATE_EXTERNAL_LOCATION on the metastore and on the credential.
   *
   * @throws {ApiError} EXTERNAL_LOCATION_ALREADY_EXISTS, STORAGE_CREDENTIAL_DOES_NOT_EXIST,
   * INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
   */
  create(request: CreateExternalLocationRequest, options?: CallOptions): Promise<ExternalLocationInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/external-locations', body: request }, options);
  }

  /**
   * Delete an external location.
   *
   * No file is touched. Refused with INVALID_STATE while objects depend on it, unless forced.
   *
   * Allowed: owner of the location, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} EXTERNAL_LOCATION_DOES_NOT_EXIST, INVALID_STATE
   */
  async delete(request: DeleteExternalLocationRequest, options?: CallOptions): Promise<void> {
    const { name, ...query } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.1/unity-catalog/external-locations/{name}', params: { name }, query },
      options,
    );
  }

  /**
   * Get an external location.
   *
   * Allowed: owner of the location, any privilege on it, or metastore admin.
   *
   * @throws {ApiError} EXTERNAL_LOCATION_DOES_NOT_EXIST
   */
  get(request: GetExternalLocationRequest, options?: CallOptions): Promise<ExternalLocationInfo> {
    const { name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/external-locations/{name}', params: { name }, query },
      options,
    );
  }

  /**
   * List external locations.
   *
   * Metastore admins see all, others those that they own or hold a privilege on.
   */
  list(
    request: ListExternalLocationsRequest = {},
    options?: CallOptions,
  ): List<ExternalLocationInfo, ListExternalLocationsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/external-locations',
        query: { max_results: 0, ...request },
        items: 'external_locations',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update an external location.
   *
   * Absent fields stay as they are.
   *
   * Allowed: owner of the location, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} EXTERNAL_LOCATION_DOES_NOT_EXIST, EXTERNAL_LOCATION_ALREADY_EXISTS,
   * STORAGE_CREDENTIAL_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST, INVALID_STATE,
   * INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
   */
  update(request: UpdateExternalLocationRequest, options?: CallOptions): Promise<ExternalLocationInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/external-locations/{name}', params: { name }, body },
      options,
    );
  }
}
