import { SignJWT } from 'jose';
import type { Workspace } from '../../workspace.ts';
import { currentTokenKey, signingAlgorithm } from './token-keys.ts';

/** How long an access token lives, in seconds: what Databricks gives. */
export const accessTokenSeconds = 3600;

/** Marks an access token as one (RFC 9068), so that no other signed text passes for it. */
export const accessTokenType = 'at+jwt';

/** Who issues tokens: the base of every address of the authorization server. */
export const issuerOf = ({ publicUrl }: Pick<Workspace, 'publicUrl'>): string => `${publicUrl()}/oidc`;

/** Whom access tokens are for: the workspace, by its id. */
export const audienceOf = ({ id }: Pick<Workspace, 'id'>): string => String(id);

/** What an access token is to say. */
export interface AccessGrant {
  readonly principal: { readonly id: number; readonly name: string };
  /** Who uses the token: an application id, or the id of a public client. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** What the token came of, and ends with. Absent: it lives to its own end. */
  readonly grantId?: string;
}

/** The answer of the token endpoint (RFC 6749 §5.1). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
  readonly issued_token_type?: string;
}

/**
 * Signs an access token. It names its principal twice: `sub` as people and the audit trail know it, `principal_id` by the
 * number that is never used again, which is what counts.
 */
export const issueAccessToken = async (workspace: Workspace, grant: AccessGrant): Promise<TokenAnswer> => {
  const { id, key } = await currentTokenKey(workspace);
  const issuedAt = Math.floor(workspace.now() / 1000);
  const scope = grant.scopes.join(' ');
  const claims = {
    client_id: grant.clientId,
    scope,
    principal_id: String(grant.principal.id),
    ...(grant.grantId === undefined ? {} : { sid: grant.grantId }),
  };
  const access_token = await new SignJWT(claims)
    .setProtectedHeader({ alg: signingAlgorithm, kid: id, typ: accessTokenType })
    .setIssuer(issuerOf(workspace))
    .setAudience(audienceOf(workspace))
    .setSubject(grant.principal.name)
    .setJti(workspace.newId())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + accessTokenSeconds)
    .sign(key);
  return { access_token, token_type: 'Bearer', expires_in: accessTokenSeconds, scope };
};
