import { describe, expect, it } from 'vitest';
import { Finding } from './finding.ts';
import { defaultLimits, openProbe } from './probe.ts';
import { startOddServer } from './testing/odd-server.ts';

const probe = () => openProbe({ endpoint: 'http://127.0.0.1:1', bearerToken: 'very-secret' }, defaultLimits);

describe('fetching a file', () => {
  it('sends no token, and a range if one is wanted', async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startOddServer((request, response) => {
      seen.push(request.headers.authorization, request.headers.range);
      response.writeHead(206).end('PAR1');
    });
    const { status, bytes } = await probe().fetchFile(server.profile.endpoint, { range: [5, 8] });
    expect([status, bytes.toString(), ...seen]).toEqual([206, 'PAR1', undefined, 'bytes=5-8']);
  });

  it('follows nobody elsewhere', async () => {
    await using server = await startOddServer((_, response) => response.writeHead(302, { location: '/other' }).end());
    expect((await probe().fetchFile(server.profile.endpoint)).status).toBe(302);
  });

  it('ends at a file that has no end', async () => {
    await using server = await startOddServer((_, response) => {
      const more = () => response.write('x'.repeat(5000), () => setImmediate(more));
      more();
    });
    await expect(probe().fetchFile(server.profile.endpoint, { maxBytes: 10_000 })).rejects.toThrow(
      new Finding('The answer has more than 10000 bytes.'),
    );
  });

  it.each(['http://127.0.0.1:1/', 'file:///etc/passwd', 'gopher://x/'])('%s cannot be fetched', async url => {
    await expect(probe().fetchFile(url)).rejects.toThrow(Finding);
  });
});
