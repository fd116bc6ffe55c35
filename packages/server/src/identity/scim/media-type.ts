import type { FastifyInstance } from 'fastify';
import { dialectOf, scim } from '../../http/dialects.ts';

const mediaType = 'application/scim+json';

/**
 * Calls answers of SCIM `application/scim+json` for clients that ask for it (RFC 7644 §3.1), errors too. Others get
 * `application/json`, as Databricks' own clients expect.
 */
export const addScimMediaType = (app: FastifyInstance): void => {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isJson = String(reply.getHeader('content-type')).startsWith('application/json');
    if (isJson && request.headers.accept?.includes(mediaType) && dialectOf(request.url) === scim) {
      reply.type(`${mediaType}; charset=utf-8`);
    }
    done(null, payload);
  });
};
