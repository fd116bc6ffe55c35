import { expect, test } from 'vitest';
import { answering, run, signedIn } from '../testing/run.ts';

test('any call is sent as it is written, and its answer is JSON', async () => {
  const { fetch, requests } = answering({ tokens: [1] });
  const { out, code } = await run(['api', 'get', '/api/2.0/token/list?a=b%20c'], { env: signedIn(), fetch });
  expect({ out: JSON.parse(out), code }).toEqual({ out: { tokens: [1] }, code: 0 });
  expect(requests[0]).toMatchObject({ method: 'GET', url: 'https://w.example.com/api/2.0/token/list?a=b%20c' });
});

test('a body is sent with the methods that have one', async () => {
  const { fetch, requests } = answering({});
  const body = { env: signedIn(), fetch, stdin: '{"token_id":"ab"}' };
  expect(await run(['api', 'post', '/api/2.0/token/delete', '--json', '@-'], body)).toMatchObject({
    code: 0,
    out: '{}\n',
  });
  expect(requests[0]?.method).toBe('POST');
  expect(await requests[0]?.json()).toEqual({ token_id: 'ab' });
  expect(await run(['api', 'get', '/x', '--json', '{}'], body)).toMatchObject({ code: 1 });
});

test('a path without a slash is refused, for it would change the host', async () => {
  const { fetch, requests } = answering({});
  const { code, err } = await run(['api', 'get', '.evil.example.com/x'], { env: signedIn(), fetch });
  expect(code).toBe(1);
  expect(err).toContain('A path begins with a slash');
  expect(requests).toEqual([]);
});
