import { describe, expect } from 'vitest';
import { lists, type Need, type Row, rows } from '../testing/authorization.ts';
import { engines } from '../testing/engines.ts';
import { sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';
import { tryRows, useBox } from '../testing/use-box.ts';

const uc = '/api/2.1/unity-catalog';
const volume = `${uc}/volumes/box.in.papers`;

const useCatalog = 'USE_CATALOG on catalog/box';
const use: readonly Need[] = [useCatalog, 'USE_SCHEMA on schema/box.in'];
const makes: readonly Need[] = [...use, 'CREATE_VOLUME on schema/box.in'];
const managing: readonly (readonly Need[])[] = [
  ['own catalogs/box'],
  [useCatalog, 'own schemas/box.in'],
  [...use, 'own volumes/box.in.papers'],
  [...use, 'MANAGE on volume/box.in.papers'],
];
const seeing: readonly (readonly Need[])[] = [
  ...managing,
  [...use, 'READ_VOLUME on volume/box.in.papers'],
  [...use, 'WRITE_VOLUME on volume/box.in.papers'],
  [useCatalog, 'USE_SCHEMA on catalog/box', 'READ_VOLUME on catalog/box'],
];

const newVolume = (storage_location: string) => ({
  ...{ catalog_name: 'box', schema_name: 'in', name: 'new', volume_type: 'EXTERNAL', storage_location },
});
const grant = { changes: [{ principal: 'users', add: ['READ_VOLUME'] }] };
const share = { updates: [{ action: 'ADD', data_object: { name: 'box.in.papers', data_object_type: 'VOLUME' } }] };

const ways: readonly Row[] = [
  ...rows([makes, [useCatalog, 'own schemas/box.in']], {
    call: `POST ${uc}/volumes`,
    body: newVolume('s3://free/new'),
  }),
  ...rows(
    [
      [...makes, 'CREATE_EXTERNAL_VOLUME on external_location/samples'],
      [...makes, 'own external_locations/samples'],
    ],
    { call: `POST ${uc}/volumes`, body: newVolume(`file://${sampleTables}/new`) },
  ),
  ...rows(seeing, { call: `GET ${volume}` }),
  ...rows(seeing, {
    call: `GET ${uc}/volumes?catalog_name=box&schema_name=in`,
    isAllowed: response => response.status === 200 && lists('volumes', 'papers')(response),
  }),
  ...rows(managing, { call: `PATCH ${volume}`, body: { new_name: 'other' } }),
  ...rows(managing, { call: `DELETE ${volume}` }),
  ...rows(managing, { call: `PATCH ${uc}/permissions/volume/box.in.papers`, body: grant }),
  ...rows(
    [
      ['own shares/box', ...use, 'READ_VOLUME on volume/box.in.papers'],
      ['own shares/box', ...use, 'own volumes/box.in.papers'],
      ['own shares/box', 'ALL_PRIVILEGES on catalog/box'],
    ],
    { call: `PATCH ${uc}/shares/box`, body: share },
  ),
];

/** What the rows need beside the box. */
const prepare = async (test: TestWorkspace): Promise<void> => {
  const make = async (service: string, body: object) =>
    expect((await test.admin(`POST ${uc}/${service}`, body)).status).toBe(200);
  await make('storage-credentials', { name: 'keys', boathouse: { local: {} } });
  await make('external-locations', { name: 'samples', url: `file://${sampleTables}`, credential_name: 'keys' });
  await make('volumes', { ...newVolume('s3://free/papers'), name: 'papers' });
};

describe.each(engines)('volumes on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    const key = { access_key_id: 'key', secret_access_key: 'secret' };
    tryRows(
      useBox(engine, { settings: { s3: [{ location: 's3://free', region: 'us-west-2', ...key }] }, prepare }),
      ways,
    );
  });
});
