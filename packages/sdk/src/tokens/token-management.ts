// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  CreateOboTokenResponse,
  GetTokenPermissionLevelsResponse,
  GetTokenResponse,
  ListTokensResponse,
  TokenAccessControlRequest,
  TokenInfo,
  TokenPermissions,
} from './token-management-models.ts';

/** What `tokenManagement.createOboToken` takes. */
export interface CreateOboTokenRequest {
  /** Application id (UUID) of the service principal that the token acts as. */
  application_id: string;
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

/** What `tokenManagement.delete` takes. */
export interface DeleteTokenManagementRequest {
  /** Id of the token to revoke: 64 hex digits, not the value. */
  token_id: string;
}

/** What `tokenManagement.get` takes. */
export interface GetTokenManagementRequest {
  /** Id of the token to show: 64 hex digits. */
  token_id: string;
}

/** What `tokenManagement.list` takes. */
export interface ListTokenManagementRequest {
  /** Only tokens that the principal of this numeric id created; all when absent. */
  created_by_id?: number;
  /** Only tokens that the user of this login name created; all when absent. */
  created_by_username?: string;
}

/** What `tokenManagement.setPermissions` takes. */
export interface SetTokenManagementPermissionsRequest {
  /** Complete new list of entries; principals left out lose theirs. */
  access_control_list?: readonly TokenAccessControlRequest[];
}

/** What `tokenManagement.updatePermissions` takes. */
export interface UpdateTokenManagementPermissionsRequest {
  /** Entries to add or replace; principals that are not named keep theirs. */
  access_control_list?: readonly TokenAccessControlRequest[];
}

/** What `tokenManagement.updateTokenManagement` takes. */
export interface UpdateTokenManagementRequest {
  /** Id of the token to change: 64 hex digits. */
  token_id: string;
  /** New content; only what the mask names is read. */
  token: TokenInfo;
  /**
   * Comma-separated fields to change: `comment`, `scopes`, `autoscope_state` (it records whether to derive scopes from
   * use), or `*` for all. Other names are refused.
   */
  update_mask: string;
}

/** Administers the tokens of all principals, and who may have tokens. */
export class TokenManagementApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a token for a service principal.
   *
   * The value is shown in this answer only. The service principal must hold CAN_USE on tokens or be an administrator,
   * and the token counts against its 600.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, QUOTA_EXCEEDED, FEATURE_DISABLED
   */
  createOboToken(request: CreateOboTokenRequest, options?: CallOptions): Promise<CreateOboTokenResponse> {
    return this.#send(
      { method: 'POST', path: '/api/2.0/token-management/on-behalf-of/tokens', body: request },
      options,
    );
  }

  /**
   * Revoke any token.
   *
   * Repeating the call on a revoked token succeeds; an id that never existed is an error.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteTokenManagementRequest, options?: CallOptions): Promise<void> {
    const { token_id } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.0/token-management/tokens/{token_id}', params: { token_id } },
      options,
    );
  }

  /**
   * Get a token.
   *
   * Never shows the value.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetTokenManagementRequest, options?: CallOptions): Promise<GetTokenResponse> {
    const { token_id } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.0/token-management/tokens/{token_id}', params: { token_id } },
      options,
    );
  }

  /**
   * List the permission levels for tokens.
   *
   * Allowed: any permission on authorization/tokens, or workspace admin.
   */
  getPermissionLevels(options?: CallOptions): Promise<GetTokenPermissionLevelsResponse> {
    return this.#send({ method: 'GET', path: '/api/2.0/permissions/authorization/tokens/permissionLevels' }, options);
  }

  /**
   * Get who may use tokens.
   *
   * Allowed: administrators of the workspace.
   */
  getPermissions(options?: CallOptions): Promise<TokenPermissions> {
    return this.#send({ method: 'GET', path: '/api/2.0/permissions/authorization/tokens' }, options);
  }

  /**
   * List all tokens of the workspace.
   *
   * Expired tokens are left out. Tokens made on behalf of a service principal count as created by the administrator who
   * made them.
   *
   * Allowed: administrators of the workspace.
   */
  list(request: ListTokenManagementRequest = {}, options?: CallOptions): List<TokenInfo, ListTokensResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/token-management/tokens',
        query: request,
        items: 'token_infos',
        paging: 'whole',
      },
      options,
    );
  }

  /**
   * Replace who may use tokens.
   *
   * The list must have group `admins` with CAN_MANAGE, which nobody else can be given. Live tokens of principals that
   * lose CAN_USE are revoked at once.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  setPermissions(request: SetTokenManagementPermissionsRequest = {}, options?: CallOptions): Promise<TokenPermissions> {
    return this.#send({ method: 'PUT', path: '/api/2.0/permissions/authorization/tokens', body: request }, options);
  }

  /**
   * Change who may use tokens.
   *
   * Live tokens of principals that lose CAN_USE are revoked at once.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  updatePermissions(
    request: UpdateTokenManagementPermissionsRequest = {},
    options?: CallOptions,
  ): Promise<TokenPermissions> {
    return this.#send({ method: 'PATCH', path: '/api/2.0/permissions/authorization/tokens', body: request }, options);
  }

  /**
   * Change any token.
   *
   * A masked field that is absent from `token` is cleared. Value, owner and expiry cannot be changed.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  updateTokenManagement(request: UpdateTokenManagementRequest, options?: CallOptions): Promise<TokenInfo> {
    const { token_id, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.0/token-management/tokens/{token_id}', params: { token_id }, body },
      options,
    );
  }
}
