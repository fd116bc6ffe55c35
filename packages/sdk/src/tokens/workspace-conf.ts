// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';

/** What `workspaceConf.getStatus` takes. */
export interface GetWorkspaceConfStatusRequest {
  /**
   * Comma-separated keys: `enableTokensConfig`, `maxTokenLifetimeDays` or `enableOnBehalfOfTokens`. Others are refused.
   */
  keys: string;
}

/** What `workspaceConf.setStatus` takes. */
export interface SetWorkspaceConfStatusRequest {
  /** Key to new value, both strings. Keys that are not named keep theirs. */
  contents: Record<string, string>;
}

/** Settings of the workspace that administrators change. */
export class WorkspaceConfApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get settings of the workspace.
   *
   * Allowed: administrators of the workspace.
   */
  getStatus(request: GetWorkspaceConfStatusRequest, options?: CallOptions): Promise<Record<string, string>> {
    return this.#send({ method: 'GET', path: '/api/2.0/workspace-conf', query: request }, options);
  }

  /**
   * Change settings of the workspace.
   *
   * `enableTokensConfig` and `enableOnBehalfOfTokens` are `true` or `false`; `maxTokenLifetimeDays` is a whole number,
   * `0` for no limit, and holds for tokens made from then on. Tokens cannot be turned off by a call that was made with
   * one.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} INVALID_STATE
   */
  async setStatus(request: SetWorkspaceConfStatusRequest, options?: CallOptions): Promise<void> {
    const { contents } = request;
    await this.#send({ method: 'PATCH', path: '/api/2.0/workspace-conf', body: contents }, options);
  }
}
