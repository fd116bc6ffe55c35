import { fileURLToPath } from 'node:url';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Profile, parseProfile } from './profile.ts';
import { rules } from './rules.ts';
import { runRules } from './run-rules.ts';

const samples = fileURLToPath(new URL('../../../examples/data', import.meta.url));
const fixtures = fileURLToPath(new URL('../../delta/fixtures/spark', import.meta.url));

/** Tables of every kind that rules ask for: folder → how it is shared. */
const tables = {
  [`${samples}/flights`]: { history: 'ENABLED' },
  [`${samples}/airlines`]: { history: 'DISABLED' },
  [`${samples}/weather`]: { history: 'ENABLED' },
  [`${fixtures}/deletion-vectors`]: { history: 'ENABLED' },
  [`${fixtures}/change-data-feed`]: { history: 'ENABLED', cdf: true },
} as const;

let workspace: TestWorkspace;
let profile: Profile;

const share = async (w: WorkspaceClient): Promise<Profile> => {
  await w.shares.create({ name: 'Conformance' });
  for (const [folder, { history, ...rest }] of Object.entries(tables)) {
    const name = folder.slice(folder.lastIndexOf('/') + 1).replaceAll('-', '_');
    const kind = { table_type: 'EXTERNAL', data_source_format: 'DELTA' } as const;
    const place = { catalog_name: 'main', schema_name: 'default', storage_location: `file://${folder}` };
    await w.tables.create({ name, ...place, ...kind });
    const data_object = {
      name: `main.default.${name}`,
      data_object_type: 'TABLE',
      history_data_sharing_status: history,
      ...(history === 'ENABLED' ? { start_version: 0 } : {}),
      cdf_enabled: 'cdf' in rest,
    } as const;
    await w.shares.update({ name: 'Conformance', updates: [{ action: 'ADD', data_object }] });
  }
  const { activation_url = '' } = await w.recipients.create({ name: 'judge', authentication_type: 'TOKEN' });
  await w.shares.updatePermissions({ name: 'Conformance', changes: [{ principal: 'judge', add: ['SELECT'] }] });
  return parseProfile(JSON.stringify(await w.recipientActivation.retrieveToken({ activation_url })));
};

beforeAll(async () => {
  workspace = await startWorkspace({ localRoots: [samples, fixtures] });
  profile = await share(new WorkspaceClient(workspace));
});
afterAll(() => workspace.stop());

describe('Boathouse', () => {
  it.each(rules)('keeps $id: $title', async rule => {
    for await (const { outcome, reason, exchanges } of runRules(profile, { rules: [rule] })) {
      expect({ outcome, reason, last: outcome === 'pass' ? undefined : exchanges.at(-1) }).toEqual({ outcome: 'pass' });
    }
  });
});
