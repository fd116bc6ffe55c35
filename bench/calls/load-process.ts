import { connect, type Socket } from 'node:net';
import type { Load, LoadResult } from './load.ts';

/** The process that `load.ts` starts: it asks over raw sockets, so that one core can keep any server here busy. */

const requestOf = ({ url, headers = {} }: Load): Buffer => {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ host, connection: 'keep-alive', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
};

/** Where an answer ends in what has come of it, in bytes; undefined while its head is not complete. */
const lengthOf = (received: Buffer): number | undefined => {
  const head = received.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  const text = received.toString('latin1', 0, head);
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text) ?? [];
  if (!text.startsWith('HTTP/1.1 200 ') || length === undefined) {
    throw new Error(`The answer is not 200 with a content-length: ${text.split('\r\n', 1)[0]}`);
  }
  return head + 4 + Number(length);
};

/** Asks over one connection, the next request after each answer, and counts the answers. */
const ask = (load: Load, request: Buffer, end: number): Promise<number> =>
  new Promise((resolve, reject) => {
    let answers = 0;
    let beginning: Buffer | undefined;
    let missing: number | undefined;
    const take = (chunk: Buffer, socket: Socket): void => {
      if (missing === undefined) {
        const received = beginning === undefined ? chunk : Buffer.concat([beginning, chunk]);
        const length = lengthOf(received);
        // The buffer is used again for what comes next.
        beginning = length === undefined ? Buffer.from(received) : undefined;
        if (length === undefined) return;
        missing = length - received.length;
      } else missing -= chunk.length;
      if (missing > 0) return;
      missing = undefined;
      answers += 1;
      if (performance.now() < end) socket.write(request);
      else socket.destroy();
    };
    const { hostname, port } = new URL(load.url);
    const socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(65_536),
        callback: (size, buffer) => {
          try {
            take(Buffer.from(buffer.buffer, buffer.byteOffset, size), socket);
          } catch (error) {
            socket.destroy(error as Error);
          }
          return true;
        },
      },
    });
    socket.once('connect', () => socket.write(request));
    socket.once('error', reject);
    socket.once('end', () => socket.destroy(new Error(`${load.url}: the connection was closed.`)));
    socket.once('close', () => resolve(answers));
  });

const measure = async (load: Load): Promise<LoadResult> => {
  const request = requestOf(load);
  const begun = performance.now();
  const before = process.cpuUsage();
  const end = begun + load.milliseconds;
  const counts = await Promise.all(Array.from({ length: load.connections }, () => ask(load, request, end)));
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(before);
  const answers = counts.reduce((sum, count) => sum + count, 0);
  return { rate: answers / seconds, busy: (user + system) / 1e6 / seconds };
};

process.on('message', (load: Load) => {
  measure(load).then(
    result => process.send?.({ result }),
    error => process.send?.({ error: String(error) }),
  );
});
