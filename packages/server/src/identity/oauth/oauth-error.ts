import { ApiError } from '../../http/api-error.ts';

/** Codes of RFC 6749 §4.1.2.1 and §5.2, RFC 7009 §2.2.1 and RFC 9396 §5. */
export type OAuthErrorCode =
  | 'access_denied'
  | 'invalid_authorization_details'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type';

/** A refusal of the authorization server, with the code that OAuth clients go by. */
export class OAuthError extends ApiError {
  readonly error: OAuthErrorCode;

  /** @param message goes to the client: what was wrong and what to do, without any credential */
  constructor(error: OAuthErrorCode, message: string) {
    super(error === 'invalid_client' ? 'UNAUTHENTICATED' : 'INVALID_PARAMETER_VALUE', message);
    this.name = 'OAuthError';
    this.error = error;
  }
}
