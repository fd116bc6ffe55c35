import { expect, test } from 'vitest';
import { answering, run, signedIn } from '../testing/run.ts';

test('keys rotate takes no argument, and tells which key seals now and what is left to do', async () => {
  const answer = {
    key_id: '79499a42af66ccd0',
    resealed: [{ kind: 'activation_links', values: 3 }],
    removed_key_ids: [],
    next_step: 'When every replica has the new key, remove the old one from keys.txt.',
  };
  const { fetch, requests } = answering(answer);
  const { code, out } = await run(['keys', 'rotate'], { env: signedIn(), fetch });
  expect(code).toBe(0);
  expect(requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    'POST /api/2.0/boathouse/keys/rotate',
  ]);
  expect(out).toContain('79499a42af66ccd0');
  expect(out).toContain('remove the old one from keys.txt');
  const asJson = await run(['keys', 'rotate', '-o', 'json'], { env: signedIn(), fetch: answering(answer).fetch });
  expect(JSON.parse(asJson.out)).toEqual(answer);
});

test('keys list shows ids and how many values each seals', async () => {
  const key = { key_id: '79499a42af66ccd0', current: true, available: true, sealed_values: 12 };
  const { fetch } = answering({ keys: [key] });
  const { code, out } = await run(['keys', 'list'], { env: signedIn(), fetch });
  expect([code, out]).toEqual([0, '79499a42af66ccd0\ttrue\ttrue\t12\n']);
});
