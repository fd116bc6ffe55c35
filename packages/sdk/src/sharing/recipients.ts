// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { AuthenticationType } from './models.ts';
import type {
  GetRecipientSharePermissionsResponse,
  IpAccessList,
  ListRecipientsResponse,
  RecipientInfo,
  SecurablePropertiesKvPairs,
} from './recipients-models.ts';

/** What `recipients.create` takes. */
export interface CreateRecipientRequest {
  /**
   * Name of the recipient, unique in the metastore regardless of case: no period, space, slash or control character.
   */
  name: string;
  /** How the recipient proves who it is. Absent: DATABRICKS when a sharing identifier is given, else TOKEN. */
  authentication_type?: AuthenticationType;
  /** Kinds of access that an invited person may choose from; only with type EMAIL. */
  allowed_acceptance_types?: readonly AuthenticationType[];
  /** Sharing identifiers of metastores that an invitation may be accepted with; only with type EMAIL. */
  allowed_data_recipient_global_metastore_ids?: readonly string[];
  /** Free text for people. */
  comment?: string;
  /** Sharing identifier of the metastore of the recipient, `cloud:region:uuid`. Required for type DATABRICKS. */
  data_recipient_global_metastore_id?: string;
  /** Address that the invitation goes to; only with type EMAIL. */
  email?: string;
  /**
   * When the token ends, in milliseconds since 1970; at most one year ahead. Absent means the lifetime that the
   * metastore sets.
   */
  expiration_time?: number;
  /** Id of the recipient; chosen by the server, ignored in requests. */
  id?: string;
  /** Addresses from which the recipient may connect; absent or empty means any. Only for recipients with a token. */
  ip_access_list?: IpAccessList;
  /** User name, application id or group name of the owner; the caller when absent. */
  owner?: string;
  /**
   * Properties that partition filters and views of a share can ask for; replaces the custom ones. Keys may not start
   * with `databricks.`.
   */
  properties_kvpairs?: SecurablePropertiesKvPairs;
  /** One-time code from the recipient; a sharing identifier is understood here too. */
  sharing_code?: string;
}

/** What `recipients.delete` takes. */
export interface DeleteRecipientRequest {
  /** Name of the recipient, in any case. */
  name: string;
}

/** What `recipients.get` takes. */
export interface GetRecipientRequest {
  /** Name of the recipient, in any case. */
  name: string;
}

/** What `recipients.list` takes. */
export interface ListRecipientsRequest {
  /** Answer only the recipient with this sharing identifier. */
  data_recipient_global_metastore_id?: string;
  /**
   * Most recipients in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one
   * answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Answer only recipients that came from the invitation of this one; absent leaves those out. */
  parent_recipient_name?: string;
}

/** What `recipients.rotateToken` takes. */
export interface RotateRecipientTokenRequest {
  /** Name of the recipient, in any case. */
  name: string;
  /**
   * How long the present token still works, in seconds; 0 or absent ends it at once. It can be shortened, never
   * extended.
   */
  existing_token_expire_in_seconds?: number;
}

/** What `recipients.sharePermissions` takes. */
export interface RecipientSharePermissionsRequest {
  /** Name of the recipient, in any case. */
  name: string;
  /** Most shares in one page; 0 lets the server choose, absent means all in one answer. */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `recipients.update` takes. */
export interface UpdateRecipientRequest {
  /** Present name of the recipient, in any case. */
  name: string;
  /** Kinds of access that an invited person may choose from; only with type EMAIL. */
  allowed_acceptance_types?: readonly AuthenticationType[];
  /** Sharing identifiers of metastores that an invitation may be accepted with; only with type EMAIL. */
  allowed_data_recipient_global_metastore_ids?: readonly string[];
  /** Free text for people; an empty string clears it. */
  comment?: string;
  /** New address of an invitation; only with type EMAIL. */
  email?: string;
  /** When the present token ends, in milliseconds since 1970; at most one year after it was issued. */
  expiration_time?: number;
  /** Id of the recipient; chosen by the server, ignored in requests. */
  id?: string;
  /** Addresses from which the recipient may connect; absent or empty means any. Only for recipients with a token. */
  ip_access_list?: IpAccessList;
  /** New name of the recipient; tokens and grants stay. */
  new_name?: string;
  /** User name, application id or group name of the new owner. */
  owner?: string;
  /**
   * Properties that partition filters and views of a share can ask for; replaces the custom ones. Keys may not start
   * with `databricks.`.
   */
  properties_kvpairs?: SecurablePropertiesKvPairs;
}

/** Administers recipients: the outside parties that shares are granted to, and their tokens. */
export class RecipientsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a recipient.
   *
   * With type TOKEN the answer holds an activation link, from which the recipient downloads its credential once.
   *
   * Allowed: metastore admin, or CREATE_RECIPIENT on the metastore.
   *
   * @throws {ApiError} RECIPIENT_ALREADY_EXISTS, METASTORE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST, FEATURE_DISABLED,
   * NOT_IMPLEMENTED, QUOTA_EXCEEDED
   */
  create(request: CreateRecipientRequest, options?: CallOptions): Promise<RecipientInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/recipients', body: request }, options);
  }

  /**
   * Delete a recipient.
   *
   * All its tokens end with the next request, and its grants are gone.
   *
   * Allowed: owner of the recipient.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST
   */
  async delete(request: DeleteRecipientRequest, options?: CallOptions): Promise<void> {
    const { name } = request;
    await this.#send({ method: 'DELETE', path: '/api/2.1/unity-catalog/recipients/{name}', params: { name } }, options);
  }

  /**
   * Get a recipient.
   *
   * Allowed: owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST
   */
  get(request: GetRecipientRequest, options?: CallOptions): Promise<RecipientInfo> {
    const { name } = request;
    return this.#send({ method: 'GET', path: '/api/2.1/unity-catalog/recipients/{name}', params: { name } }, options);
  }

  /**
   * List recipients.
   *
   * Metastore admins and holders of USE_RECIPIENT see all recipients, others their own.
   */
  list(request: ListRecipientsRequest = {}, options?: CallOptions): List<RecipientInfo, ListRecipientsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/recipients',
        query: { max_results: 0, ...request },
        items: 'recipients',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Rotate the token of a recipient.
   *
   * Issues a new token with a new activation link. Refused while two tokens are alive; a token that was never
   * downloaded is replaced. Only for type TOKEN.
   *
   * Allowed: owner of the recipient.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST, INVALID_STATE
   */
  rotateToken(request: RotateRecipientTokenRequest, options?: CallOptions): Promise<RecipientInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'POST', path: '/api/2.1/unity-catalog/recipients/{name}/rotate-token', params: { name }, body },
      options,
    );
  }

  /**
   * Get the shares that a recipient may read.
   *
   * Allowed: owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST
   */
  sharePermissions(
    request: RecipientSharePermissionsRequest,
    options?: CallOptions,
  ): Promise<GetRecipientSharePermissionsResponse> {
    const { name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/recipients/{name}/share-permissions', params: { name }, query },
      options,
    );
  }

  /**
   * Update a recipient.
   *
   * Absent fields stay as they are. A new list of addresses holds with the next request.
   *
   * Allowed: owner of the recipient or metastore admin; a new name needs both.
   *
   * @throws {ApiError} RECIPIENT_DOES_NOT_EXIST, RECIPIENT_ALREADY_EXISTS, PRINCIPAL_DOES_NOT_EXIST, INVALID_STATE
   */
  update(request: UpdateRecipientRequest, options?: CallOptions): Promise<RecipientInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/recipients/{name}', params: { name }, body },
      options,
    );
  }
}
