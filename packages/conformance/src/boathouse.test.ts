import { mkdirSync, readdirSync } from 'node:fs';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenLab, openLab } from './lab/open-lab.ts';
import { rules } from './rules.ts';
import { type Result, runRules } from './run-rules.ts';

/** What the protocol leaves to a server, and Boathouse does not do, or not with tables in local folders. */
const notOffered = [
  'directory/location',
  'directory/credentials',
  'directory/elsewhere',
  'opensharing/volume-credentials',
  'opensharing/skills',
  'opensharing/models',
];

let workspace: TestWorkspace;
let lab: OpenLab;
let run: AsyncGenerator<Result>;
const problems: string[] = [];

beforeAll(async () => {
  workspace = await startWorkspace();
  mkdirSync(workspace.warehouse, { recursive: true });
  lab = await openLab({
    administrator: workspace,
    storage: `file://${workspace.warehouse}`,
    onStep: () => undefined,
    onProblem: problem => problems.push(problem),
  });
  run = runRules(lab.profile, { lab });
});
afterAll(async () => {
  await lab.close();
  await workspace.stop();
});

/** Runs on to a rule: all share one run, which looks at the tables once. */
const resultOf = async (id: string): Promise<Result> => {
  for (;;) {
    const { value, done } = await run.next();
    if (done === true) throw new Error(`The run ended without ${id}.`);
    if (value.rule.id === id) return value;
  }
};

describe('Boathouse', () => {
  it.each(rules)('keeps $id: $title', async ({ id }) => {
    const { outcome, reason, exchanges } = await resultOf(id);
    const wanted = notOffered.includes(id) ? 'not offered' : 'pass';
    expect(outcome, `${reason}\n${exchanges.at(-1)?.request}\n${exchanges.at(-1)?.response}`).toBe(wanted);
  });

  it('is left as it was found, with no table that could not be made', async () => {
    await lab.close();
    const client = new WorkspaceClient(workspace);
    const names = async (items: AsyncIterable<{ name?: string }>) => {
      const list: unknown[] = [];
      for await (const { name } of items) list.push(name);
      return list;
    };
    expect(await names(client.shares.listShares())).toEqual([]);
    expect(await names(client.recipients.list())).toEqual([]);
    expect(await names(client.schemas.list({ catalog_name: 'main' }))).toEqual(['default']);
    expect(readdirSync(workspace.warehouse)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
