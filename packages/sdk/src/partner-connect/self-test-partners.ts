// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type {
  CreateSelfTestPartnerResponse,
  GetSelfTestPartnersResponse,
  SelfTestPartner,
} from './self-test-partners-models.ts';

/** What `selfTestPartners.create` takes. */
export interface CreateSelfTestPartnerRequest {
  /** Configuration of the new partner. */
  partner: SelfTestPartner;
}

/** What `selfTestPartners.update` takes. */
export interface UpdateSelfTestPartnerRequest {
  /** Id of the partner, as its creation gave it. */
  id: string;
  /** The whole new configuration. */
  partner: SelfTestPartner;
}

/** What `selfTestPartners.delete` takes. */
export interface DeleteSelfTestPartnerRequest {
  /** Id of the partner, as its creation gave it. */
  id: string;
}

/** Registers a Partner Connect integration under development, so that its makers can test it in their own workspace. */
export class SelfTestPartnersApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a self-testing partner.
   *
   * Its tile shows in this workspace only. A workspace has at most one; a second one is a BAD_REQUEST.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} BAD_REQUEST
   */
  create(request: CreateSelfTestPartnerRequest, options?: CallOptions): Promise<CreateSelfTestPartnerResponse> {
    return this.#send(
      { method: 'POST', path: '/api/2.0/partnerhub/self-test-partners/create', body: request },
      options,
    );
  }

  /**
   * Get the self-testing partner.
   *
   * Allowed: administrators of the workspace.
   */
  get(options?: CallOptions): Promise<GetSelfTestPartnersResponse> {
    return this.#send({ method: 'GET', path: '/api/2.0/partnerhub/self-test-partners/get' }, options);
  }

  /**
   * Replace the configuration of a self-testing partner.
   *
   * Deletes its connections first, with the old configuration. The id stays the same.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async update(request: UpdateSelfTestPartnerRequest, options?: CallOptions): Promise<void> {
    const { id, ...body } = request;
    await this.#send(
      { method: 'PUT', path: '/api/2.0/partnerhub/self-test-partners/update/{id}', params: { id }, body },
      options,
    );
  }

  /**
   * Delete a self-testing partner.
   *
   * Deletes its connections and the tile. The secret that holds its id is left alone.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteSelfTestPartnerRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.0/partnerhub/self-test-partners/delete/{id}', params: { id } },
      options,
    );
  }
}
