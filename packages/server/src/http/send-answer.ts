import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Answer } from './answer.ts';

const isLines = (body: Answer['body']): body is AsyncIterable<string> =>
  body !== undefined && Symbol.asyncIterator in body;

/** JSON on one line, because one official client reads a list by its first line. */
const sendJson = (reply: FastifyReply, value: unknown): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(JSON.stringify(value));

/** Sends what a handler gave: a JSON value, or an answer with headers and perhaps lines. */
export const sendAnswer = async (reply: FastifyReply, result: unknown): Promise<FastifyReply> => {
  if (!(result instanceof Answer)) return sendJson(reply, result ?? {});
  reply.headers(result.headers);
  if (result.body === undefined) return reply.send();
  if (!isLines(result.body)) return sendJson(reply, result.body);
  // A stream that fails destroys the socket: a client must never take a part for the whole.
  return reply
    .type('application/x-ndjson; charset=utf-8')
    .send(Readable.from(result.body, { objectMode: false, highWaterMark: 65_536 }));
};
