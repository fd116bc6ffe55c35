import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import type { AccessGrant } from './access-tokens.ts';
import type { ClaimedClient } from './client-authentication.ts';
import type { Fields } from './form.ts';

/** A request to the token endpoint. */
export interface TokenRequest {
  readonly workspace: Workspace;
  readonly request: FastifyRequest;
  readonly form: Fields;
  /** Who calls, as it says itself. */
  readonly client: ClaimedClient;
}

/** What a grant type allows. */
export interface Allowed {
  /** Whose access token is issued, for the audit trail. */
  readonly caller: Caller;
  readonly grant: AccessGrant;
  readonly refreshToken?: string;
  /** Says what came of an exchange (RFC 8693 §2.2.1). */
  readonly issuedTokenType?: string;
}

/**
 * Decides on a request of one grant type.
 *
 * @throws OAuthError when it is refused
 */
export type GrantType = (request: TokenRequest) => Promise<Allowed>;
