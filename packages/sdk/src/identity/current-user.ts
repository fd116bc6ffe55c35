// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type { User } from './models.ts';

/** What `currentUser.me` takes. */
export interface CurrentUserMeRequest {
  /**
   * Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored;
   * `id` and `schemas` always come.
   */
  attributes?: string;
  /** Comma-separated attributes to leave out, sub-attributes with a dot; `id` and `schemas` always come. */
  excludedAttributes?: string;
}

/** The principal that a request's credential belongs to. */
export class CurrentUserApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get the calling principal.
   *
   * A service principal appears in the shape of a user, with its application id as `userName`. The
   * `X-Databricks-Org-Id` header of the answer holds the workspace id.
   */
  me(request: CurrentUserMeRequest = {}, options?: CallOptions): Promise<User> {
    return this.#send({ method: 'GET', path: '/api/2.0/preview/scim/v2/Me', query: request }, options);
  }
}
