import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Outside, run } from '../testing/run.ts';

let workspace: TestWorkspace;
let w: WorkspaceClient;
let folder: string;
/** The file as the workspace offers it, filled in. */
let profile: Record<string, string>;

/** The workspace is the issuer, too: to the recipient's protocol, one like any other. */
beforeAll(async () => {
  workspace = await startWorkspace();
  w = new WorkspaceClient(workspace);
  folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  const { id = '', applicationId = '' } = await w.servicePrincipals.create({ displayName: 'nightly' });
  const { secret = '' } = await w.servicePrincipalSecretsProxy.create({ service_principal_id: id });
  const made = await w.recipients.create({ name: 'corp', authentication_type: 'OIDC_FEDERATION' });
  const policy = { issuer: `${workspace.host}/oidc`, subject_claim: 'sub', subject: applicationId };
  const audiences = [await audienceOf(workspace)];
  await w.recipientFederationPolicies.create({
    recipient_name: 'corp',
    policy: { name: 'nightly', oidc_policy: { ...policy, audiences } },
  });
  await w.shares.create({ name: 'travel' });
  await w.shares.updatePermissions({ name: 'travel', changes: [{ principal: 'corp', add: ['SELECT'] }] });
  const file = `${workspace.host}/delta_sharing/oidc_profile.html/oauth_config.share?recipient=${made.id}&policy=nightly`;
  profile = (await (await fetch(file)).json()) as Record<string, string>;
  expect(await list(profile)).toMatchObject({ code: 1, err: expect.stringContaining('is still to be filled in') });
  Object.assign(profile, { clientId: applicationId, clientSecret: secret, scope: 'all-apis' });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await workspace.stop();
});

const audienceOf = async ({ host }: TestWorkspace): Promise<string> => {
  const facts = (await (await fetch(`${host}/.well-known/databricks-config`)).json()) as { workspace_id: string };
  return facts.workspace_id;
};

/** Lists the shares of a profile. */
const list = (fields: object, flags: readonly string[] = [], outside: Outside = {}) => {
  const path = join(folder, 'oauth_config.share');
  writeFileSync(path, JSON.stringify(fields));
  return run(['recipient', 'list-shares', path, ...flags], outside);
};

test('a profile of version 2 opens a share by the tokens of its issuer', async () => {
  expect(await list(profile)).toEqual({ code: 0, out: 'travel\t\n', err: '' });
});

test('--debug shows where the token comes from, and neither the token nor the secret', async () => {
  const secrets: string[] = [];
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    secrets.push((new Headers(init?.headers).get('authorization') ?? '').replace(/^\w+ /, ''));
    return response;
  };
  const { code, err } = await list(profile, ['--debug'], { fetch: watched });
  expect(code).toBe(0);
  expect(err).toContain(`> POST ${profile['tokenEndpoint']}\n`);
  expect(secrets).toHaveLength(2);
  for (const secret of [...secrets, profile['clientSecret'] ?? '']) {
    expect(secret.length).toBeGreaterThan(20);
    expect(err).not.toContain(secret);
  }
});

test('a client that the issuer does not know is told so, and the exit code says that it is the login', async () => {
  const { code, err } = await list({ ...profile, clientSecret: 'dose0123456789' });
  expect(code).toBe(4);
  expect(err).toMatch(
    /^Error: POST .*\/oidc\/v1\/token: no access token .*"invalid_client".* \(401 TOKEN_REFUSED\)\n$/,
  );
  expect(err).not.toContain('dose0123456789');
  const refused = await list({ ...profile, scope: 'no-such-scope' });
  expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('"invalid_scope"') });
});

test('a policy that is deleted lets its client in no more', async () => {
  await w.recipientFederationPolicies.delete({ recipient_name: 'corp', name: 'nightly' });
  expect(await list(profile)).toMatchObject({ code: 4, out: '', err: expect.stringContaining('401') });
});
