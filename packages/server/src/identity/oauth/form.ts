import type { FastifyRequest } from 'fastify';
import { OAuthError } from './oauth-error.ts';

/** The parameters of a request, by name. One without a value counts as absent (RFC 6749 §3.1). */
export type Fields = ReadonlyMap<string, string>;

/**
 * Reads parameters as forms and query strings have them.
 *
 * @throws OAuthError invalid_request for one that comes twice
 */
export const parseParameters = (text: string): Fields => {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name)) {
      throw new OAuthError('invalid_request', `Parameter '${name.slice(0, 50)}' comes more than once.`);
    }
    parameters.set(name, value);
  }
  for (const [name, value] of parameters) if (value === '') parameters.delete(name);
  return parameters;
};

/**
 * Reads the form that a request carries.
 *
 * @throws OAuthError invalid_request when it carries something else
 */
export const readForm = (request: FastifyRequest): Fields => {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw new OAuthError('invalid_request', 'Send the parameters as application/x-www-form-urlencoded in the body.');
  }
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  return parseParameters(body.trim());
};

/**
 * A parameter that must be there.
 *
 * @throws OAuthError invalid_request
 */
export const required = (parameters: Fields, name: string): string => {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', `Parameter '${name}' is missing.`);
  return value;
};
