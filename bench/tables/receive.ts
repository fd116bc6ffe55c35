import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A query of a shared table, as a recipient sends it. */
export interface Query {
  readonly url: string;
  readonly token: string;
}

/** What a client received. Times are in milliseconds since the request was sent. */
export interface Received {
  /** Lines of the whole answer: protocol, metadata, and one for each file. */
  readonly lines: number;
  readonly bytes: number;
  /** When the first line of a file began to come. */
  readonly firstFile: number;
  readonly end: number;
}

/** How a client reads an answer. */
export interface Pace {
  /** Bytes per second at most. */
  readonly rate?: number;
  /** Leaves after the first line of a file. */
  readonly firstOnly?: boolean;
}

const lineFeed = 0x0a;

const countLines = (chunk: Buffer): number => {
  let lines = 0;
  for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) lines += 1;
  return lines;
};

/** Asks for all files of a shared table. */
const send = async ({ url, token }: Query) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = request(url, { method: 'POST', headers, agent: false });
  sent.end('{}');
  const [response] = await once(sent, 'response');
  return response;
};

/**
 * Queries a shared table over a connection of its own, and counts the lines of the answer without looking into them.
 *
 * @throws Error when the answer is not 200 or breaks off
 */
export const receive = async (query: Query, { rate = Infinity, firstOnly = false }: Pace = {}): Promise<Received> => {
  const begun = performance.now();
  const elapsed = () => performance.now() - begun;
  const response = await send(query);
  const received = { lines: 0, bytes: 0, firstFile: 0, end: 0 };
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (response.statusCode !== 200) throw new Error(`${query.url} answered ${response.statusCode}: ${chunk}`);
    if (received.firstFile === 0 && chunk.includes('{"file":')) received.firstFile = elapsed();
    received.lines += countLines(chunk);
    received.bytes += chunk.length;
    if (firstOnly && received.firstFile > 0) break;
    const early = (received.bytes / rate) * 1000 - elapsed();
    if (early > 0) await sleep(early);
  }
  return { ...received, end: elapsed() };
};
