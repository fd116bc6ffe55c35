// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { IsolationMode } from './models.ts';
import type { BoathouseCredential } from './storage-access-models.ts';
import type {
  AwsIamRoleRequest,
  AzureManagedIdentityRequest,
  AzureManagedIdentityResponse,
  AzureServicePrincipal,
  CloudflareApiToken,
  DatabricksGcpServiceAccountRequest,
  ListStorageCredentialsResponse,
  StorageCredentialInfo,
  ValidateStorageCredentialResponse,
} from './storage-credentials-models.ts';

/** What `storageCredentials.create` takes. */
export interface CreateStorageCredentialRequest {
  /** Name of the credential, unique in the metastore; stored in lower case. */
  name: string;
  /** AWS IAM role that the server assumes. Exactly one kind of credential may be given. */
  aws_iam_role?: AwsIamRoleRequest;
  /** Azure managed identity that the server uses. Exactly one kind of credential may be given. */
  azure_managed_identity?: AzureManagedIdentityRequest;
  /** Azure service principal with its secret. Exactly one kind of credential may be given. */
  azure_service_principal?: AzureServicePrincipal;
  /**
   * Keys of a self-hosted server; not part of Databricks, and refused by a strict workspace. Exactly one kind of
   * credential may be given.
   */
  boathouse?: BoathouseCredential;
  /** Access key of a Cloudflare R2 account. Exactly one kind of credential may be given. */
  cloudflare_api_token?: CloudflareApiToken;
  /** Free text for people. */
  comment?: string;
  /** Asks for a Google Cloud service account. Exactly one kind of credential may be given. */
  databricks_gcp_service_account?: DatabricksGcpServiceAccountRequest;
  /** Whether the credential may only read; false when absent. */
  read_only?: boolean;
  /** Whether to save without trying the credential against the storage; false when absent. */
  skip_validation?: boolean;
}

/** What `storageCredentials.delete` takes. */
export interface DeleteStorageCredentialRequest {
  /** Name of the credential. */
  name: string;
  /** Whether to delete it although external locations or tables use it; false when absent. */
  force?: boolean;
}

/** What `storageCredentials.get` takes. */
export interface GetStorageCredentialRequest {
  /** Name of the credential. */
  name: string;
}

/** What `storageCredentials.list` takes. */
export interface ListStorageCredentialsRequest {
  /** Whether to also list objects that are bound to other workspaces than this one; false when absent. */
  include_unbound?: boolean;
  /**
   * Most credentials in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one
   * answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `storageCredentials.update` takes. */
export interface UpdateStorageCredentialRequest {
  /** Present name of the credential. */
  name: string;
  /** AWS IAM role that the server assumes. Exactly one kind of credential may be given. */
  aws_iam_role?: AwsIamRoleRequest;
  /** Azure managed identity that the server uses. Exactly one kind of credential may be given. */
  azure_managed_identity?: AzureManagedIdentityResponse;
  /** Azure service principal with its secret. Exactly one kind of credential may be given. */
  azure_service_principal?: AzureServicePrincipal;
  /**
   * Keys of a self-hosted server; not part of Databricks, and refused by a strict workspace. Exactly one kind of
   * credential may be given.
   */
  boathouse?: BoathouseCredential;
  /** Access key of a Cloudflare R2 account. Exactly one kind of credential may be given. */
  cloudflare_api_token?: CloudflareApiToken;
  /** Free text for people; an empty string clears it on update. */
  comment?: string;
  /** Asks for a Google Cloud service account. Exactly one kind of credential may be given. */
  databricks_gcp_service_account?: DatabricksGcpServiceAccountRequest;
  /** Whether to change it although external locations or tables use it; false when absent. */
  force?: boolean;
  /** Whether every workspace of the metastore may use it, or only those that it is bound to. */
  isolation_mode?: IsolationMode;
  /** New name; grants and everything below the object stay as they are. */
  new_name?: string;
  /** User name, application id or group name of the new owner, who gets every privilege on the object. */
  owner?: string;
  /** Whether the credential may only read. */
  read_only?: boolean;
  /** Whether to save without trying the credential against the storage; false when absent. */
  skip_validation?: boolean;
}

/** What `storageCredentials.validate` takes. */
export interface ValidateStorageCredentialRequest {
  /** AWS IAM role to try, without saving it. */
  aws_iam_role?: AwsIamRoleRequest;
  /** Azure managed identity to try, without saving it. */
  azure_managed_identity?: AzureManagedIdentityRequest;
  /** Azure service principal to try, without saving it. */
  azure_service_principal?: AzureServicePrincipal;
  /** Keys of a self-hosted server to try, without saving them; not part of Databricks. */
  boathouse?: BoathouseCredential;
  /** Access key of a Cloudflare R2 account to try, without saving it. */
  cloudflare_api_token?: CloudflareApiToken;
  /** Google Cloud service account to try, without saving it. */
  databricks_gcp_service_account?: DatabricksGcpServiceAccountRequest;
  /** External location whose URL to try; excludes `url`. */
  external_location_name?: string;
  /** Whether to try reading and listing only. */
  read_only?: boolean;
  /** Stored credential to try; excludes the inline ones. */
  storage_credential_name?: string;
  /** URL to try the credential on, when no external location is named. */
  url?: string;
}

/** Keeps the cloud identities by which the workspace reaches object stores. */
export class StorageCredentialsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a storage credential.
   *
   * Secrets are sealed at rest and never returned. The caller becomes the owner. The server itself can use
   * `azure_service_principal`, `cloudflare_api_token` with an `account_id`, and `boathouse`; the other kinds are kept,
   * and trying or using them says what is missing.
   *
   * Allowed: metastore admin, or CREATE_STORAGE_CREDENTIAL on the metastore.
   *
   * @throws {ApiError} STORAGE_CREDENTIAL_ALREADY_EXISTS
   */
  create(request: CreateStorageCredentialRequest, options?: CallOptions): Promise<StorageCredentialInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/storage-credentials', body: request }, options);
  }

  /**
   * Delete a storage credential.
   *
   * Refused with INVALID_STATE while something uses the credential, unless forced.
   *
   * Allowed: owner of the credential, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} STORAGE_CREDENTIAL_DOES_NOT_EXIST, INVALID_STATE
   */
  async delete(request: DeleteStorageCredentialRequest, options?: CallOptions): Promise<void> {
    const { name, ...query } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.1/unity-catalog/storage-credentials/{name}', params: { name }, query },
      options,
    );
  }

  /**
   * Get a storage credential.
   *
   * Allowed: owner of the credential, any privilege on it, or metastore admin.
   *
   * @throws {ApiError} STORAGE_CREDENTIAL_DOES_NOT_EXIST
   */
  get(request: GetStorageCredentialRequest, options?: CallOptions): Promise<StorageCredentialInfo> {
    const { name } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/storage-credentials/{name}', params: { name } },
      options,
    );
  }

  /**
   * List storage credentials.
   *
   * Metastore admins see all, others those that they own or hold a privilege on.
   */
  list(
    request: ListStorageCredentialsRequest = {},
    options?: CallOptions,
  ): List<StorageCredentialInfo, ListStorageCredentialsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/storage-credentials',
        query: { max_results: 0, ...request },
        items: 'storage_credentials',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update a storage credential.
   *
   * Absent fields stay as they are. Another kind of credential replaces the present one.
   *
   * Allowed: owner of the credential, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} STORAGE_CREDENTIAL_DOES_NOT_EXIST, STORAGE_CREDENTIAL_ALREADY_EXISTS, PRINCIPAL_DOES_NOT_EXIST,
   * INVALID_STATE
   */
  update(request: UpdateStorageCredentialRequest, options?: CallOptions): Promise<StorageCredentialInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/storage-credentials/{name}', params: { name }, body },
      options,
    );
  }

  /**
   * Try a storage credential.
   *
   * Lists the URL and reads below it, and reports each result. Writing and deleting are SKIP: the workspace only reads.
   * A failed try is an answer, not an error.
   *
   * Allowed: who may change the credential or make external locations of it; CREATE_STORAGE_CREDENTIAL for one that is
   * not saved.
   *
   * @throws {ApiError} STORAGE_CREDENTIAL_DOES_NOT_EXIST, EXTERNAL_LOCATION_DOES_NOT_EXIST
   */
  validate(
    request: ValidateStorageCredentialRequest = {},
    options?: CallOptions,
  ): Promise<ValidateStorageCredentialResponse> {
    return this.#send(
      { method: 'POST', path: '/api/2.1/unity-catalog/validate-storage-credentials', body: request },
      options,
    );
  }
}
