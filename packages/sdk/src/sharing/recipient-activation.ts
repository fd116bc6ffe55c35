// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type { RetrieveTokenResponse } from './recipient-activation-models.ts';

/** What `recipientActivation.getActivationUrlInfo` takes. */
export interface GetActivationUrlInfoRequest {
  /** The whole activation link, percent-encoded or not, or only the code at its end. */
  activation_url: string;
  /** UUID of the metastore that issued the link; optional, because the code says it. */
  metastore_id?: string;
}

/** What `recipientActivation.retrieveToken` takes. */
export interface RetrieveRecipientActivationTokenRequest {
  /** The whole activation link, percent-encoded or not, or only the code at its end. */
  activation_url: string;
  /** UUID of the metastore that issued the link; optional, because the code says it. */
  metastore_id?: string;
}

/** Turns an activation link into the credential of a recipient. */
export class RecipientActivationApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Check an activation link.
   *
   * Consumes nothing and may be called again and again. An error means that the link is unknown, used or expired.
   *
   * Allowed: anybody.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, RECIPIENT_DOES_NOT_EXIST
   */
  async getActivationUrlInfo(request: GetActivationUrlInfoRequest, options?: CallOptions): Promise<void> {
    const { activation_url, ...query } = request;
    await this.#send(
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/public/data_sharing_activation_info/{activation_url}',
        params: { activation_url },
        query,
      },
      options,
    );
  }

  /**
   * Download the credential of a recipient.
   *
   * Works once: the link is dead afterwards. The answer is the content of a profile file. The list of allowed addresses
   * applies.
   *
   * Allowed: anybody.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, RECIPIENT_DOES_NOT_EXIST
   */
  retrieveToken(
    request: RetrieveRecipientActivationTokenRequest,
    options?: CallOptions,
  ): Promise<RetrieveTokenResponse> {
    const { activation_url, ...query } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/public/data_sharing_activation/{activation_url}',
        params: { activation_url },
        query,
      },
      options,
    );
  }
}
