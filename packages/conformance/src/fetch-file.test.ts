import { describe, expect, it } from 'vitest';
import { fetchFile } from './fetch-file.ts';
import { Finding } from './finding.ts';
import { startOddServer } from './testing/odd-server.ts';

describe('fetching a file', () => {
  it('sends no token, and a range if one is wanted', async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startOddServer((request, response) => {
      seen.push(request.headers.authorization, request.headers.range);
      response.writeHead(206).end('PAR1');
    });
    const { status, bytes } = await fetchFile(server.profile.endpoint, { range: [5, 8] });
    expect([status, bytes.toString(), ...seen]).toEqual([206, 'PAR1', undefined, 'bytes=5-8']);
  });

  it('follows nobody elsewhere', async () => {
    await using server = await startOddServer((_, response) => response.writeHead(302, { location: '/other' }).end());
    expect((await fetchFile(server.profile.endpoint)).status).toBe(302);
  });

  it('ends at a file that has no end', async () => {
    await using server = await startOddServer((_, response) => {
      const more = () => response.write('x'.repeat(5000), () => setImmediate(more));
      more();
    });
    await expect(fetchFile(server.profile.endpoint, { maxBytes: 10_000 })).rejects.toThrow(
      new Finding('A file has more than the 10000 bytes that were asked for.'),
    );
  });

  it.each(['http://127.0.0.1:1/', 'file:///etc/passwd', 'gopher://x/'])('%s cannot be fetched', async url => {
    await expect(fetchFile(url)).rejects.toThrow(Finding);
  });
});
