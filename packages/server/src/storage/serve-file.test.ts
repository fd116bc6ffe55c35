import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile, streamFile } from './open-file.ts';
import { entityTag, type FileHeaders, planFileAnswer, serveFile } from './serve-file.ts';

const facts = { size: 1_000, modified: 1_700_000_000_123_456_789n, inode: 42n };
const etag = entityTag(facts);
const plan = (headers: FileHeaders, method = 'GET', size = facts.size) =>
  planFileAnswer({ method, headers }, { ...facts, size });

describe('planFileAnswer', () => {
  it('sends the whole file when nothing else is asked', () => {
    expect(plan({})).toEqual({
      status: 200,
      headers: {
        etag,
        'accept-ranges': 'bytes',
        'content-type': 'application/octet-stream',
        'content-length': '1000',
        'x-content-type-options': 'nosniff',
      },
      range: { start: 0, end: 999 },
    });
  });

  it('answers HEAD with the headers of GET, without a body, and ignores its Range', () => {
    const { range, ...head } = plan({}, 'GET');
    expect(range).toBeDefined();
    expect(plan({}, 'HEAD')).toEqual(head);
    expect(plan({ range: 'bytes=0-9' }, 'HEAD')).toEqual(head);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-499', 0, 499],
    ['bytes=500-', 500, 999],
    ['bytes=0-', 0, 999],
    ['bytes=999-', 999, 999],
    ['bytes=990-2000', 990, 999],
    ['bytes=-1', 999, 999],
    ['bytes=-500', 500, 999],
    ['bytes=-5000', 0, 999],
    ['BYTES=1-2', 1, 2],
    ['bytes=1-99999999999999999999999', 1, 999],
  ])('sends the part that %s asks for', (range, start, end) => {
    const answer = plan({ range });
    expect(answer).toMatchObject({ status: 206, range: { start, end } });
    expect(answer.headers).toMatchObject({
      'content-range': `bytes ${start}-${end}/1000`,
      'content-length': `${end - start + 1}`,
    });
  });

  it.each(['bytes=1000-', 'bytes=1000-2000', 'bytes=-0', 'bytes=99999999999999999999999-'])(
    'says that %s lies outside of the file',
    range => {
      expect(plan({ range })).toEqual({
        status: 416,
        headers: { etag, 'accept-ranges': 'bytes', 'content-range': 'bytes */1000', 'content-length': '0' },
      });
    },
  );

  it.each([
    'bytes=2-1',
    'bytes=-',
    'bytes=',
    'bytes',
    'bytes=a-b',
    'bytes=1',
    'items=0-1',
    'bytes=0-1,5-6',
    'bytes=0x1-2',
    'bytes=1-2-3',
  ])('sends the whole file for %s, which is malformed or more than one range', range => {
    expect(plan({ range })).toMatchObject({ status: 200, range: { start: 0, end: 999 } });
  });

  it('sends an empty file whatever range is asked', () => {
    for (const range of ['bytes=0-', 'bytes=-5', 'bytes=0-9']) {
      const answer = plan({ range }, 'GET', 0);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({ 'content-length': '0' });
    }
  });

  it('answers 304 to who has the file already, before it looks at a range', () => {
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = plan({ 'if-none-match': tag, range: 'bytes=0-9' });
      expect(answer).toEqual({ status: 304, headers: { etag, 'accept-ranges': 'bytes' } });
    }
    expect(plan({ 'if-none-match': '"other"' }).status).toBe(200);
  });

  it('answers 412 to who wants another content', () => {
    expect(plan({ 'if-match': '"other"' })).toEqual({ status: 412, headers: { etag, 'accept-ranges': 'bytes' } });
    for (const tag of [etag, '*', `"other",${etag}`]) expect(plan({ 'if-match': tag }).status).toBe(200);
    expect(plan({ 'if-match': `W/${etag}` }).status).toBe(412);
  });

  it('sends a part only of the content that If-Range names, and the whole of any other', () => {
    const range = 'bytes=0-9';
    expect(plan({ range, 'if-range': etag }).status).toBe(206);
    for (const tag of ['"other"', `W/${etag}`, 'Tue, 14 Nov 2023 22:13:20 GMT']) {
      expect(plan({ range, 'if-range': tag }).status, tag).toBe(200);
    }
  });

  it('has another tag for another size, time (to the nanosecond) or inode', () => {
    const others = [
      { ...facts, size: 1_001 },
      { ...facts, modified: facts.modified + 1n },
      { ...facts, inode: 43n },
    ];
    expect(new Set([facts, ...others].map(entityTag)).size).toBe(4);
    expect(etag).toMatch(/^"[0-9a-z-]+"$/);
  });

  it('never leaves the file, whatever header comes', () => {
    const header = fc.oneof(
      fc.string(),
      fc.tuple(fc.option(fc.maxSafeNat()), fc.option(fc.maxSafeNat())).map(([a, b]) => `bytes=${a ?? ''}-${b ?? ''}`),
    );
    fc.assert(
      fc.property(header, fc.nat(5_000), (range, size) => {
        const answer = plan({ range }, 'GET', size);
        expect([200, 206, 416]).toContain(answer.status);
        if (answer.range === undefined) return;
        const { start, end } = answer.range;
        expect(start >= 0 && end < size && start <= end + 1).toBe(true);
        expect(answer.headers['content-length']).toBe(`${end - start + 1}`);
      }),
    );
  });
});

describe('serveFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-serve-'));
  const file = join(folder, 'file');
  const content = Buffer.from(Array.from({ length: 700_000 }, (_, index) => index % 251));
  let server: Server;
  let url = '';

  beforeAll(async () => {
    writeFileSync(file, content);
    server = createServer(async ({ method = '', headers }, response) => {
      const opened = await openFile(file);
      if (opened === undefined) throw new Error('not a file');
      const answer = await serveFile({ method, headers }, opened);
      response.writeHead(answer.status, answer.headers);
      if (answer.body === undefined) response.end();
      else answer.body.on('error', () => response.destroy()).pipe(response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const get = async (headers: Record<string, string> = {}) => {
    const response = await fetch(url, { headers });
    return { response, body: Buffer.from(await response.arrayBuffer()) };
  };

  it('gives the file, parts of it, and its facts over HTTP', async () => {
    const whole = await get();
    expect(whole.body.equals(content)).toBe(true);
    const part = await get({ range: 'bytes=300000-600000' });
    expect(part.response.status).toBe(206);
    expect(part.body.equals(content.subarray(300_000, 600_001))).toBe(true);
    const tail = await get({ range: 'bytes=-8' });
    expect(tail.body.equals(content.subarray(-8))).toBe(true);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('700000');
    const known = await get({ 'if-none-match': head.headers.get('etag') ?? '' });
    expect(known.response.status).toBe(304);
    expect((await get({ range: 'bytes=700000-' })).response.status).toBe(416);
  });

  it('keeps reading the file that was opened when another takes its name', async () => {
    const opened = await openFile(file);
    if (opened === undefined) throw new Error('not a file');
    rmSync(file);
    writeFileSync(file, 'another');
    const chunks = await streamFile(opened).toArray();
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
    writeFileSync(file, content);
  });

  it('fails, and does not end as if all were well, when the file becomes shorter', async () => {
    const opened = await openFile(file);
    if (opened === undefined) throw new Error('not a file');
    truncateSync(file, 1_000);
    await expect(streamFile(opened).toArray()).rejects.toThrow(/became shorter/);
    writeFileSync(file, content);
  });

  it('closes the file after the last byte, when nobody reads on, and when there is no body', async () => {
    const ends = [
      async () => streamFile(await reopen()).toArray(),
      async () => streamFile(await reopen()).destroy(),
      async () => serveFile({ method: 'HEAD', headers: {} }, await reopen()),
    ];
    for (const end of ends) {
      await end();
      await expect.poll(() => last?.handle.fd).toBe(-1);
    }
  });

  let last: Awaited<ReturnType<typeof openFile>>;
  const reopen = async () => {
    last = await openFile(file);
    if (last === undefined) throw new Error('not a file');
    return last;
  };
});
