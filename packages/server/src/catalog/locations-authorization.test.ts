import { describe, expect } from 'vitest';
import { lists, type Need, type Row, rows } from '../testing/authorization.ts';
import { engines } from '../testing/engines.ts';
import { sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';
import { tryRows, useBox } from '../testing/use-box.ts';

const uc = '/api/2.1/unity-catalog';

const managing = {
  credential: [['MANAGE on storage_credential/keys'], ['own storage_credentials/keys']],
  location: [['MANAGE on external_location/landing'], ['own external_locations/landing']],
} satisfies Record<string, readonly (readonly Need[])[]>;

const seeing = {
  credential: [...managing.credential, ['READ_FILES on storage_credential/keys']],
  location: [
    ...managing.location,
    ['BROWSE on external_location/landing'],
    ['READ_FILES on external_location/landing'],
    ['ALL_PRIVILEGES on external_location/landing'],
  ],
} satisfies Record<string, readonly (readonly Need[])[]>;

/** Each way to make locations of the credential. */
const using: readonly Need[] = [
  'CREATE_EXTERNAL_LOCATION on storage_credential/keys',
  'ALL_PRIVILEGES on storage_credential/keys',
  'own storage_credentials/keys',
];

const onMetastore = 'CREATE_EXTERNAL_LOCATION on metastore/boathouse';
const moved = { url: 's3://elsewhere', skip_validation: true };
const grant = { changes: [{ principal: 'account users', add: ['READ_FILES'] }] };
const newTable = {
  ...{ catalog_name: 'box', schema_name: 'in', name: 'new', table_type: 'EXTERNAL', data_source_format: 'DELTA' },
  storage_location: `file://${sampleTables}/planes`,
};
const makesTables: readonly Need[] = [
  'USE_CATALOG on catalog/box',
  'USE_SCHEMA on schema/box.in',
  'CREATE_TABLE on schema/box.in',
];

const ways: readonly Row[] = [
  {
    call: `POST ${uc}/storage-credentials`,
    body: { name: 'new', boathouse: { local: {} } },
    needs: ['CREATE_STORAGE_CREDENTIAL on metastore/boathouse'],
  },
  ...rows(seeing.credential, { call: `GET ${uc}/storage-credentials/keys` }),
  ...rows(seeing.credential, {
    call: `GET ${uc}/storage-credentials`,
    isAllowed: lists('storage_credentials', 'keys'),
  }),
  ...rows(managing.credential, { call: `PATCH ${uc}/storage-credentials/keys`, body: { comment: 'x' } }),
  ...rows(managing.credential, { call: `DELETE ${uc}/storage-credentials/keys?force=true` }),
  ...rows(managing.credential, { call: `PATCH ${uc}/permissions/storage_credential/keys`, body: grant }),
  ...rows([...managing.credential, ...using.map(need => [need])], {
    call: `POST ${uc}/validate-storage-credentials`,
    body: { storage_credential_name: 'keys', url: 's3://bucket' },
  }),

  ...rows(
    using.map(need => [onMetastore, need]),
    {
      call: `POST ${uc}/external-locations`,
      body: { name: 'new', url: 's3://new', credential_name: 'keys', skip_validation: true },
    },
  ),
  ...rows(seeing.location, { call: `GET ${uc}/external-locations/landing` }),
  ...rows(seeing.location, { call: `GET ${uc}/external-locations`, isAllowed: lists('external_locations', 'landing') }),
  ...rows(managing.location, { call: `PATCH ${uc}/external-locations/landing`, body: { new_name: 'other' } }),
  ...rows(
    managing.location.map(needs => [...needs, 'CREATE_EXTERNAL_LOCATION on storage_credential/role']),
    { call: `PATCH ${uc}/external-locations/landing`, body: moved },
  ),
  ...rows(managing.location, { call: `DELETE ${uc}/external-locations/landing` }),
  ...rows(managing.location, { call: `PATCH ${uc}/permissions/external-location/landing`, body: grant }),

  ...rows(
    [
      [...makesTables, 'CREATE_EXTERNAL_TABLE on external_location/samples'],
      [...makesTables, 'ALL_PRIVILEGES on external_location/samples'],
      [...makesTables, 'own external_locations/samples'],
    ],
    { call: `POST ${uc}/tables`, body: newTable },
  ),
];

/** What the rows need beside the box. */
const prepare = async (test: TestWorkspace): Promise<void> => {
  const make = async (service: string, body: object) =>
    expect((await test.admin(`POST ${uc}/${service}`, body)).status).toBe(200);
  await make('storage-credentials', { name: 'keys', boathouse: { local: {} } });
  await make('storage-credentials', { name: 'role', aws_iam_role: { role_arn: 'arn:aws:iam::1:role/r' } });
  const landing = { name: 'landing', url: 's3://landing', credential_name: 'role', skip_validation: true };
  await make('external-locations', landing);
  await make('external-locations', { name: 'samples', url: `file://${sampleTables}`, credential_name: 'keys' });
};

describe.each(engines)('storage credentials and external locations on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    tryRows(useBox(engine, { prepare }), ways);
  });
});
