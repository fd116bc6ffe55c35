// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  CreateServicePrincipalSecretResponse,
  ListServicePrincipalSecretsResponse,
  SecretInfo,
} from './service-principal-secrets-proxy-models.ts';

/** What `servicePrincipalSecretsProxy.create` takes. */
export interface CreateServicePrincipalSecretsProxyRequest {
  /** Numeric id of the service principal, as SCIM gives it in `id`; not the application id. */
  service_principal_id: string;
  /**
   * How long the secret is valid, in seconds with the suffix `s`, such as `3600s`. Absent: `63072000s` (730 days), also
   * the maximum.
   */
  lifetime?: string;
  /** API scopes to limit the resulting access tokens to; absent or empty means all that the principal may do. */
  scopes?: readonly string[];
}

/** What `servicePrincipalSecretsProxy.delete` takes. */
export interface DeleteServicePrincipalSecretsProxyRequest {
  /** Numeric id of the service principal, as SCIM gives it in `id`; not the application id. */
  service_principal_id: string;
  /** Identifier of the secret, from the answer to its creation or from the list. */
  secret_id: string;
}

/** What `servicePrincipalSecretsProxy.list` takes. */
export interface ListServicePrincipalSecretsProxyRequest {
  /** Numeric id of the service principal, as SCIM gives it in `id`; not the application id. */
  service_principal_id: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** OAuth secrets with which service principals obtain access tokens by the client credentials grant. */
export class ServicePrincipalSecretsProxyApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create an OAuth secret for a service principal.
   *
   * The answer is the only place where the secret value appears. A service principal has at most five secrets; expired
   * ones do not count.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, RESOURCE_LIMIT_EXCEEDED
   */
  create(
    request: CreateServicePrincipalSecretsProxyRequest,
    options?: CallOptions,
  ): Promise<CreateServicePrincipalSecretResponse> {
    const { service_principal_id, ...body } = request;
    return this.#send(
      {
        method: 'POST',
        path: '/api/2.0/accounts/servicePrincipals/{service_principal_id}/credentials/secrets',
        params: { service_principal_id },
        body,
      },
      options,
    );
  }

  /**
   * Delete an OAuth secret.
   *
   * No new access token can be obtained with it from now on. Access tokens issued before live to their own end, at most
   * one hour.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteServicePrincipalSecretsProxyRequest, options?: CallOptions): Promise<void> {
    const { service_principal_id, secret_id } = request;
    await this.#send(
      {
        method: 'DELETE',
        path: '/api/2.0/accounts/servicePrincipals/{service_principal_id}/credentials/secrets/{secret_id}',
        params: { service_principal_id, secret_id },
      },
      options,
    );
  }

  /**
   * List the OAuth secrets of a service principal.
   *
   * Gives metadata only, never the values. Expired secrets are left out.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  list(
    request: ListServicePrincipalSecretsProxyRequest,
    options?: CallOptions,
  ): List<SecretInfo, ListServicePrincipalSecretsResponse> {
    const { service_principal_id, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/accounts/servicePrincipals/{service_principal_id}/credentials/secrets',
        params: { service_principal_id },
        query,
        items: 'secrets',
        paging: 'token',
      },
      options,
    );
  }
}
