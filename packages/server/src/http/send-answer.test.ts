import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { Answer } from './answer.ts';
import { sendAnswer } from './send-answer.ts';

let app: FastifyInstance;

const serve = async (result: () => unknown): Promise<number> => {
  app = Fastify();
  app.get('/', (_, reply) => sendAnswer(reply, result()));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
};

const open = async (port: number, encoding?: string): Promise<IncomingMessage> => {
  const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
  const [response] = await once(get({ port, host: '127.0.0.1', headers }), 'response');
  return response as IncomingMessage;
};

const bytesOf = async (response: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const line = `${JSON.stringify({ file: { url: 'https://store.example/part.parquet'.repeat(20) } })}\n`;

async function* lines(count: number): AsyncGenerator<string> {
  for (let number = 0; number < count; number += 1) yield line;
}

afterEach(() => app.close());

describe('an answer', () => {
  it('of lines is packed for who takes it so, and is the same unpacked', async () => {
    const port = await serve(() => new Answer({}, lines(1000)));
    const packed = await open(port, 'gzip, deflate');
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/x-ndjson; charset=utf-8',
      vary: 'accept-encoding',
    });
    const bytes = await bytesOf(packed);
    expect(bytes.length).toBeLessThan(line.length * 100);
    expect(gunzipSync(bytes).toString()).toBe(line.repeat(1000));
    const plain = await open(port);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect((await bytesOf(plain)).toString()).toBe(line.repeat(1000));
  });

  it('shows its first line before there is a second one, packed or not', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const port = await serve(
      () =>
        new Answer(
          {},
          (async function* () {
            yield line;
            await released;
            yield line;
          })(),
        ),
    );
    const plain = await open(port);
    const [first] = await once(plain, 'data');
    expect(String(first)).toBe(line);
    const packed = (await open(port, 'gzip')).pipe(createGunzip());
    const [unpacked] = await once(packed, 'data');
    expect(String(unpacked)).toBe(line);
    release();
    packed.resume();
    await once(packed, 'end');
  });

  it.each(['gzip', 'identity'])('in %s that fails halfway is cut off, not ended', async encoding => {
    const { promise: broken, reject: fail } = Promise.withResolvers<void>();
    const port = await serve(
      () =>
        new Answer(
          {},
          (async function* () {
            yield line;
            await broken;
          })(),
        ),
    );
    const response = await open(port, encoding);
    await once(response, 'data');
    fail(new Error('the disk is gone'));
    await expect(bytesOf(response)).rejects.toThrow(/aborted|reset/);
  });

  it.each(['gzip', 'identity'])('in %s asks for no more lines once its reader has gone', async encoding => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const port = await serve(
      () =>
        new Answer(
          {},
          (async function* () {
            try {
              for (;;) yield line.repeat(100);
            } finally {
              end();
            }
          })(),
        ),
    );
    const response = await open(port, encoding);
    await once(response, 'data');
    response.destroy();
    await ended;
  });

  it('of JSON is packed when it is long, and goes as it is when it is short', async () => {
    let value: object = { items: [] };
    const port = await serve(() => value);
    expect((await open(port, 'gzip')).headers['content-encoding']).toBeUndefined();
    value = { items: Array.from({ length: 500 }, (_, id) => ({ id })) };
    const packed = await open(port, 'gzip');
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(await bytesOf(packed)).toString())).toEqual(value);
    expect(JSON.parse((await bytesOf(await open(port))).toString())).toEqual(value);
  });
});
