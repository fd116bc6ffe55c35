import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestFacts } from './context.ts';

/** What the domain may know of a request. */
export const requestFacts = (request: FastifyRequest, reply: FastifyReply): RequestFacts => ({
  id: request.id,
  ip: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
  header: name => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  },
  signal: clientGone(reply),
});

const clientGone = (reply: FastifyReply): AbortSignal => {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
};
