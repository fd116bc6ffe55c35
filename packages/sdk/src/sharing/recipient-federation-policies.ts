// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { FederationPolicy, ListFederationPoliciesResponse } from './recipient-federation-policies-models.ts';

/** What `recipientFederationPolicies.create` takes. */
export interface CreateRecipientFederationPolicyRequest {
  /** Name of the recipient, of type OIDC_FEDERATION. */
  recipient_name: string;
  /** The policy; needs a name and `oidc_policy`. */
  policy: FederationPolicy;
}

/** What `recipientFederationPolicies.delete` takes. */
export interface DeleteRecipientFederationPolicyRequest {
  /** Name of the recipient, of type OIDC_FEDERATION. */
  recipient_name: string;
  /** Name of the policy. */
  name: string;
}

/** What `recipientFederationPolicies.getFederationPolicy` takes. */
export interface GetFederationPolicyRequest {
  /** Name of the recipient, of type OIDC_FEDERATION. */
  recipient_name: string;
  /** Name of the policy. */
  name: string;
}

/** What `recipientFederationPolicies.list` takes. */
export interface ListRecipientFederationPoliciesRequest {
  /** Name of the recipient, of type OIDC_FEDERATION. */
  recipient_name: string;
  /** Most policies in one page; 0 or absent lets the server choose. */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `recipientFederationPolicies.update` takes. */
export interface UpdateRecipientFederationPolicyRequest {
  /** Name of the recipient, of type OIDC_FEDERATION. */
  recipient_name: string;
  /** Name of the policy. */
  name: string;
  /** The policy with its new values. */
  policy: FederationPolicy;
  /** Fields to take from `policy`, separated by commas; absent or `*` means all that may change. */
  update_mask?: string;
}

/** Administers which tokens of outside identity providers a recipient may sign in with. */
export class RecipientFederationPoliciesApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a federation policy.
   *
   * Tokens that match any one policy of the recipient are accepted.
   *
   * Allowed: owner of the recipient.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST, ALREADY_EXISTS, INVALID_STATE
   */
  create(request: CreateRecipientFederationPolicyRequest, options?: CallOptions): Promise<FederationPolicy> {
    const { recipient_name, policy } = request;
    return this.#send(
      {
        method: 'POST',
        path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies',
        params: { recipient_name },
        body: policy,
      },
      options,
    );
  }

  /**
   * Delete a federation policy.
   *
   * Tokens that only this policy accepted are refused with the next request.
   *
   * Allowed: owner of the recipient.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteRecipientFederationPolicyRequest, options?: CallOptions): Promise<void> {
    const { recipient_name, name } = request;
    await this.#send(
      {
        method: 'DELETE',
        path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies/{name}',
        params: { recipient_name, name },
      },
      options,
    );
  }

  /**
   * Get a federation policy.
   *
   * Allowed: owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST
   */
  getFederationPolicy(request: GetFederationPolicyRequest, options?: CallOptions): Promise<FederationPolicy> {
    const { recipient_name, name } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies/{name}',
        params: { recipient_name, name },
      },
      options,
    );
  }

  /**
   * List the federation policies of a recipient.
   *
   * Allowed: owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST
   */
  list(
    request: ListRecipientFederationPoliciesRequest,
    options?: CallOptions,
  ): List<FederationPolicy, ListFederationPoliciesResponse> {
    const { recipient_name, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies',
        params: { recipient_name },
        query,
        items: 'policies',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update a federation policy.
   *
   * The name cannot change.
   *
   * Allowed: owner of the recipient.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST
   */
  update(request: UpdateRecipientFederationPolicyRequest, options?: CallOptions): Promise<FederationPolicy> {
    const { recipient_name, name, policy, ...query } = request;
    return this.#send(
      {
        method: 'PATCH',
        path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies/{name}',
        params: { recipient_name, name },
        query,
        body: policy,
      },
      options,
    );
  }
}
