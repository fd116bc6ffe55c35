import { describe, expect, it } from 'vitest';
import { sampleTables } from '../testing/test-workspace.ts';
import { accessProblem, credentialOpener, type StorageAccess } from './credential-store.ts';

const keys = { region: 'eu-central-1', access_key_id: 'AKIA0', secret_access_key: 'open-sesame' };
const s3: StorageAccess = { kind: 's3', access: keys };
const accountKey = Buffer.from('open-sesame').toString('base64');

describe('a stored credential', () => {
  it('opens every bucket of its kind of store', () => {
    const open = credentialOpener(s3, []);
    for (const location of ['s3://one', 's3://one/a/b', 's3://two/a']) {
      expect(open(location)).toMatchObject({ kind: 's3', location });
    }
    const azure = credentialOpener({ kind: 'azure', access: { account_key: accountKey } }, []);
    const container = 'abfss://lake@account.dfs.core.windows.net/t';
    expect(azure(container)).toMatchObject({ kind: 'azure', location: container });
    const gcs = credentialOpener({ kind: 'gcs', access: { access_key_id: 'GOOG', secret_access_key: 'x' } }, []);
    expect(gcs('gs://lake/t')).toMatchObject({ kind: 'gcs', location: 'gs://lake/t' });
  });

  it('opens no other kind of store', () => {
    const open = credentialOpener(s3, [sampleTables]);
    for (const location of [`file://${sampleTables}`, 'gs://lake', 'abfss://lake@account.dfs.core.windows.net']) {
      expect(() => open(location)).toThrow(/cannot be opened by a storage credential for S3/);
    }
  });

  it('for folders opens those below the local roots alone', () => {
    const open = credentialOpener({ kind: 'local' }, [sampleTables]);
    expect(open(`file://${sampleTables}/airlines`)).toMatchObject({ kind: 'local' });
    expect(() => open('file:///etc')).toThrow(/does not lie below a local root/);
    expect(() => open('s3://one')).toThrow(/a folder of the server/);
  });

  it.each<[string | undefined, StorageAccess]>([
    [undefined, s3],
    [undefined, { kind: 'local' }],
    [undefined, { kind: 'azure', access: { account_key: accountKey } }],
    ['region must be letters', { kind: 's3', access: { ...keys, region: 'a.b/' } }],
    ['account_key must be a key', { kind: 'azure', access: { account_key: 'open-sesame' } }],
    ['it needs one of service_account', { kind: 'gcs', access: {} }],
  ])('is told what speaks against it: %s', (problem, access) => {
    const said = accessProblem(access);
    if (problem === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(problem);
    expect(said ?? '').not.toContain('open-sesame');
  });
});
