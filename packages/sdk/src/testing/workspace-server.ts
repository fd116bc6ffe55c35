import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request as it came over the wire. */
export interface Received {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What to answer; a function answers by itself, or not at all. */
export type Reply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | ((response: ServerResponse) => void);

/** A server that answers what a test tells it and remembers what it was asked. */
export interface WorkspaceServer extends AsyncDisposable {
  readonly host: string;
  readonly received: readonly Received[];
}

/**
 * Starts a server on a free port.
 *
 * @param replies given one after the other, the last one ever after; or made from each request
 */
export const startServer = async (
  replies: readonly Reply[] | ((request: Received) => Reply),
): Promise<WorkspaceServer> => {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await readAll(request);
    const current = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    received.push(current);
    send(response, typeof replies === 'function' ? replies(current) : (replies[received.length - 1] ?? replies.at(-1)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    host: `http://127.0.0.1:${address.port}`,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const readAll = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
};

const send = (response: ServerResponse, reply: Reply | undefined): void => {
  if (typeof reply === 'function') {
    reply(response);
    return;
  }
  const { status = 200, headers = {}, body = {} } = reply ?? {};
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
};
