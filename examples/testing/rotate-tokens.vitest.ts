import { openProfile, type SharingClient } from '@boathouse/recipient';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rotateTokens } from './rotate-tokens.ts';

let workspace: TestWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  workspace = await startWorkspace();
  client = new WorkspaceClient(workspace);
});

afterEach(() => workspace.stop());

/** What somebody does who gets an activation link. */
const activate = async (link = ''): Promise<SharingClient> =>
  openProfile(await client.recipientActivation.retrieveToken({ activation_url: link }));

const onboard = async (name: string): Promise<SharingClient> =>
  activate((await client.recipients.create({ name, authentication_type: 'TOKEN' })).activation_url);

const rotate = () => rotateTokens(client, { withinDays: 14, graceDays: 7, now: workspace.clock.now() });

test('a token is rotated two weeks before its year is over, and once', async () => {
  await onboard('acme');
  workspace.clock.advance({ days: 350 });
  expect([...(await rotate()).keys()]).toEqual([]);
  workspace.clock.advance({ days: 1 });
  expect([...(await rotate()).keys()]).toEqual(['acme']);
  expect([...(await rotate()).keys()]).toEqual([]);
});

test('a recipient reads on with the old token for a week, and with the new one from then on', async () => {
  const before = await onboard('acme');
  await client.shares.create({ name: 'travel' });
  await client.shares.updatePermissions({ name: 'travel', changes: [{ principal: 'acme', add: ['SELECT'] }] });
  workspace.clock.advance({ days: 355 });
  const after = await activate((await rotate()).get('acme'));
  const read = (recipient: SharingClient) => recipient.getShare('travel');
  workspace.clock.advance({ days: 6 });
  expect(await read(before)).toMatchObject({ name: 'travel' });
  workspace.clock.advance({ days: 1 });
  await expect(read(before)).rejects.toMatchObject({ status: 401 });
  expect(await read(after)).toMatchObject({ name: 'travel' });
});

test('a token that ends before the grace period does is not made to live longer', async () => {
  await onboard('acme');
  workspace.clock.advance({ days: 364 });
  expect([...(await rotate()).keys()]).toEqual(['acme']);
});
