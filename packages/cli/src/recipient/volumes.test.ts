import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outside, run } from '../testing/run.ts';
import { targetOf } from './download-command.ts';

const files = ['2026/may/a.txt', '2026/june.txt', 'read me.txt', 'empty'];
const bodyOf = (path: string): string => (path === 'empty' ? '' : `the body of ${path}`);

let workspace: TestWorkspace;
let folder: string;
let volume: string;

/** Shares a volume, and gives the profile of a recipient who may read it. */
const shareVolume = async (w: WorkspaceClient, location: string): Promise<string> => {
  const kind = { volume_type: 'EXTERNAL', storage_location: `file://${location}` } as const;
  await w.volumes.create({ name: 'photos', catalog_name: 'main', schema_name: 'default', ...kind });
  await w.shares.create({ name: 'travel' });
  const object = { name: 'main.default.photos', data_object_type: 'VOLUME' } as const;
  await w.shares.update({ name: 'travel', updates: [{ action: 'ADD', data_object: object }] });
  const { activation_url = '' } = await w.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  await w.shares.updatePermissions({ name: 'travel', changes: [{ principal: 'acme', add: ['SELECT'] }] });
  return JSON.stringify(await w.recipientActivation.retrieveToken({ activation_url }));
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  for (const path of files) {
    mkdirSync(dirname(join(folder, 'source', path)), { recursive: true });
    writeFileSync(join(folder, 'source', path), bodyOf(path));
  }
  workspace = await startWorkspace({ localRoots: [folder] });
  const profile = join(folder, 'config.share');
  writeFileSync(profile, await shareVolume(new WorkspaceClient(workspace), join(folder, 'source')));
  volume = `${profile}#travel.default.photos`;
});
afterAll(async () => {
  await workspace.stop();
  rmSync(folder, { recursive: true });
});

const recipient = (args: readonly string[], outside?: Outside) => run(['recipient', ...args], outside);
const tree = (to: string) =>
  readdirSync(to, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(to.length + 1))
    .sort();

describe('volumes', () => {
  test('are listed, and so are their files, without URLs', async () => {
    expect((await recipient(['list-volumes', join(folder, 'config.share')])).out).toBe('travel\tdefault\tphotos\n');
    const { out } = await recipient(['list-files', volume, '2026']);
    expect(out.split('\n').map(line => line.split('\t').slice(0, 2))).toEqual([
      ['2026/june.txt', '25'],
      ['2026/may/a.txt', '26'],
      [''],
    ]);
    const json = (await recipient(['list-files', volume, '-o', 'json'])).out;
    expect(JSON.parse(json).map(({ path }: { path: string }) => path)).toEqual(files.toSorted());
    expect(json).not.toContain('http');
  });

  test('are downloaded with their folders', async () => {
    const to = join(folder, 'all');
    expect(await recipient(['download', volume, '--to', to])).toEqual({ code: 0, out: '', err: '' });
    expect(tree(to)).toEqual(files.toSorted());
    for (const path of files) expect(readFileSync(join(to, path), 'utf8')).toBe(bodyOf(path));
  });

  test('are downloaded in part, with progress on a terminal', async () => {
    const to = join(folder, 'part');
    const { code, err } = await recipient(['download', volume, '2026/may', '--to', to], { terminal: 80 });
    expect([code, tree(to)]).toEqual([0, ['2026/may/a.txt']]);
    expect(err).toMatch(/^\rphotos 0 files, 0\.0 MB: 2026\/may\/a\.txt/);
  });

  test('say when there is nothing below a folder', async () => {
    const { code, err } = await recipient(['download', volume, 'none', '--to', join(folder, 'none')]);
    expect([code, err]).toEqual([1, 'Error: photos has no files below none.\n']);
  });

  test('leave nothing of a file that did not come whole', async () => {
    const cut: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      return String(input).includes('/files/') ? new Response('the', response) : response;
    };
    const to = join(folder, 'cut');
    const { code, err } = await recipient(['download', volume, '2026', '--to', to], { fetch: cut });
    expect([code, tree(to)]).toEqual([1, []]);
    expect(err).toMatch(/only 3 bytes came where the server promised 25/);
  });

  test.each(['../x', 'a/../../x', '/etc/x', '.', '..', '', 'a//b', 'a/./b', 'a/', 'a\0b'])(
    'do not get out of the folder by the name %j',
    path => {
      expect(() => targetOf('/data', path)).toThrow(/which is no path below/);
    },
  );

  test('keep names that only look odd', () => {
    for (const path of ['a/..b', '...', 'a b/ü', '~/x']) expect(targetOf('/data', path)).toBe(`/data/${path}`);
  });
});
