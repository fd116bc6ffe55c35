import type { FastifyRequest } from 'fastify';
import type { Fields } from './form.ts';
import { OAuthError } from './oauth-error.ts';

/** Who a client says that it is. Public clients have no secret. */
export interface ClaimedClient {
  readonly id: string | undefined;
  readonly secret: string | undefined;
}

/** Client id and secret are form-encoded before they are joined (RFC 6749 §2.3.1). */
const decodePart = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '));

const parseBasic = (credential: string): ClaimedClient => {
  const pair = Buffer.from(credential, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  try {
    if (colon > 0) return { id: decodePart(pair.slice(0, colon)), secret: decodePart(pair.slice(colon + 1)) };
  } catch {
    // What does not decode is answered as what is not there.
  }
  throw new OAuthError('invalid_client', 'The Authorization header does not hold `client_id:client_secret` in base64.');
};

/**
 * Reads who calls the token endpoint: by HTTP Basic or by `client_id` and `client_secret` in the form.
 *
 * @throws OAuthError invalid_client for a header that cannot be read, invalid_request for both ways at once
 */
export const claimedClient = (request: FastifyRequest, form: Fields): ClaimedClient => {
  const [scheme = '', credential = ''] = (request.headers.authorization ?? '').split(/\s+/, 2);
  const inForm = { id: form.get('client_id'), secret: form.get('client_secret') };
  // A bearer token says nothing of a client; some clients send it along.
  if (!/^basic$/i.test(scheme)) return inForm;
  const basic = parseBasic(credential);
  if (inForm.secret !== undefined || (inForm.id !== undefined && inForm.id !== basic.id)) {
    throw new OAuthError(
      'invalid_request',
      'The client is named twice. Use the Authorization header or the form, not both.',
    );
  }
  return basic;
};
