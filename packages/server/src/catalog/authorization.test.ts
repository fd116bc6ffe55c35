import { describe } from 'vitest';
import { lists, type Need, type Row, rows } from '../testing/authorization.ts';
import { engines } from '../testing/engines.ts';
import { sampleTables, type TestResponse } from '../testing/test-workspace.ts';
import { tryRows, useBox } from '../testing/use-box.ts';

const uc = '/api/2.1/unity-catalog';

const useCatalog = 'USE_CATALOG on catalog/box';
const useSchema = 'USE_SCHEMA on schema/box.in';

/** Each way to manage an object. */
const managing = {
  catalog: [['MANAGE on catalog/box'], ['own catalogs/box']],
  schema: [
    [useCatalog, 'MANAGE on schema/box.in'],
    [useCatalog, 'MANAGE on catalog/box'],
    [useCatalog, 'own schemas/box.in'],
    ['own catalogs/box'],
  ],
  table: [
    [useCatalog, useSchema, 'MANAGE on table/box.in.toys'],
    [useCatalog, useSchema, 'MANAGE on schema/box.in'],
    [useCatalog, useSchema, 'own tables/box.in.toys'],
    [useCatalog, 'own schemas/box.in'],
    ['own catalogs/box'],
  ],
} satisfies Record<string, readonly (readonly Need[])[]>;

/** Each way to see an object. */
const seeing = {
  catalog: [...managing.catalog, ['BROWSE on catalog/box'], [useCatalog], ['SELECT on catalog/box']],
  schema: [
    ...managing.schema,
    ['BROWSE on catalog/box'],
    [useCatalog, useSchema],
    [useCatalog, 'SELECT on catalog/box'],
    [useCatalog, 'CREATE_TABLE on schema/box.in'],
  ],
  table: [
    ...managing.table,
    ['BROWSE on catalog/box'],
    ['ALL_PRIVILEGES on catalog/box'],
    [useCatalog, useSchema, 'SELECT on table/box.in.toys'],
    [useCatalog, useSchema, 'MODIFY on schema/box.in'],
    [useCatalog, useSchema, 'ALL_PRIVILEGES on table/box.in.toys'],
  ],
} satisfies Record<string, readonly (readonly Need[])[]>;

const newTable = {
  ...{ catalog_name: 'box', schema_name: 'in', name: 'new', table_type: 'EXTERNAL', data_source_format: 'DELTA' },
  storage_location: `file://${sampleTables}/airlines`,
};
const exists = ({ json }: TestResponse): boolean => json.table_exists === true;
const grant = { changes: [{ principal: 'account users', add: ['APPLY_TAG'] }] };
const ways: readonly Row[] = [
  { call: `POST ${uc}/catalogs`, body: { name: 'new' }, needs: ['CREATE_CATALOG on metastore/boathouse'] },
  ...rows(seeing.catalog, { call: `GET ${uc}/catalogs/box` }),
  ...rows(seeing.catalog, { call: `GET ${uc}/catalogs`, isAllowed: lists('catalogs', 'box') }),
  ...rows(managing.catalog, { call: `PATCH ${uc}/catalogs/box`, body: { comment: 'x', owner: 'ada@example.com' } }),
  ...rows(managing.catalog, { call: `DELETE ${uc}/catalogs/box?force=true` }),
  ...rows(managing.catalog, { call: `PATCH ${uc}/permissions/catalog/box`, body: grant }),
  ...rows(managing.catalog, { call: `GET ${uc}/permissions/catalog/box` }),
  ...rows(managing.catalog, { call: `GET ${uc}/effective-privilege-assignments/catalog/box` }),

  ...rows([[useCatalog, 'CREATE_SCHEMA on catalog/box'], ['ALL_PRIVILEGES on catalog/box'], ['own catalogs/box']], {
    call: `POST ${uc}/schemas`,
    body: { catalog_name: 'box', name: 'new' },
  }),
  ...rows(seeing.schema, { call: `GET ${uc}/schemas/box.in` }),
  ...rows(seeing.schema, { call: `GET ${uc}/schemas?catalog_name=box`, isAllowed: lists('schemas', 'in') }),
  ...rows(managing.schema, { call: `PATCH ${uc}/schemas/box.in`, body: { new_name: 'out', owner: 'users' } }),
  ...rows(managing.schema, { call: `DELETE ${uc}/schemas/box.in?force=true` }),
  ...rows(managing.schema, { call: `PATCH ${uc}/permissions/schema/box.in`, body: grant }),

  ...rows(
    [
      [useCatalog, useSchema, 'CREATE_TABLE on schema/box.in'],
      [useCatalog, 'USE_SCHEMA on catalog/box', 'CREATE_TABLE on catalog/box'],
      [useCatalog, 'own schemas/box.in'],
      ['ALL_PRIVILEGES on catalog/box'],
    ],
    { call: `POST ${uc}/tables`, body: newTable },
  ),
  ...rows(seeing.table, { call: `GET ${uc}/tables/box.in.toys` }),
  ...rows(seeing.table, { call: `GET ${uc}/tables/box.in.toys/exists`, isAllowed: exists }),
  ...rows(seeing.table, {
    call: `GET ${uc}/tables?catalog_name=box&schema_name=in`,
    isAllowed: lists('tables', 'toys'),
  }),
  ...rows(managing.table, { call: `PATCH ${uc}/tables/box.in.toys`, body: { owner: 'ada@example.com' } }),
  ...rows(managing.table, { call: `DELETE ${uc}/tables/box.in.toys` }),
  ...rows(managing.table, { call: `PATCH ${uc}/permissions/table/box.in.toys`, body: grant }),
  ...rows(managing.table, { call: `GET ${uc}/privilege-assignments/table/box.in.toys` }),
];

describe.each(engines)('in the catalog on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    tryRows(useBox(engine), ways);
  });
});
