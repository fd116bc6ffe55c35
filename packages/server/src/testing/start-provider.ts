import { freePort } from '../../test-services/free-port.ts';
import { downloadProfile } from './onboard.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from './test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

/** Grants a share to the recipient `acme`, or takes it away: `add`, `remove`. */
export const grantShare = (test: TestWorkspace, share: string, change: object) =>
  test.admin(`PATCH ${uc}/shares/${share}/permissions` as 'PATCH /', { changes: [{ principal: 'acme', ...change }] });

/** A workspace that others reach by HTTP, and the profile file that it gave one of them. */
export interface TestProvider {
  readonly test: TestWorkspace;
  /** The text of the file. */
  readonly profile: string;
}

/**
 * Starts a workspace whose recipient `acme` may read the shares `travel`, with the tables `air.flights` and
 * `air.airlines`, and `empty`; there is another one, `hidden`.
 */
export const startProvider = async (): Promise<TestProvider> => {
  const port = await freePort();
  const test = await openTestWorkspace('sqlite', { public_url: `http://127.0.0.1:${port}` });
  await test.app.listen({ port, host: '127.0.0.1' });
  const { activation_url } = (await test.admin(`POST ${uc}/recipients`, { name: 'acme' })).json;
  for (const name of ['flights', 'airlines']) {
    await test.admin(`POST ${uc}/tables`, {
      ...{ name, catalog_name: 'main', schema_name: 'default', table_type: 'EXTERNAL', data_source_format: 'DELTA' },
      storage_location: `file://${sampleTables}/${name}`,
    });
  }
  for (const share of ['travel', 'empty', 'hidden']) await test.admin(`POST ${uc}/shares`, { name: share });
  await test.admin(`PATCH ${uc}/shares/travel`, {
    updates: ['flights', 'airlines'].map(name => ({
      action: 'ADD',
      data_object: { name: `main.default.${name}`, data_object_type: 'TABLE', shared_as: `air.${name}` },
    })),
  });
  for (const share of ['travel', 'empty']) await grantShare(test, share, { add: ['SELECT'] });
  return { test, profile: await downloadProfile(test, activation_url) };
};
