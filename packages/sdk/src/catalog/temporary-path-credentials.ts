// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type { GenerateTemporaryPathCredentialResponse, PathOperation } from './temporary-path-credentials-models.ts';

/** What `temporaryPathCredentials.generateTemporaryPathCredentials` takes. */
export interface GenerateTemporaryPathCredentialsRequest {
  /** The path: `s3://bucket/folder`, for example. */
  url: string;
  /** What the credential must allow. PATH_CREATE_TABLE: to write a table where none is yet. */
  operation: PathOperation;
  /** Only tell whether the caller may have credentials, and give none. */
  dry_run?: boolean;
}

/** Hands short-lived cloud credentials for one path of an external location to external engines. */
export class TemporaryPathCredentialsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get temporary credentials for a path.
   *
   * The path lies in an external location. The credential reaches what is below it and nothing else, and stays valid
   * until `expiration_time` even if the grant is revoked. A path that holds tables or volumes is refused; one that is
   * of a table or volume, or inside of one, takes the rights to that. INVALID_STATE where the store, as it is
   * configured, gives no such credentials: folders of the server, and S3 without a role, for example.
   *
   * Allowed: EXTERNAL_USE_LOCATION on the external location, with READ_FILES (PATH_READ), WRITE_FILES too
   * (PATH_READ_WRITE) or CREATE_EXTERNAL_TABLE (PATH_CREATE_TABLE) on it; in a table or volume with EXTERNAL_USE_SCHEMA
   * on its schema and SELECT or READ_VOLUME, and MODIFY or WRITE_VOLUME to change it, in place of the files’
   * privileges.
   *
   * @throws {ApiError} EXTERNAL_LOCATION_DOES_NOT_EXIST, INVALID_PARAMETER_VALUE.LOCATION_OVERLAP, INVALID_STATE
   */
  generateTemporaryPathCredentials(
    request: GenerateTemporaryPathCredentialsRequest,
    options?: CallOptions,
  ): Promise<GenerateTemporaryPathCredentialResponse> {
    return this.#send(
      { method: 'POST', path: '/api/2.0/unity-catalog/temporary-path-credentials', body: request },
      options,
    );
  }
}
