// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { ListVolumesResponse, VolumeInfo, VolumeType } from './volumes-models.ts';

/** What `volumes.create` takes. */
export interface CreateVolumeRequest {
  /** Catalog that the volume is made in. */
  catalog_name: string;
  /** Schema that the volume is made in, without the catalog. */
  schema_name: string;
  /** Name of the volume, unique in its schema among volumes; stored in lower case. */
  name: string;
  /** EXTERNAL: over a folder that exists. MANAGED: the server chooses the folder. */
  volume_type: VolumeType;
  /** Free text for people. */
  comment?: string;
  /** URL of the folder of an EXTERNAL volume, inside an external location; refused for MANAGED. */
  storage_location?: string;
}

/** What `volumes.delete` takes. */
export interface DeleteVolumeRequest {
  /** Full name of the volume, `catalog.schema.volume`. */
  name: string;
}

/** What `volumes.list` takes. */
export interface ListVolumesRequest {
  /** Catalog of the schema. */
  catalog_name: string;
  /** Schema whose volumes to list, without the catalog. */
  schema_name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
  /**
   * Most volumes in one page, which the server caps at 10000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `volumes.read` takes. */
export interface ReadVolumeRequest {
  /** Full name of the volume, `catalog.schema.volume`. */
  name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
}

/** What `volumes.update` takes. */
export interface UpdateVolumeRequest {
  /** Present full name of the volume, `catalog.schema.volume`. */
  name: string;
  /** Free text for people; an empty string clears it on update. */
  comment?: string;
  /** New name inside the same schema, without the parents. */
  new_name?: string;
  /** User name, application id or group name of the new owner, who gets every privilege on the object. */
  owner?: string;
}

/** Administers volumes, which are governed folders of files beside the tables of a schema. */
export class VolumesApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a volume.
   *
   * The caller becomes the owner. The folder may not overlap a table or another volume, nor hold an external location.
   * Only EXTERNAL volumes can be made so far.
   *
   * Allowed: USE_CATALOG, USE_SCHEMA and CREATE_VOLUME on the parents; for EXTERNAL also CREATE_EXTERNAL_VOLUME on the
   * external location.
   *
   * @throws {ApiError} RESOURCE_ALREADY_EXISTS, SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST,
   * INVALID_PARAMETER_VALUE.LOCATION_OVERLAP, INVALID_STATE, QUOTA_EXCEEDED
   */
  create(request: CreateVolumeRequest, options?: CallOptions): Promise<VolumeInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/volumes', body: request }, options);
  }

  /**
   * Delete a volume.
   *
   * Files of an EXTERNAL volume stay. Refused with INVALID_STATE while a share holds the volume.
   *
   * Allowed: owner of the volume or a parent, or MANAGE on the volume.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  async delete(request: DeleteVolumeRequest, options?: CallOptions): Promise<void> {
    const { name } = request;
    await this.#send({ method: 'DELETE', path: '/api/2.1/unity-catalog/volumes/{name}', params: { name } }, options);
  }

  /**
   * List the volumes of a schema.
   *
   * Metastore admins see all volumes, others those that they own or may READ_VOLUME.
   *
   * @throws {ApiError} SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST
   */
  list(request: ListVolumesRequest, options?: CallOptions): List<VolumeInfo, ListVolumesResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/volumes',
        query: { max_results: 0, ...request },
        items: 'volumes',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Get a volume.
   *
   * Allowed: owner of the volume or READ_VOLUME on it, with USE_CATALOG and USE_SCHEMA on the parents, or metastore
   * admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST
   */
  read(request: ReadVolumeRequest, options?: CallOptions): Promise<VolumeInfo> {
    const { name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/volumes/{name}', params: { name }, query },
      options,
    );
  }

  /**
   * Update a volume.
   *
   * Absent fields stay as they are.
   *
   * Allowed: owner of the volume, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, RESOURCE_ALREADY_EXISTS, PRINCIPAL_DOES_NOT_EXIST
   */
  update(request: UpdateVolumeRequest, options?: CallOptions): Promise<VolumeInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/volumes/{name}', params: { name }, body },
      options,
    );
  }
}
