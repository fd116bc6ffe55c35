import { describe, expect, it } from 'vitest';
import { isSameCredential, readCredential, toAccess } from './credential-kinds.ts';

const read = (request: Parameters<typeof readCredential>[0]) => {
  const credential = readCredential(request);
  if (credential === undefined) throw new Error('The request holds no credential.');
  return credential;
};

const application = { directory_id: 'tenant', application_id: 'application', client_secret: 'sesame' };
const account = 'ab'.repeat(16);

describe('what the server opens storage with', () => {
  it('is an application for a service principal of Azure', () => {
    expect(toAccess(read({ azure_service_principal: application }))).toEqual({
      kind: 'azure',
      access: { tenant_id: 'tenant', client_id: 'application', client_secret: 'sesame' },
    });
  });

  it('is the S3 endpoint of the account for a token of Cloudflare', () => {
    const keys = { access_key_id: 'id', secret_access_key: 'sesame' };
    expect(toAccess(read({ cloudflare_api_token: { ...keys, account_id: account } }))).toEqual({
      kind: 's3',
      access: { ...keys, region: 'auto', endpoint: `https://${account}.r2.cloudflarestorage.com` },
    });
  });

  it('is what was given for keys of our own, and nothing that is not declared', () => {
    const s3 = { region: 'r', access_key_id: 'id', secret_access_key: 'sesame', path_style: true };
    expect(toAccess(read({ boathouse: { s3 } }))).toEqual({ kind: 's3', access: s3 });
    const gcs = { service_account_file: '/etc/passwd', access_key_id: 'id', secret_access_key: 'sesame' };
    expect(toAccess(read({ boathouse: { gcs } }))).toEqual({
      kind: 'gcs',
      access: { access_key_id: 'id', secret_access_key: 'sesame' },
    });
  });
});

describe('a credential that comes back', () => {
  const stored = read({ azure_service_principal: application });
  it.each([
    ['as it is', application, true],
    ['with its secret left empty, as it is shown', { ...application, client_secret: '' }, true],
    ['with another secret', { ...application, client_secret: 'simsim' }, false],
    ['with another application and no secret', { ...application, application_id: 'x', client_secret: '' }, false],
  ])('%s is the same: %j: %s', (_, azure_service_principal, isSame) => {
    expect(isSameCredential(stored, read({ azure_service_principal }))).toBe(isSame);
  });
});
