import { createServer } from 'node:http';
import type { ReceivedRequest } from './v4-claim.ts';

/** What a double answers. */
export interface DoubleAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A double that listens. */
export interface HttpDouble {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** An error in the form that both clouds give. */
export const xmlError = (status: number, code: string): DoubleAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>of the double</Message></Error>`,
});

/** Serves a function of requests on a free port of the loopback address. */
export const startDouble = async (answer: (request: ReceivedRequest) => DoubleAnswer): Promise<HttpDouble> => {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const { method = '', url: target = '', headers } = request;
    const { status, headers: more, body: content = '' } = answer({ method, target, headers, body });
    response.writeHead(status, { 'content-length': Buffer.byteLength(content), ...more });
    response.end(method === 'HEAD' ? undefined : content);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, stop };
};
