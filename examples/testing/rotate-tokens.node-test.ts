import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace } from '@boathouse/testing';
import { rotateTokens } from './rotate-tokens.ts';

const lifetime = { withinDays: 14, graceDays: 7 };

test('only the tokens that are about to end are rotated', async t => {
  const workspace = await startWorkspace();
  t.after(workspace.stop);
  const client = new WorkspaceClient(workspace);
  await client.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  workspace.clock.advance({ days: 200 });
  await client.recipients.create({ name: 'globex', authentication_type: 'TOKEN' });
  workspace.clock.advance({ days: 155 });
  const links = await rotateTokens(client, { ...lifetime, now: workspace.clock.now() });
  assert.deepEqual([...links.keys()], ['acme']);
});

test('a recipient whose token has ended gets a new one', async t => {
  const workspace = await startWorkspace();
  t.after(workspace.stop);
  const client = new WorkspaceClient(workspace);
  await client.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  workspace.clock.advance({ days: 400 });
  const links = await rotateTokens(client, { ...lifetime, now: workspace.clock.now() });
  assert.deepEqual([...links.keys()], ['acme']);
});

test('code that asks Date itself is tested by moving Date: the workspace goes by it', async t => {
  const workspace = await startWorkspace();
  t.after(workspace.stop);
  const client = new WorkspaceClient(workspace);
  await client.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 355 * 86_400_000 });
  const links = await rotateTokens(client, lifetime);
  assert.deepEqual([...links.keys()], ['acme']);
});
