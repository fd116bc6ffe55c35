import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const allowed = '203.0.113.7';

describe.each([
  // Proxies, the header as the workspace gets it, whether the recipient is let in.
  { proxies: 0, forwarded: allowed, isLetIn: false },
  { proxies: 1, forwarded: allowed, isLetIn: true },
  { proxies: 1, forwarded: `${allowed}, 198.51.100.9`, isLetIn: false },
  { proxies: 1, forwarded: `198.51.100.9, ${allowed}`, isLetIn: true },
  { proxies: 2, forwarded: `${allowed}, 198.51.100.1`, isLetIn: true },
  { proxies: 2, forwarded: `${allowed}, 198.51.100.9, 198.51.100.1`, isLetIn: false },
  { proxies: 2, forwarded: 'nonsense, nonsense', isLetIn: false },
])('with $proxies proxies, X-Forwarded-For: $forwarded', ({ proxies, forwarded, isLetIn }) => {
  let test: TestWorkspace;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite', { trusted_proxies: proxies });
  });
  afterAll(() => test.close());

  it(`is ${isLetIn ? 'the address on the list' : 'another address: what the client wrote itself is not believed'}`, async () => {
    const { json } = await test.admin(`POST ${uc}/recipients`, {
      name: 'fenced',
      ip_access_list: { allowed_ip_addresses: [allowed] },
    });
    const url = json.activation_url as string;
    const code = url.slice(url.indexOf('?') + 1);
    const headers = { 'x-forwarded-for': forwarded };
    const steps = [
      url.replace('http://boathouse.test', ''),
      `${uc}/public/data_sharing_activation_info/${code}`,
      `${uc}/public/data_sharing_activation/${code}`,
    ];
    for (const path of steps) {
      const { status, headers: answered } = await test.call(`GET ${path}` as 'GET /', { headers });
      expect([path, status]).toEqual([path, isLetIn ? 200 : 403]);
      if (isLetIn) continue;
      const [record] = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records;
      expect(record).toMatchObject({
        request_id: answered['x-request-id'],
        response: { status_code: 403, error_message: expect.stringContaining('IP access list') },
      });
      expect(JSON.stringify(record)).not.toContain(code);
    }
  });
});
