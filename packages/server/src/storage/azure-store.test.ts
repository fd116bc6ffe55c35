import { afterEach, expect, it } from 'vitest';
import { type HttpDouble, startDouble } from '../../test-services/http-double.ts';
import { azureStore } from './azure-store.ts';

let double: HttpDouble | undefined;
afterEach(() => double?.stop());

const blobXml = (name: string) =>
  `<Blob><Name>${name}</Name><Properties><Content-Length>1</Content-Length><Last-Modified>Sun, 22 Nov 2026 08:00:00 GMT</Last-Modified></Properties></Blob>`;

/** A store whose account lists blobs in an order of its own. */
const storeOf = async (...names: readonly string[]) => {
  const body = `<EnumerationResults><Blobs>${names.map(blobXml).join('')}</Blobs></EnumerationResults>`;
  double = await startDouble(() => ({ status: 200, body }));
  const at = { kind: 'azure', account: 'lake', domain: 'core.windows.net', container: 'files', prefix: '' } as const;
  const location = 'abfss://files@lake.dfs.core.windows.net';
  return azureStore(at, { location, endpoint: double.url, account_key: Buffer.alloc(64).toString('base64') });
};

const pathsAfter = async (names: readonly string[], after?: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { path } of (await storeOf(...names)).listAll('', after)) found.push(path);
  return found;
};

it('goes on after a name that is gone', async () => {
  expect(await pathsAfter(['a', 'b', 'd'], 'c')).toEqual(['d']);
});

it('fails rather than leave out a name, where an account lists folders before what sorts before them', async () => {
  // In the order of bytes, `a-b` is before `a/x`.
  const names = ['a/x', 'a-b', 'b'];
  expect(await pathsAfter(names)).toEqual(names);
  await expect(pathsAfter(names, 'a/x')).rejects.toThrow(/does not list in the order of the names' bytes/);
});
