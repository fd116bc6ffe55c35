import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Profile } from '../profile.ts';

/** A request on its way to the server behind. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Scheme, host and port that it was sent to. */
  readonly origin: string;
}

/** An answer on its way back. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server that is correct but for one thing. */
export interface Oddity {
  /** What it understands instead of what it was asked. */
  readonly hear?: (asked: Asked) => Asked;
  /** What it says instead of the answer. */
  readonly say?: (answered: Answered, asked: Asked) => Answered;
}

/** Stands in front of a server, and does one thing otherwise. */
export interface OddProxy extends AsyncDisposable {
  readonly profile: Profile;
  /** From now on this is odd; undefined for nothing. */
  become(oddity: Oddity | undefined): void;
}

/** Headers of one connection, which the next one makes for itself. */
const ownHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'host'];

const without = (headers: Iterable<readonly [string, string]>): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !ownHeaders.includes(name)));

const readAsked = async (request: IncomingMessage): Promise<Asked> => ({
  method: request.method ?? 'GET',
  url: request.url ?? '/',
  headers: without(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
  body: await text(request),
  origin: `http://${request.headers.host}`,
});

const forward = async (origin: string, { method, url, headers, body }: Asked): Promise<Answered> => {
  const reply = await fetch(`${origin}${url}`, { method, headers, ...(body === '' ? {} : { body }) });
  return { status: reply.status, headers: without(reply.headers), body: await reply.text() };
};

/** Starts one in front of the server of a profile. */
export const startOddProxy = async ({ endpoint, bearerToken }: Profile): Promise<OddProxy> => {
  let odd: Oddity = {};
  const { origin, pathname } = new URL(endpoint);
  const server = createServer(async (request, response) => {
    const asked = await readAsked(request);
    const answered = await forward(origin, odd.hear?.(asked) ?? asked);
    const { status, headers, body } = odd.say?.(answered, asked) ?? answered;
    response.writeHead(status, headers).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    profile: { endpoint: `http://127.0.0.1:${port}${pathname}`, bearerToken },
    become: oddity => {
      odd = oddity ?? {};
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};
