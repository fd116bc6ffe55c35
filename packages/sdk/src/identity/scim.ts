// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  ListResourceTypesResponse,
  ListScimSchemasResponse,
  ResourceType,
  ScimSchema,
  ServiceProviderConfig,
} from './scim-models.ts';

/** What `scim.getResourceType` takes. */
export interface GetScimResourceTypeRequest {
  /** Name of the resource type: `User`, `Group` or `ServicePrincipal`. */
  id: string;
}

/** What `scim.getSchema` takes. */
export interface GetScimSchemaRequest {
  /** URN of the schema, such as `urn:ietf:params:scim:schemas:core:2.0:User`. */
  id: string;
}

/** What of SCIM 2.0 the workspace has, for identity providers to find out. */
export class ScimApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get what of SCIM the server has.
   *
   * Allowed: anybody.
   */
  getServiceProviderConfig(options?: CallOptions): Promise<ServiceProviderConfig> {
    return this.#send({ method: 'GET', path: '/api/2.0/preview/scim/v2/ServiceProviderConfig' }, options);
  }

  /**
   * List the types of SCIM resources.
   *
   * Allowed: anybody.
   */
  listResourceTypes(options?: CallOptions): List<ResourceType, ListResourceTypesResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/preview/scim/v2/ResourceTypes', items: 'Resources', paging: 'whole' },
      options,
    );
  }

  /**
   * Get a type of SCIM resources.
   *
   * Allowed: anybody.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  getResourceType(request: GetScimResourceTypeRequest, options?: CallOptions): Promise<ResourceType> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/preview/scim/v2/ResourceTypes/{id}', params: { id } }, options);
  }

  /**
   * List the SCIM schemas.
   *
   * Allowed: anybody.
   */
  listSchemas(options?: CallOptions): List<ScimSchema, ListScimSchemasResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/preview/scim/v2/Schemas', items: 'Resources', paging: 'whole' },
      options,
    );
  }

  /**
   * Get a SCIM schema.
   *
   * Allowed: anybody.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  getSchema(request: GetScimSchemaRequest, options?: CallOptions): Promise<ScimSchema> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/preview/scim/v2/Schemas/{id}', params: { id } }, options);
  }
}
