import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** How a test signs a token: what differs from a good one of five minutes. */
export interface SignOptions {
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now; undefined leaves `exp` out. */
  readonly expiresIn?: number | undefined;
  readonly header?: { readonly kid?: string; readonly typ?: string };
}

/** What a test's issuer answers instead of what is right. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** An issuer on this machine, with a key that it changes when told to. */
export interface TestIssuer extends AsyncDisposable {
  readonly url: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  /** Signs a token as the issuer does. */
  sign(claims: JWTPayload, options?: SignOptions): Promise<string>;
  /** Changes the key. */
  rotate(): Promise<void>;
  /** Answers this path, from the next request on, in another way; undefined: as is right. */
  misbehave(path: string, answer: Misbehaviour | undefined): void;
  /** The public keys as they are published. */
  keys(): readonly JWK[];
}

export const discoveryPath = '/.well-known/openid-configuration';
export const keysPath = '/keys';

const json = (response: ServerResponse, body: object): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Another document per path: an Entra tenant has two issuers. */
const documentOf = (url: string, path: string, issuerOf: (path: string) => string) => ({
  issuer: issuerOf(path.slice(0, -discoveryPath.length)),
  jwks_uri: `${url}${keysPath}`,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
});

/**
 * Starts an issuer on a free port.
 *
 * @param issuerOf the `issuer` of the discovery document below a path; the server's own URL when absent
 */
export const startTestIssuer = async (issuerOf?: (url: string, path: string) => string): Promise<TestIssuer> => {
  const requests: string[] = [];
  const misbehaviours = new Map<string, Misbehaviour>();
  let kid = 0;
  const newKey = async () => {
    kid += 1;
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    return { kid: `key-${kid}`, privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `key-${kid}`, use: 'sig' } };
  };
  let key = await newKey();
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    requests.push(path);
    const misbehave = misbehaviours.get(path);
    if (misbehave !== undefined) misbehave(request, response);
    else if (path.endsWith(discoveryPath)) {
      json(
        response,
        documentOf(url, path, below => issuerOf?.(url, below) ?? url + below),
      );
    } else if (path === keysPath) json(response, { keys: [key.jwk] });
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    sign: (claims, options = {}) => {
      const jwt = new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...options.header })
        .setIssuer(options.issuer ?? url)
        .setAudience(options.audience ?? 'boathouse')
        .setIssuedAt();
      const { expiresIn = 300 } = options;
      const isEndless = 'expiresIn' in options && options.expiresIn === undefined;
      return (isEndless ? jwt : jwt.setExpirationTime(new Date(Date.now() + expiresIn * 1000))).sign(key.privateKey);
    },
    rotate: async () => {
      key = await newKey();
    },
    misbehave: (path, answer) => {
      if (answer === undefined) misbehaviours.delete(path);
      else misbehaviours.set(path, answer);
    },
    keys: () => [key.jwk],
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
