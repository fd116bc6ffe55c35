// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { DeletedPrincipal } from './deleted-principal.ts';
import type { ComplexValue, Patch, PatchSchema, SortOrder } from './models.ts';
import type {
  ListServicePrincipalsResponse,
  ServicePrincipal,
  ServicePrincipalSchema,
} from './service-principals-models.ts';

/** What `servicePrincipals.create` takes. */
export interface CreateServicePrincipalRequest {
  /** Whether the principal may authenticate; absent means true. */
  active?: boolean;
  /** UUID that the principal signs in with. Absent: the server generates one. Kept as given when free. */
  applicationId?: string;
  /** Name shown to people; need not be unique. Absent: the application id. */
  displayName?: string;
  /** Entitlements to hold directly, each in `value`; effective ones include those of all its groups. */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same principal in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Groups to join at once, each by its numeric id in `value`; `users` and those marked `indirect` are left out. */
  groups?: readonly ComplexValue[];
  /** Ignored: the server chooses the id. Accepted because clients send whole resources. */
  id?: string;
  /** Opaque role names, each in `value`, stored and returned unchanged; this workspace attaches no rights to them. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the body; absent means those of a service principal. */
  schemas?: readonly ServicePrincipalSchema[];
}

/** What `servicePrincipals.delete` takes. */
export interface DeleteServicePrincipalRequest {
  /** Numeric id of the service principal; its application id, a UUID, is accepted as well. */
  id: string;
}

/** What `servicePrincipals.get` takes. */
export interface GetServicePrincipalRequest {
  /** Numeric id of the service principal; its application id, a UUID, is accepted as well. */
  id: string;
  /**
   * Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored;
   * `id` and `schemas` always come.
   */
  attributes?: string;
  /** Comma-separated attributes to leave out, sub-attributes with a dot; `id` and `schemas` always come. */
  excludedAttributes?: string;
}

/** What `servicePrincipals.list` takes. */
export interface ListServicePrincipalsRequest {
  /**
   * Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored;
   * `id` and `schemas` always come.
   */
  attributes?: string;
  /** Comma-separated attributes to leave out, sub-attributes with a dot; `id` and `schemas` always come. */
  excludedAttributes?: string;
  /**
   * Most resources to return. Absent returns all; 0 or less returns only `totalResults`; more than 10000 counts as
   * 10000.
   */
  count?: number;
  /** Direction of `sortBy`; absent means ascending. */
  sortOrder?: SortOrder;
  /** 1-based position of the first resource to return; absent or below 1 means 1. Past the end, the page is empty. */
  startIndex?: number;
  /**
   * SCIM filter of at most 200 nodes: `eq`, `ne`, `co`, `sw`, `pr` joined by `and`, `or`, parentheses. Only
   * administrators may use attributes besides `id`, `displayName` and `applicationId`.
   */
  filter?: string;
  /** Attribute to order the principals by, such as `displayName`, which is meant when it is absent. */
  sortBy?: string;
}

/** What `servicePrincipals.patch` takes. */
export interface PatchServicePrincipalRequest {
  /** Numeric id of the service principal; its application id, a UUID, is accepted as well. */
  id: string;
  /** Changes in the order they are applied; either all of them take effect or none. */
  Operations?: readonly Patch[];
  /** SCIM message type of the body, the PatchOp URN; absent means the same. */
  schemas?: readonly PatchSchema[];
}

/** What `servicePrincipals.update` takes. */
export interface UpdateServicePrincipalRequest {
  /** Numeric id of the service principal; its application id, a UUID, is accepted as well. */
  id: string;
  /** Whether the principal may authenticate. False keeps its tokens and memberships but refuses them all. */
  active?: boolean;
  /** UUID that the principal signs in with; fixed at creation, so the present value is expected here. */
  applicationId?: string;
  /** Name shown to people; need not be unique. */
  displayName?: string;
  /** New direct entitlements, each in `value`; the list replaces the present one. */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same principal in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Ignored: membership is changed on the group. Accepted because clients send back what they have read. */
  groups?: readonly ComplexValue[];
  /** New opaque role names, each in `value`; the list replaces the present one. Absent keeps it. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the body; absent means those of a service principal. */
  schemas?: readonly ServicePrincipalSchema[];
}

/** Service principals, the identities of programs, by the SCIM 2.0 protocol. */
export class ServicePrincipalsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a service principal.
   *
   * The principal becomes a member of the system group `users`. It has no credential until a token or an OAuth secret
   * is made for it.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST, QUOTA_EXCEEDED
   */
  create(request: CreateServicePrincipalRequest = {}, options?: CallOptions): Promise<ServicePrincipal> {
    return this.#send({ method: 'POST', path: '/api/2.0/preview/scim/v2/ServicePrincipals', body: request }, options);
  }

  /**
   * Delete a service principal.
   *
   * Its tokens and OAuth secrets stop working at once and it leaves all groups. What it owns stays, without a usable
   * owner until an administrator names one. The last active administrator cannot be deleted.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  delete(request: DeleteServicePrincipalRequest, options?: CallOptions): Promise<DeletedPrincipal> {
    const { id } = request;
    return this.#send(
      { method: 'DELETE', path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}', params: { id } },
      options,
    );
  }

  /**
   * Get a service principal.
   *
   * Callers who are not administrators get only id, application id and display name.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetServicePrincipalRequest, options?: CallOptions): Promise<ServicePrincipal> {
    const { id, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}', params: { id }, query },
      options,
    );
  }

  /**
   * List service principals.
   *
   * Without `count` all come in one answer. Callers who are not administrators get only id, application id and display
   * name.
   */
  list(
    request: ListServicePrincipalsRequest = {},
    options?: CallOptions,
  ): List<ServicePrincipal, ListServicePrincipalsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/preview/scim/v2/ServicePrincipals',
        query: request,
        items: 'Resources',
        paging: 'scim',
      },
      options,
    );
  }

  /**
   * Change parts of a service principal.
   *
   * The last active administrator can be neither deactivated nor taken out of `admins`.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  patch(request: PatchServicePrincipalRequest, options?: CallOptions): Promise<ServicePrincipal> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}', params: { id }, body },
      options,
    );
  }

  /**
   * Replace a service principal.
   *
   * Takes the whole resource: absent entitlements are none. Group membership is not touched, and `applicationId` cannot
   * change; `active`, `displayName` and `roles` stay as they are when absent.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  update(request: UpdateServicePrincipalRequest, options?: CallOptions): Promise<ServicePrincipal> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}', params: { id }, body },
      options,
    );
  }
}
