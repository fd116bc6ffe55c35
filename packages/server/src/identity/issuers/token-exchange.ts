import { requestFacts } from '../../http/request-facts.ts';
import { required } from '../oauth/form.ts';
import type { GrantType } from '../oauth/grant-type.ts';
import { OAuthError } from '../oauth/oauth-error.ts';
import { parseScopes } from '../oauth/scopes.ts';
import { toCaller } from '../to-caller.ts';
import { RefusedToken } from './refused-token.ts';
import { signInByToken } from './sign-in-by-token.ts';

const tokenType = (name: string): string => `urn:ietf:params:oauth:token-type:${name}`;

/** What tokens of issuers are called; all are JSON Web Tokens. */
const subjectTypes = ['jwt', 'id_token', 'access_token'].map(tokenType);

/** What can be asked for. */
export const issuedTokenType = tokenType('access_token');

const unsupported = (parameter: string, known: readonly string[]): OAuthError =>
  new OAuthError('invalid_request', `Parameter '${parameter}' must be one of ${known.join(', ')}.`);

/**
 * Token exchange (RFC 8693): a token of an issuer that the workspace trusts, for one of the workspace. Programs whose
 * issuer does not know application ids say by `client_id` which service principal they are.
 */
export const tokenExchange: GrantType = async ({ workspace, request, form, client }) => {
  const token = required(form, 'subject_token');
  if (!subjectTypes.includes(required(form, 'subject_token_type')))
    throw unsupported('subject_token_type', subjectTypes);
  const wanted = form.get('requested_token_type') ?? issuedTokenType;
  if (wanted !== issuedTokenType) throw unsupported('requested_token_type', [issuedTokenType]);
  if (form.has('actor_token')) {
    throw new OAuthError('invalid_request', 'Acting for somebody else is not supported: leave out actor_token.');
  }
  if (client.secret !== undefined) {
    throw new OAuthError('invalid_request', 'The subject_token proves who calls: leave out client_secret.');
  }
  const scopes = parseScopes(form.get('scope'));
  try {
    const row = await signInByToken(workspace, { token, applicationId: client.id }, requestFacts(request));
    const grant = { principal: row, clientId: row.name, scopes };
    return { caller: toCaller(row), grant, issuedTokenType };
  } catch (error) {
    if (!(error instanceof RefusedToken)) throw error;
    throw new OAuthError('invalid_grant', `The subject_token ${error.message}.`);
  }
};
