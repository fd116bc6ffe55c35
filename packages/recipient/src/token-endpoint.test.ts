import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClientCredentialsProfile } from './profile.ts';
import { withRetries } from './retry.ts';
import { failureOf } from './testing/collect.ts';
import { sendJson, stop } from './testing/sharing-server.ts';
import { startTokenIssuer, type TokenIssuer } from './testing/token-issuer.ts';
import { askToken } from './token-endpoint.ts';

const transport = { fetch: globalThis.fetch, timeout: 300, retries: 2, retryDelay: 1 };
let issuer: TokenIssuer;
let profile: ClientCredentialsProfile;

beforeAll(async () => {
  issuer = await startTokenIssuer();
  profile = { ...issuer.client, endpoint: 'https://sharing.example' };
});
beforeEach(() => {
  issuer.intercept = undefined;
  issuer.received.length = 0;
});
afterAll(() => issuer.close());

/** Lets the issuer answer with this. */
function answering(body: unknown, status = 200): void {
  issuer.intercept = (_, response) => {
    if (typeof body === 'string') response.writeHead(status, { 'content-type': 'text/html' }).end(body);
    else sendJson(response, body, status);
    return true;
  };
}

/** How asking fails; never with a secret. */
async function refused(): Promise<unknown> {
  const error = await failureOf(askToken(profile, transport));
  expect(inspect(error, { depth: 9 })).not.toMatch(/sesame/);
  return error;
}

test('a client asks with its id and secret escaped, in the header, and with the scope of the profile', async () => {
  expect(await askToken(profile, transport)).toEqual({ value: 'access-1', lifetime: 3_600_000 });
  await askToken({ ...profile, scope: 'api://lake/.default offline' }, transport);
  expect(issuer.received.map(({ body }) => body)).toEqual([
    'grant_type=client_credentials',
    'grant_type=client_credentials&scope=api%3A%2F%2Flake%2F.default+offline',
  ]);
  expect(issuer.received[0]).toMatchObject({
    method: 'POST',
    url: '/oauth2/token?tenant=7',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  });
});

describe('a refusal', () => {
  test.each([
    [{ error: 'invalid_client', error_description: 'No such client.' }, '"invalid_client", "No such client."'],
    [{ error: 'invalid_scope' }, 'says "invalid_scope" (400'],
    [{ error: { code: 7 } }, "gave no reason. Is the profile's tokenEndpoint right?"],
    ['<html>Sign in</html>', 'gave no reason.'],
  ])('%j is told, and is final', async (body, words) => {
    answering(body, 400);
    const error = await failureOf(withRetries(transport, () => askToken(profile, transport)));
    expect(error).toMatchObject({ status: 400, errorCode: 'TOKEN_REFUSED', message: expect.stringContaining(words) });
    expect(String(error)).toMatch(
      /POST http:\/\/127\.0\.0\.1:\d+\/oauth2\/token: no access token .* \(400 TOKEN_REFUSED\)$/,
    );
    expect(issuer.received).toHaveLength(1);
  });

  test('is quoted, cut, and without the secret in any form', async () => {
    const { clientSecret } = profile;
    for (const padding of ['', 'x'.repeat(290)]) {
      issuer.intercept = ({ headers }, response) => {
        const said = `${padding}${clientSecret}\n${encodeURIComponent(clientSecret)} ${headers.authorization}`;
        sendJson(response, { error: 'invalid_client', error_description: said.padEnd(9000, 'y') }, 401);
        return true;
      };
      const message = String(await refused());
      expect(message).not.toMatch(/open|Basic [^[]|\n/);
      expect(message.length).toBeLessThan(700);
    }
  });

  test('for a while is repeated when the issuer says', async () => {
    issuer.intercept = (_, response) => {
      if (issuer.received.length > 1) return false;
      response.setHeader('retry-after', '0');
      sendJson(response, { error: 'temporarily_unavailable' }, 503);
      return true;
    };
    const asked = withRetries({ ...transport, retryDelay: 60_000 }, () => askToken(profile, transport));
    expect(await asked).toMatchObject({ value: 'access-2' });
  });
});

describe('an answer that is no token', () => {
  test.each([
    ['a web page', '<html>Sign in</html>', 'not a JSON object'],
    ['a list', [], 'not a JSON object'],
    ['nothing', {}, 'no access_token'],
    ['a token that no header can hold', { access_token: 'sesame\n' }, 'no access_token'],
    ['a token of another type', { access_token: 'sesame', token_type: 'DPoP' }, 'token_type is not Bearer'],
    ['more than it may have', { access_token: 'sesame', more: 'x'.repeat(2 ** 20) }, 'longer than the'],
  ])('but %s is refused', async (_, body, words) => {
    answering(body);
    expect(await refused()).toMatchObject({
      errorCode: 'INVALID_RESPONSE',
      message: expect.stringContaining(words),
    });
  });

  test('but a redirect is not followed', async () => {
    let isReached = false;
    const other = createServer((_, response) => {
      isReached = true;
      sendJson(response, { access_token: 'stolen' });
    });
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/token`;
    issuer.intercept = (_, response) => {
      response.writeHead(307, { location }).end();
      return true;
    };
    expect(await refused()).toMatchObject({ status: 307, message: expect.stringContaining('a redirect came') });
    expect(isReached).toBe(false);
    await stop(other);
  });

  test.each([
    ['never begins', ''],
    ['stops in the middle', '{"access_token":'],
  ])('because it %s is given up after the time-out', async (_, beginning) => {
    issuer.intercept = (_, response) => {
      if (beginning !== '') response.write(beginning);
      return true;
    };
    expect(await refused()).toMatchObject({ errorCode: 'TIMEOUT' });
  });
});
