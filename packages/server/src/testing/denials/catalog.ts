import { expect } from 'vitest';
import { answered, type Denial, denied, stranger } from '../denial.ts';
import { sampleTables } from '../test-workspace.ts';

const vault = () => ({ securable_type: 'catalog', full_name: 'vault' });

export const catalogDenials: Readonly<Record<string, Denial>> = {
  'metastores.current': answered(expect.objectContaining({ default_catalog_name: 'main' })),
  'metastores.summary': answered(expect.objectContaining({ name: 'boathouse' })),
  'metastores.get': denied(403, ({ metastoreId }) => ({ id: metastoreId })),
  'metastores.list': denied(403),
  'grants.get': denied(404, vault),
  'grants.getEffective': denied(404, vault),
  'grants.list': denied(404, vault),
  'grants.listEffective': denied(404, vault),
  'grants.update': denied(403, () => ({ ...vault(), changes: [{ principal: stranger, add: ['ALL_PRIVILEGES'] }] })),
  'catalogs.list': answered({ catalogs: [] }),
  'catalogs.get': denied(404, () => ({ name: 'vault' })),
  'catalogs.create': denied(403, () => ({ name: 'new' })),
  'catalogs.update': denied(403, () => ({ name: 'vault', owner: stranger })),
  'schemas.list': answered({ schemas: [] }, { catalog_name: 'vault' }),
  'schemas.get': denied(404, () => ({ full_name: 'vault.empty' })),
  'schemas.create': denied(403, () => ({ catalog_name: 'vault', name: 'new' })),
  'schemas.update': denied(403, () => ({ full_name: 'vault.empty', owner: stranger })),
  'tables.list': answered({ tables: [] }, { catalog_name: 'vault', schema_name: 'default' }),
  'tables.get': denied(404, () => ({ full_name: 'vault.default.airlines' })),
  'tables.exists': answered({ table_exists: false }, { full_name: 'vault.default.airlines' }),
  'tables.create': denied(403, () => ({
    ...{ catalog_name: 'vault', schema_name: 'default', name: 'planes' },
    ...{ table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: `file://${sampleTables}/planes` },
  })),
  'volumes.list': answered({ volumes: [] }, { catalog_name: 'vault', schema_name: 'default' }),
  'volumes.read': denied(404, () => ({ name: 'vault.default.papers' })),
  'volumes.create': denied(403, () => ({
    ...{ catalog_name: 'vault', schema_name: 'default', name: 'maps' },
    ...{ volume_type: 'EXTERNAL', storage_location: `file://${sampleTables}/maps` },
  })),
  'volumes.update': denied(403, () => ({ name: 'vault.default.papers', owner: stranger })),
  'storageCredentials.list': answered({ storage_credentials: [] }),
  'storageCredentials.get': denied(404, () => ({ name: 'vault_keys' })),
  'storageCredentials.create': denied(403, () => ({ name: 'new', boathouse: { local: {} } })),
  'storageCredentials.update': denied(403, () => ({ name: 'vault_keys', owner: stranger })),
  'storageCredentials.validate': denied(403, () => ({
    storage_credential_name: 'vault_keys',
    url: 's3://vault-landing',
  })),
  'externalLocations.list': answered({ external_locations: [] }),
  'externalLocations.get': denied(404, () => ({ name: 'vault_landing' })),
  'externalLocations.create': denied(403, () => ({
    ...{ name: 'new', url: 's3://new', credential_name: 'vault_keys', skip_validation: true },
  })),
  'externalLocations.update': denied(403, () => ({ name: 'vault_landing', owner: stranger })),
  'temporaryPathCredentials.generateTemporaryPathCredentials': {
    ...denied(404, () => ({ url: 's3://vault-landing/new', operation: 'PATH_READ' })),
    rightfulStatus: 400,
  },
  'temporaryTableCredentials.generateTemporaryTableCredentials': {
    ...denied(404, ({ tableId }) => ({ table_id: tableId })),
    rightfulStatus: 400,
  },
  'tables.update': denied(403, () => ({ full_name: 'vault.default.airlines', owner: stranger })),
};

/** What takes the fixtures away: after everything else. */
export const catalogEnds: Readonly<Record<string, Denial>> = {
  'externalLocations.delete': denied(403, () => ({ name: 'vault_landing' })),
  'storageCredentials.delete': denied(403, () => ({ name: 'vault_keys', force: true })),
  'volumes.delete': denied(403, () => ({ name: 'vault.default.papers' })),
  'tables.delete': denied(403, () => ({ full_name: 'vault.default.airlines' })),
  'schemas.delete': denied(403, () => ({ full_name: 'vault.empty' })),
  'catalogs.delete': denied(403, () => ({ name: 'vault', force: true })),
};
