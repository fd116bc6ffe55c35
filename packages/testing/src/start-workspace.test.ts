import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProfile } from '@boathouse/recipient';
import { ConnectionError, WorkspaceClient } from '@boathouse/sdk';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startWorkspace, type TestWorkspace, type WorkspaceOptions } from './start-workspace.ts';

const sampleTables = fileURLToPath(new URL('../../../examples/data', import.meta.url));

/** Starts a workspace that ends with the test. */
const start = async (options?: WorkspaceOptions): Promise<TestWorkspace> => {
  const workspace = await startWorkspace(options);
  onTestFinished(workspace.stop);
  return workspace;
};

const namesOf = async (client: WorkspaceClient): Promise<string[]> =>
  (await client.shares.listShares().toArray()).map(share => share.name ?? '');

/** Registers the table at a folder, shares it with a new recipient, and counts the rows that they read. */
const countRowsOf = async (client: WorkspaceClient, folder: string): Promise<number> => {
  await client.tables.create({
    ...{ catalog_name: 'main', schema_name: 'default', name: 'airlines' },
    ...{ table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: `file://${folder}` },
  });
  await client.shares.create({ name: 'travel' });
  const dataObject = { name: 'main.default.airlines', data_object_type: 'TABLE' } as const;
  await client.shares.update({ name: 'travel', updates: [{ action: 'ADD', data_object: dataObject }] });
  const { activation_url = '' } = await client.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  await client.shares.updatePermissions({ name: 'travel', changes: [{ principal: 'acme', add: ['SELECT'] }] });
  const recipient = await openProfile(await client.recipientActivation.retrieveToken({ activation_url }));
  let count = 0;
  for await (const _ of recipient.table('travel.default.airlines').rows()) count += 1;
  return count;
};

describe('a workspace for tests', () => {
  it('answers the administrator, by host and token and by the configuration file', async () => {
    const workspace = await start();
    expect(workspace.host).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const byToken = await new WorkspaceClient(workspace).currentUser.me();
    const { configFile, profile } = workspace;
    const byFile = await new WorkspaceClient({ configFile, profile }).currentUser.me();
    expect(byToken).toMatchObject({ userName: 'admin@localhost' });
    expect(byFile).toEqual(byToken);
  });

  it('lets a recipient read a Delta table that was copied into the warehouse', async () => {
    const workspace = await start();
    const folder = join(workspace.warehouse, 'airlines');
    cpSync(join(sampleTables, 'airlines'), folder, { recursive: true });
    expect(await countRowsOf(new WorkspaceClient(workspace), folder)).toBe(16);
  });

  it('lets a recipient read a Delta table of a local root', async () => {
    const workspace = await start({ localRoots: [sampleTables] });
    expect(await countRowsOf(new WorkspaceClient(workspace), join(sampleTables, 'airlines'))).toBe(16);
  });

  it('refuses a local root that does not exist, and does not make it', async () => {
    const missing = join(tmpdir(), 'boathouse-misspelt');
    await expect(startWorkspace({ localRoots: [missing] })).rejects.toThrow(
      `Option localRoots: there is no folder ${missing}.`,
    );
    expect(existsSync(missing)).toBe(false);
  });

  it('takes settings by the names of the configuration file, and refuses wrong ones by name', async () => {
    const workspace = await start({ localRoots: [sampleTables], settings: { signed_url_seconds: 60 } });
    const client = new WorkspaceClient(workspace);
    await countRowsOf(client, join(sampleTables, 'airlines'));
    const { activation_url = '' } = await client.recipients.rotateToken({
      name: 'acme',
      existing_token_expire_in_seconds: 0,
    });
    const recipient = await openProfile(await client.recipientActivation.retrieveToken({ activation_url }));
    const left: number[] = [];
    for await (const { expirationTimestamp = 0 } of recipient.table('travel.default.airlines').files()) {
      left.push(expirationTimestamp - Date.now());
    }
    expect(left).toHaveLength(1);
    expect(left[0]).toBeLessThanOrEqual(60_000);
    expect(left[0]).toBeGreaterThan(0);
    await expect(startWorkspace({ settings: { signed_url_seconds: 0 } })).rejects.toThrow('signed_url_seconds');
  });

  it('runs beside others that share nothing with it', async () => {
    const [first, second, third] = await Promise.all([start(), start(), start()]);
    const clients = [first, second, third].map(workspace => new WorkspaceClient(workspace));
    await Promise.all(clients.map((client, index) => client.shares.create({ name: `share-${index}` })));
    expect(await Promise.all(clients.map(namesOf))).toEqual([['share-0'], ['share-1'], ['share-2']]);
    first.clock.advance({ days: 1 });
    expect(first.clock.now() - second.clock.now()).toBeGreaterThan(86_000_000);
    const stranger = new WorkspaceClient({ host: first.host, token: second.token });
    await expect(stranger.currentUser.me()).rejects.toMatchObject({ message: 'Invalid access token.' });
  });

  it('takes nothing from the environment of the developer, and writes nothing into their home', async () => {
    const home = mkdtempSync(join(tmpdir(), 'boathouse-home-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    onTestFinished(() => void vi.unstubAllEnvs());
    const theirs = { HOME: home, DATABRICKS_CONFIG_PROFILE: 'production', DATABRICKS_HOST: 'https://example.com' };
    const settings = { DATA: '/nowhere', PORT: '1', DATABASE: 'postgres://nowhere/none', MASTER_KEY: 'not a key' };
    for (const [name, value] of Object.entries(theirs)) vi.stubEnv(name, value);
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(`BOATHOUSE_${name}`, value);
    const workspace = await start();
    expect(await namesOf(new WorkspaceClient(workspace))).toEqual([]);
    expect(readdirSync(home)).toEqual([]);
  });

  it('keeps its files where only their owner can read them, and no key among them', async () => {
    const workspace = await start();
    const folder = dirname(workspace.configFile);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).not.toContain('master.key');
  });

  it('is gone when it is stopped, however often', async () => {
    const workspace = await startWorkspace();
    const client = new WorkspaceClient({ ...workspace, retries: 0 });
    await client.shares.create({ name: 'travel' });
    await Promise.all([workspace.stop(), workspace.stop()]);
    await workspace.stop();
    expect(existsSync(dirname(workspace.configFile))).toBe(false);
    await expect(client.currentUser.me()).rejects.toThrow(ConnectionError);
  });

  it('is stopped at the end of a block that uses it', async () => {
    let folder: string;
    {
      await using workspace = await startWorkspace();
      folder = dirname(workspace.configFile);
      expect(existsSync(folder)).toBe(true);
    }
    expect(existsSync(folder)).toBe(false);
  });
});
