import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../profile.ts';
import type { Rule } from '../rule.ts';
import { runRules } from '../run-rules.ts';
import { startOddServer } from '../testing/odd-server.ts';
import { LabError } from './lab-error.ts';
import { type LabOptions, type OpenLab, openLab } from './open-lab.ts';

let workspace: TestWorkspace;
let client: WorkspaceClient;
let outside: string;
const problems: string[] = [];

const open = (options: Partial<LabOptions> = {}): Promise<OpenLab> =>
  openLab({
    administrator: workspace,
    storage: `file://${workspace.warehouse}`,
    onStep: () => undefined,
    onProblem: problem => problems.push(problem),
    ...options,
  });

const allOf = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
};

/** Everything of the suite that is there. */
const leavings = async (): Promise<readonly unknown[]> => {
  const [shares, recipients, schemas] = await Promise.all([
    allOf(client.shares.listShares()),
    allOf(client.recipients.list()),
    allOf(client.schemas.list({ catalog_name: 'main' })),
  ]);
  const names = [...shares, ...recipients, ...schemas].map(({ name = '' }) => name);
  return [...names.filter(name => name.startsWith('conformance_')), ...readdirSync(workspace.warehouse)];
};

const ask = async ({ endpoint, bearerToken }: Profile, path: string, body?: object): Promise<number> => {
  const headers = { authorization: `Bearer ${bearerToken}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await fetch(`${endpoint}${path}`, { headers, ...sent })).status;
};

beforeAll(async () => {
  workspace = await startWorkspace();
  client = new WorkspaceClient(workspace);
  mkdirSync(workspace.warehouse, { recursive: true });
  outside = mkdtempSync(join(tmpdir(), 'boathouse-conformance-'));
});
afterAll(async () => {
  rmSync(outside, { recursive: true });
  await workspace.stop();
});

describe('a lab', () => {
  it('shares tables as it is asked to, and the same one for the same wish', async () => {
    const lab = await open();
    try {
      const late = await lab.table('change-data-feed', { startVersion: 3, changeFeed: true });
      expect(await lab.table('change-data-feed', { changeFeed: true, startVersion: 3 })).toBe(late);
      expect(await ask(lab.profile, `${late.path}/query`, { version: 2 })).toBe(400);
      expect(await ask(lab.profile, `${late.path}/query`, { version: 3 })).toBe(200);
      expect(await ask(lab.profile, `${late.path}/changes?startingVersion=3`)).toBe(200);
      const plain = await lab.table('change-data-feed', { history: false });
      expect(plain.name).not.toBe(late.name);
      expect(await ask(lab.profile, `${plain.path}/query`, { version: 3 })).toBe(400);
    } finally {
      await lab.close();
    }
  });

  it('lets a table grow to the end of its fixture, one commit at a time', async () => {
    const lab = await open();
    try {
      const table = await lab.table('clustering', { upToVersion: 3 });
      expect(await lab.table('clustering', { upToVersion: 3 })).not.toBe(table);
      expect(table.version).toBe(3);
      expect(await ask(lab.profile, `${table.path}/query`, { version: 4 })).toBe(404);
      await table.append();
      expect(await ask(lab.profile, `${table.path}/query`, { version: 4 })).toBe(200);
      await table.append();
      await expect(table.append()).rejects.toThrow('has no version after 5');
    } finally {
      await lab.close();
    }
  });

  it('shares with a recipient that is there already, and leaves them there', async () => {
    const { activation_url = '' } = await client.recipients.create({ name: 'friend', authentication_type: 'TOKEN' });
    const { endpoint = '', bearerToken = '' } = await client.recipientActivation.retrieveToken({ activation_url });
    const lab = await open({ recipient: { name: 'friend', profile: { endpoint, bearerToken } } });
    const { path } = await lab.table('clustering');
    expect(await ask(lab.profile, `${path}/metadata`)).toBe(200);
    await lab.close();
    expect(await leavings()).toEqual([]);
    expect((await client.recipients.get({ name: 'friend' })).name).toBe('friend');
  });

  it('rotates a token of one more recipient, of which the old one ends', async () => {
    const lab = await open();
    try {
      const { old, current } = await lab.rotatedTokens();
      expect(await ask({ ...lab.profile, bearerToken: old }, '/shares')).toBe(401);
      expect(await ask({ ...lab.profile, bearerToken: current }, '/shares')).toBe(200);
      expect(await ask(lab.profile, '/shares')).toBe(200);
      expect(await lab.rotatedTokens()).toEqual({ old, current });
    } finally {
      await lab.close();
    }
    expect(await leavings()).toEqual([]);
  });

  it('tells what other runs have left, and does not touch it', async () => {
    const said: string[] = [];
    const left = [{ name: 'conformance_0123abcd' }, { name: 'conformance_mine' }];
    for (const { name } of left) await client.shares.create({ name });
    await client.recipients.create({ name: 'conformance_0123abcd_rotated', authentication_type: 'TOKEN' });
    await client.schemas.create({ name: 'conformance_0123abcd', catalog_name: 'main' });
    await (await open({ onProblem: what => said.push(what) })).close();
    expect(said).toEqual([
      expect.stringMatching(
        /: share conformance_0123abcd, recipient conformance_0123abcd_rotated, schema conformance_0123abcd\. The suite/,
      ),
    ]);
    expect(await leavings()).toHaveLength(4);
    for (const { name } of left) await client.shares.delete({ name });
    await client.recipients.delete({ name: 'conformance_0123abcd_rotated' });
    await client.schemas.delete({ full_name: 'main.conformance_0123abcd' });
  });

  it('makes a rule untried when its table cannot be made', async () => {
    const lab = await open();
    rmSync(join(workspace.warehouse, readdirSync(workspace.warehouse)[0] ?? ''), { recursive: true });
    await client.schemas.delete({ full_name: `main.${(await lab.table('clustering')).schema}`, force: true });
    const rule: Rule = {
      ...{ id: 'test/variant', title: '', requirement: '', protects: '', level: 'core' },
      check: async trial => void (await trial.lab().table('variant')),
    };
    const [result] = await allOf(runRules(lab.profile, { rules: [rule], lab }));
    expect(result).toMatchObject({
      outcome: 'not tried',
      reason: expect.stringMatching(/variant cannot be made: http/),
    });
    await lab.close();
    expect(await leavings()).toEqual([]);
  });
});

describe('what was made is removed', () => {
  it('when the server refuses something on the way', async () => {
    const recipient = { name: 'nobody', profile: { endpoint: 'http://127.0.0.1:1', bearerToken: 'x' } };
    await expect(open({ recipient })).rejects.toThrow(/cannot be granted to nobody: http.* answers 404/);
    expect(await leavings()).toEqual([]);
  });

  it('when the server may not read the storage', async () => {
    await expect(open({ storage: `file://${outside}` })).rejects.toThrow(
      /The table main\.conformance_\w+\.clustering cannot/,
    );
    expect([...(await leavings()), ...readdirSync(outside)]).toEqual([]);
  });

  it.each(['making the share', 'making the table change-data-feed', 'making the table deletion-vectors'])(
    'when the user interrupts while it is %s',
    async moment => {
      const abort = new AbortController();
      const onStep = (what: string) => {
        if (what.startsWith(moment)) abort.abort(new Error('enough'));
      };
      await expect(open({ onStep, limits: { signal: abort.signal } })).rejects.toThrow('enough');
      expect(await leavings()).toEqual([]);
    },
  );

  it('when the user interrupts a rule', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const lab = await open({ limits: { signal } });
    const rule: Rule = {
      ...{ id: 'test/endless', title: '', requirement: '', protects: '', level: 'core' },
      check: async ({ send }) => {
        abort.abort(new Error('enough'));
        await send({ path: '/shares' });
      },
    };
    await expect(allOf(runRules(lab.profile, { rules: [rule], lab, signal }))).rejects.toThrow('enough');
    await lab.close();
    expect(await leavings()).toEqual([]);
  });

  it('and what cannot be removed is told', async () => {
    const said: string[] = [];
    const answer: RequestListener = ({ method, url = '' }, response) => {
      const refused = method === 'DELETE' || url.endsWith('/shares');
      const activation = { activation_url: 'https://w.example/page.html?code' };
      const profile = { shareCredentialsVersion: 1, endpoint: 'https://w.example', bearerToken: 'very-secret' };
      response
        .writeHead(refused ? 403 : 200)
        .end(
          JSON.stringify(
            refused ? { error_code: 'PERMISSION_DENIED', message: 'No\u001b[2J.' } : { ...activation, ...profile },
          ),
        );
    };
    await using server = await startOddServer(answer);
    const administrator = { host: new URL(server.profile.endpoint).origin, token: 'very-secret' };
    const failed = open({ administrator, onProblem: what => said.push(what) });
    await expect(failed).rejects.toThrow(/The share conformance_\w+ cannot be made: http.* 403 PERMISSION_DENIED: No/);
    expect(said.map(text => text.split(' ')[1])).toEqual(['recipient', 'schema']);
    expect(said[0]).toMatch(
      /^The recipient conformance_\w+ is left behind\. .* answers 403 PERMISSION_DENIED: No \[2J\.$/,
    );
    expect(said.join()).not.toContain('very-secret');
    expect(readdirSync(workspace.warehouse)).toEqual([]);
  });
});

describe('no lab is opened', () => {
  const openAt = async (answer: RequestListener): Promise<unknown> => {
    await using server = await startOddServer(answer);
    const administrator = { host: new URL(server.profile.endpoint).origin, token: 'very-secret' };
    return await open({ administrator, limits: { timeout: 200 }, onProblem: () => undefined }).catch(error => error);
  };

  it.each([
    [
      'answers HTML',
      (_, response) => response.setHeader('content-type', 'text/html').end('<html>'),
      'as no Databricks REST',
    ],
    ['redirects', (_, response) => response.writeHead(302, { location: 'https://x.example' }).end(), 'elsewhere (302)'],
    ['hangs', () => undefined, 'No whole answer within 200 ms'],
    [
      'knows no recipients',
      ({ url }, response) => response.end(url?.endsWith('recipients') ? '{}' : '[]'),
      'activation_url',
    ],
    [
      'never lists what was shared',
      ({ headers, url = '' }, response) => {
        const profile = { shareCredentialsVersion: 1, endpoint: `http://${headers.host}`, bearerToken: 'very-secret' };
        const made = { ...profile, activation_url: 'https://w.example/page.html?code' };
        response.end(JSON.stringify(url.endsWith('/all-tables') ? { items: [] } : made));
      },
      'The table clustering was shared, and 200 ms later the recipient does not see it',
    ],
  ] satisfies [string, RequestListener, string][])('at a server that %s', async (_, answer, message) => {
    const error = await openAt(answer);
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).message).toContain(message);
    expect((error as LabError).message).not.toContain('very-secret');
    expect(readdirSync(workspace.warehouse)).toEqual([]);
  });

  it('with a token that the server does not know', async () => {
    const administrator = { host: workspace.host, token: 'dapi00000000000000000000000000000000' };
    await expect(open({ administrator })).rejects.toThrow(
      /The schema conformance_\w+ cannot be made: http.* 403 Invalid access token/,
    );
    expect(await leavings()).toEqual([]);
  });

  it.each([
    ['/tmp/tables', 'The storage "/tmp/tables" is none that the suite can write to. It takes file:///folder,'],
    ['s3://bucket/%zz', 'The storage "s3://bucket/%zz" is none that the suite can write to.'],
    ['gs://bucket/x', 'The storage "gs://bucket/x" is none that the suite can write to.'],
    ['file:///no/such/folder', 'The storage file:///no/such/folder cannot be written: ENOENT'],
    ['file://server/folder', 'The storage file://server/folder names no folder of this machine'],
  ])('with the storage %s', async (storage, message) => {
    await expect(open({ storage })).rejects.toThrow(message);
    expect(await leavings()).toEqual([]);
  });
});

it('labs tell of nothing when nothing went wrong', () => expect(problems).toEqual([]));
