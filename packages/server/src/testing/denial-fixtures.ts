import { expect } from 'vitest';
import { addPrincipal } from './add-principal.ts';
import { type Fixtures, oidcPolicy, stranger } from './denial.ts';
import { sampleTables, type TestWorkspace } from './test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

/** Who calls, by token. */
export interface Callers {
  /** A plain user. */
  readonly stranger: string;
  /** A recipient whom the share is granted to, and one whom none is. */
  readonly insider: string;
  readonly outsider: string;
}

/** Makes what the rows of the table are about. */
export const makeFixtures = async (test: TestWorkspace): Promise<{ fixtures: Fixtures; callers: Callers }> => {
  const make = async (request: `${string} /${string}`, body: object) => {
    const { status, json } = await test.admin(request, body);
    expect([200, 201], request).toContain(status);
    return json;
  };
  const codeOf = (link: string) => link.slice(link.indexOf('?') + 1);
  const recipient = async (name: string): Promise<string> =>
    codeOf((await make(`POST ${uc}/recipients`, { name, authentication_type: 'TOKEN' })).activation_url);
  const activate = async (code: string): Promise<string> =>
    (await test.call(`GET ${uc}/public/data_sharing_activation/${code}`)).json.bearerToken;

  await make('POST /api/2.0/secrets/scopes/create', { scope: 'locked' });
  await make('POST /api/2.0/secrets/put', { scope: 'locked', key: 'password', string_value: 'open sesame' });
  await make(`POST ${uc}/catalogs`, { name: 'vault' });
  await make(`POST ${uc}/schemas`, { catalog_name: 'vault', name: 'empty' });
  const { table_id: tableId } = await make(`POST ${uc}/tables`, {
    ...{ catalog_name: 'vault', schema_name: 'default', name: 'airlines' },
    ...{ table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: `file://${sampleTables}/airlines` },
  });
  await make(`POST ${uc}/volumes`, {
    ...{ catalog_name: 'vault', schema_name: 'default', name: 'papers' },
    ...{ volume_type: 'EXTERNAL', storage_location: `file://${sampleTables}/papers` },
  });
  await make(`POST ${uc}/storage-credentials`, {
    name: 'vault_keys',
    aws_iam_role: { role_arn: 'arn:aws:iam::1:role/r' },
  });
  await make(`POST ${uc}/external-locations`, {
    ...{ name: 'vault_landing', url: 's3://vault-landing', credential_name: 'vault_keys', skip_validation: true },
  });
  await make(`POST ${uc}/shares`, { name: 'granted' });
  await make(`PATCH ${uc}/shares/granted`, {
    updates: [
      { action: 'ADD', data_object: { name: 'vault.default.airlines', data_object_type: 'TABLE' } },
      { action: 'ADD', data_object: { name: 'vault.default.papers', data_object_type: 'VOLUME' } },
    ],
  });
  const callers = {
    stranger: await test.addUser(stranger),
    insider: await activate(await recipient('insider')),
    outsider: await activate(await recipient('outsider')),
  };
  await make(`PATCH ${uc}/shares/granted/permissions`, { changes: [{ principal: 'insider', add: ['SELECT'] }] });
  await make(`POST ${uc}/recipients`, { name: 'federated', authentication_type: 'OIDC_FEDERATION' });
  await make('POST /api/2.0/data-sharing/recipients/federated/federation-policies', {
    name: 'job',
    oidc_policy: oidcPolicy,
  });
  const endpoint = `${await test.app.listen({ port: 0, host: '127.0.0.1' })}/delta-sharing`;
  const profile = JSON.stringify({ shareCredentialsVersion: 1, endpoint, bearerToken: callers.insider });
  await make(`POST ${uc}/providers`, { name: 'carrier', recipient_profile_str: profile });
  const applicationId = '3a8f6d5e-4d4c-4c0e-9d53-0d9a1f5b7c11';
  await addPrincipal(test, 'SERVICE_PRINCIPAL', applicationId);
  const secret = await make(`POST /api/2.0/accounts/servicePrincipals/${applicationId}/credentials/secrets`, {});
  const user = await make('POST /api/2.0/preview/scim/v2/Users', { userName: 'bystander@example.com' });
  const group = await make('POST /api/2.0/preview/scim/v2/Groups', { displayName: 'bystanders' });
  const { token_info } = await make('POST /api/2.0/token/create', { comment: 'unused' });
  const { metastore_id } = (await test.admin(`GET ${uc}/metastore_summary`)).json;
  const activationCode = await recipient('pending');
  return {
    fixtures: {
      ...{
        metastoreId: metastore_id,
        tableId,
        adminTokenId: token_info.token_id,
        applicationId,
        activationCode,
        profile,
      },
      ...{ userId: user.id, groupId: group.id, oauthSecretId: secret.id },
    },
    callers,
  };
};
