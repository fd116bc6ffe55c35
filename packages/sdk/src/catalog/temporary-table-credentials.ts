// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type { GenerateTemporaryTableCredentialResponse, TableOperation } from './temporary-table-credentials-models.ts';

/** What `temporaryTableCredentials.generateTemporaryTableCredentials` takes. */
export interface GenerateTemporaryTableCredentialsRequest {
  /** What the credential must allow; READ when absent. */
  operation?: TableOperation;
  /** UUID of the table, its `table_id`; required. */
  table_id?: string;
}

/** Hands short-lived cloud credentials for the files of one table to external engines. */
export class TemporaryTableCredentialsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get temporary credentials for a table.
   *
   * The credential reaches the folder of this table only, and stays valid until `expiration_time` even if the grant is
   * revoked. INVALID_STATE for a table whose store, as it is configured, gives no such credentials: folders of the
   * server, and S3 without a role, for example.
   *
   * Allowed: EXTERNAL_USE_SCHEMA on the schema, with SELECT on the table, and MODIFY too (READ_WRITE).
   *
   * @throws {ApiError} TABLE_DOES_NOT_EXIST, INVALID_STATE
   */
  generateTemporaryTableCredentials(
    request: GenerateTemporaryTableCredentialsRequest = {},
    options?: CallOptions,
  ): Promise<GenerateTemporaryTableCredentialResponse> {
    return this.#send(
      { method: 'POST', path: '/api/2.0/unity-catalog/temporary-table-credentials', body: request },
      options,
    );
  }
}
