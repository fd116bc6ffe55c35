// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { CreateTokenResponse, ListPublicTokensResponse, PublicTokenInfo } from './tokens-models.ts';

/** What `tokens.create` takes. */
export interface CreateTokenRequest {
  /** Asks to derive the scopes from observed use. It is recorded; scopes are never narrowed silently. */
  autoscope_enabled?: boolean;
  /** Free text that tells tokens apart in lists; empty when absent. */
  comment?: string;
  /** Seconds until the token expires; -1 for never. When absent, two years or the maximum of the workspace. */
  lifetime_seconds?: number;
  /**
   * API scopes that the token is limited to, such as `sql` or `clusters`, or `sql:read` to change nothing. When absent,
   * everything its principal may do.
   */
  scopes?: readonly string[];
}

/** What `tokens.delete` takes. */
export interface DeleteTokenRequest {
  /** Id of the token to revoke: 64 hex digits, as listed, not the value. */
  token_id: string;
}

/** What `tokens.update` takes. */
export interface UpdateTokenRequest {
  /** Id of the token to change: 64 hex digits, as listed. */
  token_id: string;
  /** New content; only what the mask names is read. */
  token: PublicTokenInfo;
  /**
   * Comma-separated fields to change: `comment`, `scopes`, `autoscope_state` (it records whether to derive scopes from
   * use), or `*` for all. Other names are refused.
   */
  update_mask: string;
}

/** Administers the caller's own personal access tokens. */
export class TokensApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a personal access token.
   *
   * The value is shown in this answer only. A principal holds at most 600 live tokens; a lifetime of 0 or beyond
   * `maxTokenLifetimeDays` is refused, and so is -1 where there is such a maximum.
   *
   * Allowed: CAN_USE on authorization/tokens.
   *
   * @throws {ApiError} QUOTA_EXCEEDED, FEATURE_DISABLED
   */
  create(request: CreateTokenRequest = {}, options?: CallOptions): Promise<CreateTokenResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/token/create', body: request }, options);
  }

  /**
   * Revoke one of your tokens.
   *
   * The token is refused from the next request on. Another principal's token counts as not existing.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteTokenRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.0/token/delete', body: request }, options);
  }

  /**
   * List your tokens.
   *
   * Gives tokens that are neither expired nor revoked, without their values.
   */
  list(options?: CallOptions): List<PublicTokenInfo, ListPublicTokensResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/token/list', items: 'token_infos', paging: 'whole' },
      options,
    );
  }

  /**
   * Change one of your tokens.
   *
   * A masked field that is absent from `token` is cleared. Value and expiry cannot be changed.
   *
   * @throws {ApiError} NOT_FOUND
   */
  async update(request: UpdateTokenRequest, options?: CallOptions): Promise<void> {
    const { token_id, ...body } = request;
    await this.#send({ method: 'PATCH', path: '/api/2.0/token/{token_id}', params: { token_id }, body }, options);
  }
}
