import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/**
 * Logs every answer by its route. Never by its URL: activation codes and signed URLs are secrets that travel in one.
 */
export const addRequestLog = (app: FastifyInstance, log: Logger): void => {
  app.addHook('onResponse', (request, reply, done) => {
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
};
