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
  'tables.update': denied(403, () => ({ full_name: 'vault.default.airlines', owner: stranger })),
};

/** What takes the fixtures away: after everything else. */
export const catalogEnds: Readonly<Record<string, Denial>> = {
  'tables.delete': denied(403, () => ({ full_name: 'vault.default.airlines' })),
  'schemas.delete': denied(403, () => ({ full_name: 'vault.empty' })),
  'catalogs.delete': denied(403, () => ({ name: 'vault', force: true })),
};
