import { createHmac, createPublicKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IssuerError } from './ask-issuer.ts';
import { RefusedToken } from './refused-token.ts';
import { discoveryPath, keysPath, startTestIssuer, type TestIssuer } from './testing/test-issuer.ts';
import { claimedIssuer, trustIssuers } from './trusted-issuers.ts';
import { verifyToken } from './verify-token.ts';

let issuer: TestIssuer;
let passed = 0;
beforeEach(async () => {
  issuer = await startTestIssuer();
  passed = 0;
});
afterEach(() => issuer[Symbol.asyncDispose]());

const now = () => Date.now() + passed;

/** A function that verifies, with its own cache of keys. */
const verifier = (url = issuer.url) => {
  const [trusted] = trustIssuers({ issuers: [{ issuer: url, users: {} }] }, now, () => '').all;
  if (trusted === undefined) throw new Error('No issuer.');
  return (token: string) => verifyToken(trusted, token, { audiences: ['boathouse'], now: now() });
};

const half = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  it('that its issuer signed for this workspace is read', async () => {
    expect(await verifier()(await issuer.sign({ sub: 'ana' }))).toMatchObject({ sub: 'ana', iss: issuer.url });
  });

  it.each([
    ['for somebody else', { audience: 'other' }, 'is for another audience'],
    ['that has expired', { expiresIn: -61 }, 'has expired'],
    ['without an end', { expiresIn: undefined }, 'lacks the claim `exp`'],
    ['that ends a logout', { header: { typ: 'logout+jwt' } }, 'is of a type that gives no access'],
    ['of another issuer', { issuer: 'https://other.example.com' }, 'lacks the claim `iss` or has it wrong'],
  ])('%s is refused', async (_, options, message) => {
    const token = await issuer.sign({ sub: 'ana' }, options);
    await expect(verifier()(token)).rejects.toThrow(message);
    await expect(verifier()(token)).rejects.toBeInstanceOf(RefusedToken);
  });

  it('that is not valid yet is refused, beyond what clocks may differ by', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    await expect(verifier()(await issuer.sign({ nbf: seconds + 90 }))).rejects.toThrow('is not valid yet');
    await expect(verifier()(await issuer.sign({ nbf: seconds + 30 }))).resolves.toBeDefined();
    await expect(verifier()(await issuer.sign({}, { expiresIn: -30 }))).resolves.toBeDefined();
  });

  it('without a signature is refused', async () => {
    const [, payload] = (await issuer.sign({ sub: 'ana' })).split('.');
    await expect(verifier()(`${half({ alg: 'none' })}.${payload}.`)).rejects.toThrow('algorithm that is not accepted');
  });

  it('signed with the public key as a shared secret is refused', async () => {
    const [key] = issuer.keys();
    const [, payload] = (await issuer.sign({ sub: 'ana' })).split('.');
    const signed = `${half({ alg: 'HS256', kid: key?.kid, typ: 'JWT' })}.${payload}`;
    const pem = createPublicKey({ key: key as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const forged = `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
    await expect(verifier()(forged)).rejects.toThrow('algorithm that is not accepted');
  });

  it('signed by a stranger is refused, even under the id of a known key', async () => {
    await using stranger = await startTestIssuer();
    const forged = await stranger.sign({ sub: 'ana' }, { issuer: issuer.url });
    await expect(verifier()(forged)).rejects.toThrow('has a signature that is not its issuer’s');
  });

  it('that was changed is refused', async () => {
    const [header, , signature] = (await issuer.sign({ sub: 'ana' })).split('.');
    const payload = half({ sub: 'eve', iss: issuer.url, aud: 'boathouse', exp: 9_999_999_999 });
    await expect(verifier()(`${header}.${payload}.${signature}`)).rejects.toBeInstanceOf(RefusedToken);
  });

  it.each(['', 'a.b.c', '..', `${'x'.repeat(20_000)}.y.z`])('that is none is refused: %#', async token => {
    await expect(verifier()(token)).rejects.toBeInstanceOf(RefusedToken);
    expect(
      claimedIssuer(
        trustIssuers({ issuers: [] }, now, () => ''),
        token,
      ),
    ).toBeUndefined();
  });
});

describe('the keys of an issuer', () => {
  it('are fetched once, however many ask at the same time', async () => {
    const verify = verifier();
    const token = await issuer.sign({ sub: 'ana' });
    await Promise.all(Array.from({ length: 20 }, () => verify(token)));
    expect(issuer.requests).toEqual([discoveryPath, keysPath]);
  });

  it('are fetched again for a new key, at most every half minute', async () => {
    const verify = verifier();
    await verify(await issuer.sign({}));
    await issuer.rotate();
    const token = await issuer.sign({ sub: 'ana' });
    await expect(verify(token)).rejects.toThrow('is signed by a key that its issuer does not publish');
    expect(issuer.requests).toHaveLength(2);
    passed = 31_000;
    expect(await verify(token)).toMatchObject({ sub: 'ana' });
    const unknown = await issuer.sign({}, { header: { kid: 'nobody-s' } });
    for (let times = 0; times < 5; times += 1) await expect(verify(unknown)).rejects.toThrow('does not publish');
    expect(issuer.requests).toHaveLength(4);
  });

  it('are fetched again after an hour, so that one that was withdrawn no longer counts', async () => {
    const verify = verifier();
    const token = await issuer.sign({}, { expiresIn: 10_000 });
    await verify(token);
    await issuer.rotate();
    passed = 61 * 60_000;
    await expect(verify(token)).rejects.toThrow('does not publish');
  });

  it('count for a day while the issuer is away', async () => {
    const verify = verifier();
    const token = await issuer.sign({}, { expiresIn: 200_000 });
    await verify(token);
    issuer.misbehave(discoveryPath, (_, response) => response.writeHead(500).end());
    passed = 2 * 3_600_000;
    await expect(verify(token)).resolves.toBeDefined();
    passed = 25 * 3_600_000;
    await expect(verify(token)).rejects.toBeInstanceOf(IssuerError);
  });

  it('that cannot be had are not asked for again at once', async () => {
    issuer.misbehave(discoveryPath, (_, response) => response.destroy());
    const verify = verifier();
    const token = await issuer.sign({});
    await expect(verify(token)).rejects.toThrow('cannot be reached');
    await expect(verify(token)).rejects.toThrow('cannot be reached');
    expect(issuer.requests).toHaveLength(1);
    issuer.misbehave(discoveryPath, undefined);
    passed = 31_000;
    await expect(verify(token)).resolves.toBeDefined();
  });

  it.each([
    ['redirects', discoveryPath, 'answered with a redirect, which is not followed'],
    ['redirects for its keys', keysPath, 'answered with a redirect, which is not followed'],
  ])('are not taken from an issuer that %s', async (_, path, message) => {
    issuer.misbehave(path, (_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end('{}'),
    );
    await expect(verifier()(await issuer.sign({}))).rejects.toThrow(message);
  });

  it.each([
    ['another issuer', { issuer: 'https://other.example.com', jwks_uri: 'x' }, 'is the document of another issuer'],
    ['no keys', { keys: undefined }, 'names no jwks_uri'],
    ['keys at a metadata service', { jwks_uri: 'http://169.254.169.254/keys' }, 'is no https URL'],
    ['keys in a file', { jwks_uri: 'file:///etc/passwd' }, 'is no https URL'],
  ])('are not taken from a document that names %s', async (_, document, message) => {
    issuer.misbehave(discoveryPath, (_request, response) =>
      response.end(JSON.stringify({ issuer: issuer.url, ...document })),
    );
    await expect(verifier()(await issuer.sign({}))).rejects.toThrow(message);
  });

  it.each([
    ['a list of keys without end', JSON.stringify({ keys: Array(101).fill({ kty: 'RSA' }) }), 'at most 100 keys'],
    ['what is too large', `{"keys":[],"x":"${'x'.repeat(300_000)}"}`, 'with more than 262144 bytes'],
    ['no JSON', '<html>', 'without a JSON object'],
    ['words for keys', '{"keys":["a","b"]}', 'holds something else than keys'],
  ])('are not taken from an answer with %s', async (_, body, message) => {
    issuer.misbehave(keysPath, (_request, response) => response.end(body));
    await expect(verifier()(await issuer.sign({}))).rejects.toThrow(message);
  });

  it('are not waited for without end', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const late = new AbortController();
      setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), 50);
      return late.signal;
    });
    issuer.misbehave(discoveryPath, (_, response) => response.writeHead(200).write('{'));
    await expect(verifier()(await issuer.sign({}))).rejects.toThrow('did not answer within 5 s');
    vi.restoreAllMocks();
  });
});
