import { openProfile, type SharingClient, SharingError } from '@boathouse/recipient';
import { WorkspaceClient } from '@boathouse/sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWorkspace, type TestWorkspace } from './start-workspace.ts';

const day = 86_400_000;

let workspace: TestWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  workspace = await startWorkspace();
  client = new WorkspaceClient(workspace);
});

afterEach(async () => {
  vi.useRealTimers();
  await workspace.stop();
});

const activate = async (activationUrl = ''): Promise<SharingClient> =>
  openProfile(await client.recipientActivation.retrieveToken({ activation_url: activationUrl }));

const onboard = async (name: string): Promise<SharingClient> =>
  activate((await client.recipients.create({ name, authentication_type: 'TOKEN' })).activation_url);

const rotate = async (name: string, graceSeconds: number): Promise<SharingClient> =>
  activate(
    (await client.recipients.rotateToken({ name, existing_token_expire_in_seconds: graceSeconds })).activation_url,
  );

/** Whether a recipient's token is good: 200, or 401. */
const isLive = async (recipient: SharingClient): Promise<boolean> => {
  try {
    await recipient.listShares().next();
    return true;
  } catch (error) {
    if (error instanceof SharingError && error.status === 401) return false;
    throw error;
  }
};

describe('time in a workspace for tests', () => {
  it('ends the token of a recipient after its year, and no day before', async () => {
    const acme = await onboard('acme');
    workspace.clock.advance({ days: 364 });
    expect(await isLive(acme)).toBe(true);
    workspace.clock.advance({ days: 1 });
    expect(await isLive(acme)).toBe(false);
    expect((await client.recipients.get({ name: 'acme' })).tokens).toEqual([]);
  });

  it('ends the grace period of a token that was rotated, and not the token that took its place', async () => {
    const before = await onboard('acme');
    workspace.clock.advance({ days: 300 });
    const after = await rotate('acme', (7 * day) / 1000);
    workspace.clock.advance({ days: 6, hours: 23 });
    expect([await isLive(before), await isLive(after)]).toEqual([true, true]);
    workspace.clock.advance({ hours: 1 });
    expect([await isLive(before), await isLive(after)]).toEqual([false, true]);
    workspace.clock.advance({ days: 358 });
    expect(await isLive(after)).toBe(false);
  });

  it('ends a personal access token when its lifetime is over, and never the one the test came with', async () => {
    const { token_value: token } = await client.tokens.create({ lifetime_seconds: 3600 });
    const other = new WorkspaceClient({ host: workspace.host, token });
    workspace.clock.advance({ minutes: 59 });
    expect(await other.currentUser.me()).toMatchObject({ userName: 'admin@localhost' });
    workspace.clock.advance({ minutes: 1 });
    await expect(other.currentUser.me()).rejects.toMatchObject({ status: 403 });
    workspace.clock.advance({ days: 36_500 });
    expect(await client.currentUser.me()).toMatchObject({ userName: 'admin@localhost' });
  });

  it('stamps what is done with the time that it is moved to', async () => {
    const earlier = workspace.clock.now();
    workspace.clock.advance({ days: 100 });
    const { created_at: createdAt = 0 } = await client.shares.create({ name: 'travel' });
    expect(createdAt).toBeGreaterThanOrEqual(earlier + 100 * day);
    expect(createdAt).toBeLessThanOrEqual(workspace.clock.now());
    const [record] = (await client.audit.list({ max_results: 10 }).page()).records;
    expect(record?.event_time).toBeGreaterThanOrEqual(earlier + 100 * day);
  });

  it('follows a test that replaces Date, for code that asks Date itself', async () => {
    const acme = await onboard('acme');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 364 * day });
    expect(await isLive(acme)).toBe(true);
    vi.setSystemTime(Date.now() + day);
    expect(await isLive(acme)).toBe(false);
  });
});
