import { hash } from 'node:crypto';
import type { Queries } from '../../database/database.ts';
import { required } from './form.ts';
import type { GrantType, TokenRequest } from './grant-type.ts';
import { findCode } from './grants.ts';
import { isSame } from './hashes.ts';
import { OAuthError } from './oauth-error.ts';
import { endedBecause, nextTokens, type Outcome, refused, settle } from './outcome.ts';

/** RFC 7636 §4.1. */
const isVerifier = (text: string): boolean => /^[\w.~-]{43,128}$/.test(text);

const challengeOf = (verifier: string): string => hash('sha256', verifier, 'base64url');

/** What proves that a code is its client's own. */
interface Proof {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

const readProof = ({ form, client }: TokenRequest): Proof => {
  const verifier = required(form, 'code_verifier');
  if (!isVerifier(verifier)) {
    throw new OAuthError('invalid_request', "Parameter 'code_verifier' must be 43 to 128 of A-Z a-z 0-9 - . _ ~.");
  }
  if (client.id === undefined) throw new OAuthError('invalid_request', "Parameter 'client_id' is missing.");
  return {
    code: required(form, 'code'),
    clientId: client.id,
    redirectUri: required(form, 'redirect_uri'),
    challenge: challengeOf(verifier),
  };
};

const redeem = async (transaction: Queries, { workspace }: TokenRequest, proof: Proof): Promise<Outcome> => {
  const row = await findCode(transaction, workspace.database, proof.code);
  if (row === undefined) return refused('The authorization code is not known.');
  if (row.used === 1) {
    return endedBecause(transaction, row, 'The authorization code was used before. What it gave is revoked.');
  }
  const isOwn =
    isSame(row.client_id, proof.clientId) &&
    isSame(row.redirect_uri, proof.redirectUri) &&
    isSame(row.challenge, proof.challenge);
  if (!isOwn) {
    const why =
      'The authorization code was given for another client_id, redirect_uri or code_challenge. It is void now.';
    return endedBecause(transaction, row, why);
  }
  if (row.active === 0) return endedBecause(transaction, row, 'The user is not active any more.');
  if (row.live === 0) return refused('The authorization code has expired. Begin again at the authorization endpoint.');
  await transaction.updateTable('oauth_codes').set({ used: 1 }).where('grant_id', '=', row.grant_id).execute();
  return nextTokens(transaction, workspace, row);
};

/**
 * The authorization code grant with PKCE (RFC 6749 §4.1.3, RFC 7636). A code counts once; one that comes again, or
 * without its proof, was seen by somebody else, and ends the grant with all that it gave.
 */
export const authorizationCode: GrantType = async request => {
  const proof = readProof(request);
  return settle(await request.workspace.database.write(transaction => redeem(transaction, request, proof)));
};
