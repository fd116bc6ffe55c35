import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { azureRequest } from './azure-client.ts';
import { collectStream } from './streams.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const serve = (listener: RequestListener): Promise<string> =>
  new Promise(resolve => {
    server = createServer(listener).listen(0, '127.0.0.1', () => {
      const address = server?.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/c/b`);
    });
  });

it('asks a server again that is busy or hangs up, and gives what it says then', async () => {
  let asked = 0;
  const url = await serve((request, response) => {
    asked += 1;
    if (asked === 1) request.socket.destroy();
    else response.writeHead(asked === 2 ? 503 : 200).end('body');
  });
  expect(String(await collectStream(await azureRequest(url), 'b'))).toBe('body');
  expect(asked).toBe(3);
});

it('gives up on a server that stays busy', async () => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked += 1;
    response.writeHead(503, { 'x-ms-error-code': 'ServerBusy' }).end();
  });
  await expect(azureRequest(url)).rejects.toMatchObject({ status: 503, code: 'ServerBusy' });
  expect(asked).toBe(3);
});

it('follows no redirect: the configured host is the only one that is asked', async () => {
  const paths: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/latest/meta-data' }).end();
  });
  await expect(azureRequest(url)).rejects.toMatchObject({ status: 302, code: '' });
  expect(paths).toEqual(['/c/b']);
});

it('repeats only a word of what a server says', async () => {
  const url = await serve((_, response) => {
    response.writeHead(400, { 'x-ms-error-code': 'look at http://evil.example.com' }).end();
  });
  await expect(azureRequest(url)).rejects.toMatchObject({ message: '400 ', code: '' });
});

it('takes a body that ends early for a failure', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.destroy());
  });
  await expect(collectStream(await azureRequest(url), 'b')).rejects.toMatchObject({ code: 'ECONNRESET' });
});
