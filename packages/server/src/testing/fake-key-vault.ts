import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A key vault on this machine, with the part of Microsoft Entra ID that gives tokens for it. */
export interface FakeKeyVault {
  /** `http://127.0.0.1:port/` */
  readonly url: string;
  /** The credential that it takes. */
  readonly credential: { readonly tenant_id: string; readonly client_id: string; readonly client_secret: string };
  /** What it holds. */
  readonly secrets: Map<string, string>;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
  /** Answers the requests of a path from now on, in place of the vault. */
  misbehave(path: string, answer: (response: ServerResponse) => void): void;
  /** Takes no token that was given before. */
  forgetTokens(): void;
  close(): Promise<void>;
}

const pageSize = 25;
const updated = 1_700_000_000;

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const credential = { tenant_id: 'tenant', client_id: 'reader', client_secret: 'vault-credential' };

/** Starts a fake key vault: it lists in pages, and lets in only whoever has its tokens. */
export const startFakeKeyVault = async (): Promise<FakeKeyVault> => {
  const secrets = new Map<string, string>();
  const asked: string[] = [];
  const odd = new Map<string, (response: ServerResponse) => void>();
  let tokens = 0;
  let good: string | undefined;

  const giveToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await readBody(request));
    const isRight =
      form.get('grant_type') === 'client_credentials' &&
      form.get('scope') === 'https://vault.azure.net/.default' &&
      form.get('client_id') === credential.client_id &&
      form.get('client_secret') === credential.client_secret;
    if (!isRight)
      return send(response, 401, { error: 'invalid_client', error_description: 'vault-credential is wrong' });
    tokens += 1;
    good = `token-${tokens}`;
    send(response, 200, { access_token: good, expires_in: 3600 });
  };

  const list = (url: URL, response: ServerResponse): void => {
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const names = [...secrets.keys()].sort();
    const value = names
      .slice(from, from + pageSize)
      .map(name => ({ id: `${url.origin}/secrets/${name}`, attributes: { enabled: true, updated } }));
    const next = `${url.origin}/secrets?api-version=7.4&$skiptoken=${from + pageSize}`;
    send(response, 200, { value, nextLink: from + pageSize < names.length ? next : null });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    asked.push(url.pathname);
    const other = odd.get(url.pathname);
    if (other !== undefined) return other(response);
    if (url.pathname === `/${credential.tenant_id}/oauth2/v2.0/token`) return giveToken(request, response);
    if (good === undefined || request.headers.authorization !== `Bearer ${good}`) return send(response, 401, {});
    if (url.searchParams.get('api-version') !== '7.4') return send(response, 400, {});
    if (url.pathname === '/secrets') return list(url, response);
    const name = url.pathname.slice('/secrets/'.length);
    const value = secrets.get(name);
    if (value === undefined) return send(response, 404, { error: { code: 'SecretNotFound' } });
    send(response, 200, { value, id: `${url.origin}/secrets/${name}/1`, attributes: { updated } });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    credential,
    secrets,
    asked,
    misbehave: (path, other) => odd.set(path, other),
    forgetTokens: () => {
      good = undefined;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
