import { expect, test } from 'vitest';
import { answering, run, signedIn } from './testing/run.ts';

test('--debug shows requests and answers without anything secret', async () => {
  const token = { token_value: 'dapi-new-secret', token_info: { token_id: 'ab' } };
  const { err, out } = await run(['tokens', 'create', '--comment', 'ci', '--debug'], {
    env: signedIn('https://w.example.com', 'dapi-own-secret'),
    fetch: answering(token, { headers: { 'x-request-id': 'r-1' } }).fetch,
  });
  expect(err).toMatch(
    /^> POST https:\/\/w\.example\.com\/api\/2\.0\/token\/create\n> \{"comment":"ci"\}\n< 200 .*\(\d+ ms, request r-1\)\n< \{"token_value":"\[REDACTED\]","token_info":\{"token_id":"ab"\}\}\n$/,
  );
  expect(err).not.toContain('secret');
  // The answer itself is what was asked for.
  expect(out).toContain('dapi-new-secret');
});

test('--debug shows no secret that travels in the path, and no body that it cannot read', async () => {
  const link = 'https://w.example.com/delta_sharing/retrieve_config.html?top-secret';
  const { err } = await run(['recipient-activation', 'retrieve-token', link, '--debug'], {
    env: signedIn(),
    fetch: answering('<html>top-secret</html>', { status: 502 }).fetch,
  });
  expect(err).toContain(
    '> GET https://w.example.com/api/2.1/unity-catalog/public/data_sharing_activation/{activation_url}',
  );
  expect(err.split('\nError:')[0]).not.toContain('top-secret');
});
