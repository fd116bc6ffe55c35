import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { acceptsGzip } from './accepts-gzip.ts';
import { Answer } from './answer.ts';

const compress = promisify(gzip);

/** The fastest: signed URLs and statistics still shrink to less than a quarter. */
const level = constants.Z_BEST_SPEED;

/** Shorter answers go as they are: they fit into one packet or two, and each costs work to pack and to unpack. */
const leastToCompress = 2048;

const isLines = (body: Answer['body']): body is AsyncIterable<string> =>
  body !== undefined && Symbol.asyncIterator in body;

const takesGzip = (reply: FastifyReply): boolean => {
  reply.header('vary', 'accept-encoding');
  return acceptsGzip(reply.request.headers['accept-encoding']);
};

/** JSON on one line, because one official client reads a list by its first line. */
const sendJson = async (reply: FastifyReply, value: unknown): Promise<FastifyReply> => {
  const text = JSON.stringify(value);
  reply.type('application/json; charset=utf-8');
  if (text.length < leastToCompress || !takesGzip(reply)) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await compress(text, { level }));
};

/** Lines are flushed as they come: who reads the first need not wait until there are enough to fill a block. */
const compressed = (lines: Readable): Readable =>
  pipeline(lines, createGzip({ level, flush: constants.Z_SYNC_FLUSH }), () => {
    // A failure is the reader's to see, who gets the stream's end destroyed.
  });

const sendLines = (reply: FastifyReply, body: AsyncIterable<string>): FastifyReply => {
  // As strings, which go to the socket as they are: buffers would be made of them, and wait for the garbage collector.
  const lines = Readable.from(body, { highWaterMark: 2 });
  reply.type('application/x-ndjson; charset=utf-8');
  // A stream that fails destroys the socket: a client must never take a part for the whole.
  if (!takesGzip(reply)) return reply.send(lines);
  return reply.header('content-encoding', 'gzip').send(compressed(lines));
};

/** Sends what a handler gave: a JSON value, or an answer with headers and perhaps lines. Packed, if the client takes it so. */
export const sendAnswer = async (reply: FastifyReply, result: unknown): Promise<FastifyReply> => {
  if (!(result instanceof Answer)) return sendJson(reply, result ?? {});
  reply.headers(result.headers);
  if (result.body === undefined) return reply.send();
  return isLines(result.body) ? sendLines(reply, result.body) : sendJson(reply, result.body);
};

/** Ends what a handler gave that is not to be sent: its lines have begun already, and hold what they are read from. */
export const dropAnswer = async (result: unknown): Promise<void> => {
  if (result instanceof Answer && isLines(result.body)) await result.body[Symbol.asyncIterator]().return?.();
};
