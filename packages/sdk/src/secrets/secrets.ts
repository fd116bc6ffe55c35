// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  AclItem,
  AclPermission,
  AzureKeyVaultSecretScopeMetadata,
  GetSecretResponse,
  ListAclsResponse,
  ListScopesResponse,
  ListSecretsResponse,
  ScopeBackendType,
  SecretMetadata,
  SecretScope,
} from './secrets-models.ts';

/** What `secrets.createScope` takes. */
export interface CreateSecretScopeRequest {
  /** Name of the new scope: letters, digits, `-`, `_`, `@`, `.`; unique ignoring case, visible to every user. */
  scope: string;
  /** Key vault that holds the secrets; required for `AZURE_KEYVAULT`, refused otherwise. */
  backend_azure_keyvault?: AzureKeyVaultSecretScopeMetadata;
  /** Only `users` is allowed: every user gets MANAGE. When absent, only the creator gets it. */
  initial_manage_principal?: string;
  /** Where the secrets are kept; `DATABRICKS` (in the workspace, encrypted) when absent. */
  scope_backend_type?: ScopeBackendType;
}

/** What `secrets.deleteAcl` takes. */
export interface DeleteSecretAclRequest {
  /** Scope to look in, compared ignoring case. */
  scope: string;
  /** User name, group display name, or application id of a service principal whose entry is removed. */
  principal: string;
}

/** What `secrets.deleteScope` takes. */
export interface DeleteSecretScopeRequest {
  /** Scope to delete, compared ignoring case. */
  scope: string;
}

/** What `secrets.deleteSecret` takes. */
export interface DeleteSecretRequest {
  /** Scope to look in, compared ignoring case. */
  scope: string;
  /** Key of the secret to delete; it cannot be restored. */
  key: string;
}

/** What `secrets.getAcl` takes. */
export interface GetSecretAclRequest {
  /** Scope to look in, compared ignoring case. */
  scope: string;
  /** User name, group display name, or application id of a service principal to look up. */
  principal: string;
}

/** What `secrets.getSecret` takes. */
export interface GetSecretRequest {
  /** Scope to look in, compared ignoring case. */
  scope: string;
  /** Key of the secret to read. */
  key: string;
}

/** What `secrets.listAcls` takes. */
export interface ListSecretAclsRequest {
  /** Scope to look in, compared ignoring case. */
  scope: string;
}

/** What `secrets.listSecrets` takes. */
export interface ListSecretsRequest {
  /** Scope to look in, compared ignoring case. */
  scope: string;
}

/** What `secrets.putAcl` takes. */
export interface PutSecretAclRequest {
  /** Scope to look in, compared ignoring case. */
  scope: string;
  /**
   * User name, group display name, or application id of a service principal; it must exist, and its former entry is
   * replaced.
   */
  principal: string;
  /** Level that the principal holds from now on: READ, WRITE or MANAGE. */
  permission: AclPermission;
}

/** What `secrets.putSecret` takes. */
export interface PutSecretRequest {
  /** Scope to write to, compared ignoring case; it must exist. */
  scope: string;
  /** Key of the secret: letters, digits, `-`, `_`, `.`. A secret of that key is overwritten. */
  key: string;
  /** Value as base64, at most 131,072 bytes when decoded. Give either this or `string_value`. */
  bytes_value?: string;
  /** Value as text, at most 131,072 bytes in UTF-8; may be empty. Give either this or `bytes_value`. */
  string_value?: string;
}

/** Administers secret scopes, the secrets in them, and who may read or change them. */
export class SecretsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a secret scope.
   *
   * A workspace holds at most 1,000 scopes. With `initial_manage_principal` the creator gets no entry of their own.
   *
   * @throws {ApiError} RESOURCE_ALREADY_EXISTS, RESOURCE_LIMIT_EXCEEDED, BAD_REQUEST
   */
  async createScope(request: CreateSecretScopeRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.0/secrets/scopes/create', body: request }, options);
  }

  /**
   * Remove a principal from the ACL of a scope.
   *
   * Fails when the principal has no entry. A manager may remove their own entry; administrators keep access.
   *
   * Allowed: MANAGE on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async deleteAcl(request: DeleteSecretAclRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.0/secrets/acls/delete', body: request }, options);
  }

  /**
   * Delete a secret scope.
   *
   * Deletes its secrets and its ACL with it; nothing can be restored. Secrets of a key vault stay in the vault.
   *
   * Allowed: MANAGE on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, BAD_REQUEST
   */
  async deleteScope(request: DeleteSecretScopeRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.0/secrets/scopes/delete', body: request }, options);
  }

  /**
   * Delete a secret.
   *
   * Scopes backed by a key vault are read-only and refuse the call.
   *
   * Allowed: WRITE on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, BAD_REQUEST
   */
  async deleteSecret(request: DeleteSecretRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.0/secrets/delete', body: request }, options);
  }

  /**
   * Get one principal's permission on a scope.
   *
   * Shows the entry of that very principal; what it inherits from groups is not counted in.
   *
   * Allowed: MANAGE on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  getAcl(request: GetSecretAclRequest, options?: CallOptions): Promise<AclItem> {
    return this.#send({ method: 'GET', path: '/api/2.0/secrets/acls/get', query: request }, options);
  }

  /**
   * Read the value of a secret.
   *
   * The value is base64. Each read is audited, and a workspace setting can turn reading over REST off.
   *
   * Allowed: READ on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, FEATURE_DISABLED, BAD_REQUEST, RESOURCE_LIMIT_EXCEEDED,
   * REQUEST_LIMIT_EXCEEDED
   */
  getSecret(request: GetSecretRequest, options?: CallOptions): Promise<GetSecretResponse> {
    return this.#send({ method: 'GET', path: '/api/2.0/secrets/get', query: request }, options);
  }

  /**
   * List the ACL of a scope.
   *
   * Allowed: MANAGE on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  listAcls(request: ListSecretAclsRequest, options?: CallOptions): List<AclItem, ListAclsResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/secrets/acls/list', query: request, items: 'items', paging: 'whole' },
      options,
    );
  }

  /**
   * List secret scopes.
   *
   * Names of all scopes are shown, also of those that the caller cannot read.
   */
  listScopes(options?: CallOptions): List<SecretScope, ListScopesResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/secrets/scopes/list', items: 'scopes', paging: 'whole' },
      options,
    );
  }

  /**
   * List the keys of a scope.
   *
   * Gives keys and times of change, never values.
   *
   * Allowed: READ on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, BAD_REQUEST, RESOURCE_LIMIT_EXCEEDED, REQUEST_LIMIT_EXCEEDED
   */
  listSecrets(request: ListSecretsRequest, options?: CallOptions): List<SecretMetadata, ListSecretsResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/secrets/list', query: request, items: 'secrets', paging: 'whole' },
      options,
    );
  }

  /**
   * Set a permission on a scope.
   *
   * Allowed: MANAGE on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async putAcl(request: PutSecretAclRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.0/secrets/acls/put', body: request }, options);
  }

  /**
   * Create or overwrite a secret.
   *
   * Exactly one of the two values is required. A scope holds at most 1,000 secrets; scopes backed by a key vault are
   * read-only.
   *
   * Allowed: WRITE on the scope.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, RESOURCE_LIMIT_EXCEEDED, BAD_REQUEST
   */
  async putSecret(request: PutSecretRequest, options?: CallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: '/api/2.0/secrets/put', body: request }, options);
  }
}
