import { expect, test } from 'vitest';
import { type Received, type Reply, startServer } from './testing/workspace-server.ts';
import { WorkspaceClient } from './workspace-client.ts';

const connect = (host: string) => new WorkspaceClient({ host, token: 't', retries: 0 });

const parameter = ({ url }: Received, name: string) => new URL(url, 'http://x').searchParams.get(name);

/** Pages by token, an empty one in the middle. */
const pages = (request: Received): Reply => {
  switch (parameter(request, 'page_token')) {
    case null:
      return { body: { shares: [{ name: 'a' }, { name: 'b' }], next_page_token: 't 1' } };
    case 't 1':
      return { body: { next_page_token: 't2' } };
    default:
      return { body: { shares: [{ name: 'c' }], next_page_token: '' } };
  }
};

test('a list gives the items of all pages, empty pages included', async () => {
  await using server = await startServer(pages);
  const names: (string | undefined)[] = [];
  for await (const share of connect(server.host).shares.listShares({ max_results: 2 })) names.push(share.name);
  expect(names).toEqual(['a', 'b', 'c']);
  expect(server.received.map(({ url }) => url.split('?')[1])).toEqual([
    'max_results=2',
    'max_results=2&page_token=t%201',
    'max_results=2&page_token=t2',
  ]);
});

test('a list of Unity Catalog asks for pages, because it comes whole and unlimited otherwise', async () => {
  await using server = await startServer(pages);
  await expect(connect(server.host).shares.listShares().toArray()).resolves.toHaveLength(3);
  expect(server.received[0]?.url).toBe('/api/2.1/unity-catalog/shares?max_results=0');
});

test('nothing is sent before a list is read, and only as many pages as are read', async () => {
  await using server = await startServer(pages);
  const list = connect(server.host).shares.listShares();
  expect(server.received).toHaveLength(0);
  for await (const share of list) if (share.name === 'a') break;
  expect(server.received).toHaveLength(1);
  await expect(list.page()).resolves.toEqual({ shares: [{ name: 'a' }, { name: 'b' }], next_page_token: 't 1' });
  expect(server.received).toHaveLength(2);
});

test('pages are given as the workspace answers them', async () => {
  await using server = await startServer(pages);
  const counts: (number | undefined)[] = [];
  for await (const page of connect(server.host).shares.listShares().pages()) counts.push(page.shares?.length);
  expect(counts).toEqual([2, undefined, 1]);
});

test('a list that is asked for by POST sends the token in the body', async () => {
  await using server = await startServer([
    { body: { events: [{ cluster_id: 'c', timestamp: 1 }], next_page_token: 'n' } },
    { body: { events: [{ cluster_id: 'c', timestamp: 2 }] } },
  ]);
  const events = await connect(server.host).clusters.events({ cluster_id: 'c' }).toArray();
  expect(events.map(({ timestamp }) => timestamp)).toEqual([1, 2]);
  expect(server.received.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
    ['POST', { cluster_id: 'c' }],
    ['POST', { cluster_id: 'c', page_token: 'n' }],
  ]);
});

test('a page token that leads back to its own page ends with an error instead of never', async () => {
  await using server = await startServer([{ body: { shares: [{ name: 'a' }], next_page_token: 'same' } }]);
  await expect(connect(server.host).shares.listShares().toArray()).rejects.toThrow('never ends');
  expect(server.received).toHaveLength(2);
});

const users = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index) }));

test('a SCIM list goes on behind what came until all are there', async () => {
  await using server = await startServer(request => {
    const start = Number(parameter(request, 'startIndex') ?? 1);
    return { body: { Resources: users(5).slice(start - 1, start + 1), totalResults: 5, startIndex: start } };
  });
  await expect(connect(server.host).users.list({ count: 3 }).toArray()).resolves.toEqual(users(5));
  expect(server.received.map(({ url }) => url.split('?')[1])).toEqual([
    'count=3',
    'count=3&startIndex=3',
    'count=3&startIndex=5',
  ]);
});

test('a SCIM list without a total ends with an empty page', async () => {
  await using server = await startServer([{ body: { Resources: users(2) } }, { body: {} }]);
  await expect(connect(server.host).groups.list().toArray()).resolves.toEqual(users(2));
  expect(server.received).toHaveLength(2);
});

test('a list that is never cut is one page', async () => {
  await using server = await startServer([{ body: { scopes: [{ name: 'a' }], next_page_token: 'ignored' } }, {}]);
  const { secrets } = connect(server.host);
  await expect(secrets.listScopes().toArray()).resolves.toEqual([{ name: 'a' }]);
  await expect(secrets.listScopes().toArray()).resolves.toEqual([]);
  expect(server.received).toHaveLength(2);
});
