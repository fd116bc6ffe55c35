import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { exchangeText } from './exchange.ts';
import { defaultLimits, openProbe } from './probe.ts';
import { parseProfile } from './profile.ts';
import type { Trial } from './rule.ts';
import { rules } from './rules.ts';
import { type Result, runRules } from './run-rules.ts';
import { startOddServer } from './testing/odd-server.ts';

/** Runs everything against a server that answers so, with little patience. */
const runAgainst = async (answer: RequestListener): Promise<readonly Result[]> => {
  await using server = await startOddServer(answer);
  const results: Result[] = [];
  for await (const result of runRules(server.profile, { timeout: 200, maxBytes: 10_000 })) results.push(result);
  return results;
};

const resultOf = (results: readonly Result[], id: string) => results.find(({ rule }) => rule.id === id);

describe('a server that', () => {
  it('answers HTML fails with a finding that shows it, and its tables are not tried', async () => {
    const results = await runAgainst((_, response) => response.end('<html>Welcome</html>'));
    expect(results).toHaveLength(rules.length);
    expect(results.some(({ outcome }) => outcome === 'pass')).toBe(false);
    expect(resultOf(results, 'query/lines')).toMatchObject({
      outcome: 'not tried',
      reason: expect.stringContaining('<html>'),
    });
    expect(resultOf(results, 'discovery/unknown-endpoint')).toMatchObject({ outcome: 'fail' });
  });

  it('hangs is given up', async () => {
    const results = await runAgainst(() => undefined);
    expect(resultOf(results, 'discovery/unknown-endpoint')).toMatchObject({
      outcome: 'fail',
      reason: 'No whole answer within 200 ms.',
    });
  });

  it('sends without end is given up', async () => {
    const results = await runAgainst((_, response) => {
      const more = () => response.write('x'.repeat(5000), () => setImmediate(more));
      more();
    });
    expect(resultOf(results, 'discovery/unknown-endpoint')?.reason).toBe('The answer has more than 10000 bytes.');
  });

  it('redirects does not get the token sent elsewhere', async () => {
    const seen: (string | undefined)[] = [];
    await using other = await startOddServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    const results = await runAgainst((_, response) =>
      response.writeHead(302, { location: other.profile.endpoint }).end(),
    );
    expect(resultOf(results, 'discovery/unknown-endpoint')?.reason).toContain('elsewhere (302)');
    expect(seen).toEqual([]);
  });

  it('lists pages without end is found out', async () => {
    const results = await runAgainst((_, response) => response.end('{"items":[],"nextPageToken":"again"}'));
    expect(resultOf(results, 'query/lines')?.reason).toContain('The same nextPageToken comes twice');
  });

  it('lists pages without end, each with a token of its own, is found out', async () => {
    let page = 0;
    await using server = await startOddServer((_, response) => {
      page += 1;
      response.end(`{"items":[],"nextPageToken":"${page}"}`);
    });
    const chosen = rules.filter(({ id }) => id === 'discovery/places');
    const { value } = await runRules(server.profile, { rules: chosen, timeout: 5000 }).next();
    expect(value).toMatchObject({ outcome: 'fail', reason: 'The list /shares has more than 1000 pages.' });
  }, 60_000);

  it('makes a rule ask without end does not keep it for ever', async () => {
    await using server = await startOddServer((_, response) => response.end('{}'));
    const facts = { title: '', requirement: '', protects: '', level: 'core' } as const;
    const check = async ({ send }: Trial): Promise<void> => {
      for (;;) await send({ path: '/shares' });
    };
    const options = { rules: [{ ...facts, id: 'test/endless', check }], timeout: 500 };
    const { value } = await runRules(server.profile, options).next();
    expect(value).toMatchObject({ outcome: 'not tried', reason: expect.stringContaining('given up after 5 seconds') });
  }, 30_000);

  it('has names that no URL can hold is checked to the end', async () => {
    const results = await runAgainst((_, response) =>
      response.end('{"items":[{"name":"\\ud800","schema":"\\udfff"}],"share":{}}'),
    );
    expect(results).toHaveLength(rules.length);
  });

  it('has no tables passes what can be said of it, and the rest is not tried', async () => {
    const results = await runAgainst((request, response) => {
      if (request.url?.endsWith('/shares')) response.end('{"items":[]}');
      else response.writeHead(404).end('{"errorCode":"NOT_FOUND","message":"There is nothing here."}');
    });
    expect(resultOf(results, 'query/lines')).toMatchObject({ outcome: 'not tried' });
    expect(resultOf(results, 'discovery/unknown-endpoint')).toMatchObject({ outcome: 'pass' });
  });
});

describe('a run', () => {
  it('ends with the reason as soon as it is interrupted', async () => {
    const abort = new AbortController();
    await using server = await startOddServer(() => abort.abort(new Error('enough')));
    await expect(runRules(server.profile, { signal: abort.signal }).next()).rejects.toThrow('enough');
  });

  it('does not try what needs tables of known content, when it cannot make any', async () => {
    await using server = await startOddServer((_, response) => response.end('{}'));
    const facts = { title: '', requirement: '', protects: '', level: 'core' } as const;
    const rule = { ...facts, id: 'test/known', check: async (trial: Trial) => void trial.lab() };
    const { value } = await runRules(server.profile, { rules: [rule] }).next();
    expect(value).toMatchObject({ outcome: 'not tried', reason: expect.stringContaining('storage to write to') });
  });
});

describe('what is shown of an exchange', () => {
  it('holds neither the token nor signatures', async () => {
    const results = await runAgainst((_, response) => response.end('{"url":"https://s.example/f?sig=abc123"}'));
    const shown = JSON.stringify(results);
    expect(shown).toContain('https://s.example/…');
    expect(shown).not.toMatch(/very-secret|abc123/);
  });

  it.each([
    ['a URL that is signed in its path', '{"url":"https://s.example/files/abc123"}'],
    ['a URL whose characters are escaped', '{"url":"https:\\/\\/s.example\\/f?a\\u003d1\\u0026sig\\u003dabc123"}'],
    ['a URL in a text of JSON', '{"stats":"{\\"at\\":\\"https://s.example/f?sig=abc123\\"}"}'],
    [
      'credentials of AWS',
      '{"awsTempCredentials":{"accessKeyId":"abc1231","secretAccessKey" : "abc1232","sessionToken":"abc1233"}}',
    ],
    ['a credential with an escaped quote', '{"oauthToken":"x\\"abc123"}'],
    ['a SAS of Azure', '{"azureUserDelegationSas":{"sasToken":"sig=abc123"}}'],
    ['what is cut off in its middle', `{"x":"${'y'.repeat(1850)}","refreshToken":"abc123${'z'.repeat(1000)}"}`],
  ])('does not hold %s', async (_, body) => {
    await using server = await startOddServer((_, response) => response.setHeader('set-cookie', 'abc123').end(body));
    const probe = openProbe(server.profile, defaultLimits);
    await probe.send({ path: '/x' });
    await probe.fetchFile(`${server.profile.endpoint}/abc123?sig=abc123`);
    const shown = probe.exchanges.map(exchangeText).join('\n');
    expect(shown).not.toMatch(/very-secret|abc123/);
    expect(shown).toMatch(/> GET http:\/\/127\.0\.0\.1:\d+\/…\n\n< 200\n.*\(\d+ bytes\)/s);
  });

  it('and the reason of a failure hold no URL that opens anything', async () => {
    await using server = await startOddServer((_, response) => response.end('{}'));
    const facts = { title: '', requirement: '', protects: '', level: 'core' } as const;
    const check = async ({ fetchFile }: Trial) => void (await fetchFile('https://user:abc123@s.example/f?sig=abc123'));
    const { value } = await runRules(server.profile, { rules: [{ ...facts, id: 'test/url', check }] }).next();
    expect(value).toMatchObject({ outcome: 'fail', reason: expect.stringContaining('/…') });
    expect(JSON.stringify(value)).not.toContain('abc123');
  });

  it('holds what a rule sends in the place of a token', async () => {
    await using server = await startOddServer((_, response) => response.end());
    const probe = openProbe(server.profile, defaultLimits);
    await probe.send({ path: '/', token: null, headers: { authorization: 'Basic none' } });
    expect(probe.exchanges[0]?.request).toContain('authorization: Basic none');
  });
});

describe('rules', () => {
  it('have ids that are unique and say what they protect', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, title, requirement, protects } of rules) {
      expect(id).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
      for (const text of [title, requirement, protects]) expect(text.length).toBeGreaterThan(10);
    }
  });
});

describe('a profile', () => {
  it.each([
    ['{', 'not JSON'],
    ['{}', 'shareCredentialsVersion 1'],
    ['{"shareCredentialsVersion":1,"bearerToken":"t"}', 'no endpoint URL'],
    ['{"shareCredentialsVersion":1,"endpoint":"https://s.example/x/"}', 'no bearerToken'],
    ['{"shareCredentialsVersion":1,"endpoint":"https://","bearerToken":"t"}', 'no endpoint URL'],
    ['{"shareCredentialsVersion":1,"endpoint":"https://s.example","bearerToken":"a\\nb"}', 'characters that no token'],
  ])('%s is refused', (text, message) => expect(() => parseProfile(text)).toThrow(message));

  it('gives the endpoint without a slash at its end', () => {
    const text = '{"shareCredentialsVersion":1,"endpoint":"https://s.example/x/","bearerToken":"t"}';
    expect(parseProfile(text)).toEqual({ endpoint: 'https://s.example/x', bearerToken: 't' });
  });
});
