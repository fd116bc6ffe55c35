import type { FastifyRequest } from 'fastify';
import type { RequestFacts } from './context.ts';

/** What the domain may know of a request. */
export const requestFacts = (request: FastifyRequest): RequestFacts => ({
  id: request.id,
  ip: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
  header: name => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  },
});
