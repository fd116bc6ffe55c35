import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Intercept, type Received, receive, sendJson, stop } from './sharing-server.ts';

/** The token endpoint of an OAuth issuer with one client, in this process. */
export interface TokenIssuer {
  /** The fields of a profile that name the endpoint and the client. */
  readonly client: {
    readonly shareCredentialsVersion: 2;
    readonly type: 'oauth_client_credentials';
    readonly tokenEndpoint: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
  /** All requests so far, oldest first. */
  readonly received: Received[];
  /** In seconds, as the issuer says it. */
  lifetime: unknown;
  /** Set it to let requests fail. */
  intercept: Intercept | undefined;
  close(): Promise<void>;
}

/** An id and a secret that have to be escaped, and both forms of the secret. */
const client = { clientId: 'nightly:job', clientSecret: 'open+sesame 42%' };
const credential = Buffer.from('nightly%3Ajob:open%2Bsesame%2042%25').toString('base64');

/** Starts an issuer on a free port. Its tokens are `access-1`, `access-2`, … in the order of all requests. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const server = createServer((request, response) => {
    answer(request, response).catch(error => response.destroy(error));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const tokenEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth2/token?tenant=7`;
  const issuer: TokenIssuer = {
    client: { shareCredentialsVersion: 2, type: 'oauth_client_credentials', tokenEndpoint, ...client },
    received: [],
    lifetime: 3600,
    intercept: undefined,
    close: () => stop(server),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await receive(request);
    issuer.received.push(received);
    if (await issuer.intercept?.(received, response)) return;
    const isClient = received.headers.authorization === `Basic ${credential}`;
    if (!isClient) return sendJson(response, { error: 'invalid_client' }, 401);
    if (new URLSearchParams(received.body).get('grant_type') !== 'client_credentials') {
      return sendJson(response, { error: 'unsupported_grant_type' }, 400);
    }
    const access_token = `access-${issuer.received.length}`;
    sendJson(response, { access_token, token_type: 'bearer', expires_in: issuer.lifetime });
  };
  return issuer;
}
