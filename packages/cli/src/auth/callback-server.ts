import { createServer, type ServerResponse } from 'node:http';
import { UsageError } from '../failures.ts';

/** Where the browser comes back to after somebody has signed in. */
export interface CallbackServer extends AsyncDisposable {
  readonly redirectUri: string;
  /** What the browser comes back with. Rejects when the signal fires. */
  readonly returned: Promise<URLSearchParams>;
}

/** The port that workspaces expect, and those that are tried when it is taken. */
const [firstPort, lastPort] = [8020, 8040];

const page = (text: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Boathouse</title><p style="font:16px system-ui;margin:3rem">${text}</p>`;

const answer = (response: ServerResponse, status: number, text: string): void => {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', connection: 'close' })
    .end(page(text));
};

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    // Nobody else on the network may bring a code.
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

const listenOnFreePort = async (server: ReturnType<typeof createServer>): Promise<number> => {
  for (let port = firstPort; port <= lastPort; port += 1) {
    try {
      await listen(server, port);
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  throw new UsageError(`The ports ${firstPort} to ${lastPort} of this machine are all taken.`);
};

/**
 * Listens on this machine for a browser that comes back from signing in.
 *
 * @throws UsageError when no port is free
 */
export const startCallbackServer = async (signal: AbortSignal): Promise<CallbackServer> => {
  let settle: (returned: URLSearchParams) => void = () => {};
  const returned = new Promise<URLSearchParams>((resolve, reject) => {
    settle = resolve;
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Whoever waits hears of it; nobody may wait yet.
  returned.catch(() => {});
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    // Browsers ask for an icon too.
    if (pathname !== '/' || !searchParams.has('state')) return answer(response, 404, 'There is nothing here.');
    answer(response, 200, 'You can close this window, and go back to the terminal.');
    settle(searchParams);
  });
  const port = await listenOnFreePort(server);
  return {
    redirectUri: `http://localhost:${port}`,
    returned,
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
};
