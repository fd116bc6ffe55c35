import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, StringMap, Type } from '../schema.ts';
import { ColumnInfo } from './column-models.ts';
import {
  DataSourceFormat,
  ListTableSummariesResponse,
  ListTablesResponse,
  TableExistsResponse,
  TableInfo,
  TableType,
} from './tables-models.ts';

const fullName = Type.String({ description: 'Full name of the table or view, `catalog.schema.table`.' });

/** `tables`, under `/api/2.1/unity-catalog/tables` and `/api/2.1/unity-catalog/table-summaries`. */
export const tables = service(
  'tables',
  'catalog',
  'Registers Delta tables that live in object stores, and shows tables and views with their columns.',
  {
    create: operation({
      summary: 'Register an external Delta table',
      description:
        'Reads the Delta log at the location and refuses a folder without one. No data is copied or changed.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/tables',
      request: Type.Object({
        name: Type.String({
          description: 'Name of the table, unique in its schema among tables and views; stored in lower case.',
          minLength: 1,
          maxLength: 255,
        }),
        catalog_name: Type.String({ description: 'Catalog that the table is made in.' }),
        schema_name: Type.String({ description: 'Schema that the table is made in, without the catalog.' }),
        table_type: described(TableType, 'Must be EXTERNAL: managed tables and views are made by SQL.'),
        data_source_format: described(DataSourceFormat, 'Must be DELTA.'),
        storage_location: Type.String({
          description:
            'URL of the root folder of the table, where its `_delta_log` is. The external location that covers it opens it, else the settings of the server.',
        }),
        columns: Type.Optional(
          Type.Array(ColumnInfo, {
            description:
              'Columns of the table; absent or different from the Delta log, the columns of the log are taken.',
          }),
        ),
        properties: Type.Optional(StringMap({ description: 'Key-value pairs of the user.' })),
      }),
      response: TableInfo,
      errors: [
        'TABLE_ALREADY_EXISTS',
        'SCHEMA_DOES_NOT_EXIST',
        'CATALOG_DOES_NOT_EXIST',
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
        'INVALID_STATE',
        'QUOTA_EXCEEDED',
      ],
      access: allowedTo('USE_CATALOG on the catalog, USE_SCHEMA and CREATE_TABLE on the schema, or metastore admin'),
    }),

    delete: operation({
      summary: 'Delete a table or view',
      description: 'Refused with INVALID_STATE while a share holds the table. Files of an external table stay.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/tables/{full_name}',
      request: Type.Object({ full_name: fullName }),
      response: Empty,
      errors: ['TABLE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo(
        'owner of the table with USE_CATALOG and USE_SCHEMA, owner of a parent, or MANAGE on the table',
      ),
    }),

    exists: operation({
      summary: 'Tell whether a table exists',
      description: 'Answers 200 with `table_exists: false` when the table is missing, but an error when a parent is.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/tables/{full_name}/exists',
      request: Type.Object({ full_name: fullName }),
      response: TableExistsResponse,
      errors: ['SCHEMA_DOES_NOT_EXIST', 'CATALOG_DOES_NOT_EXIST'],
      access: allowedTo('USE_CATALOG and USE_SCHEMA on the parents, or metastore admin'),
    }),

    get: operation({
      summary: 'Get a table or view',
      method: 'GET',
      path: '/api/2.1/unity-catalog/tables/{full_name}',
      request: Type.Object({
        full_name: fullName,
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
        include_delta_metadata: Type.Optional(
          Type.Boolean({
            description:
              'Whether to add properties of the present version of the Delta table, which needs a look into its log.',
          }),
        ),
        include_manifest_capabilities: Type.Optional(
          Type.Boolean({ description: 'Whether to add a manifest of what the kind of table can do.' }),
        ),
      }),
      response: TableInfo,
      errors: ['TABLE_DOES_NOT_EXIST', 'SCHEMA_DOES_NOT_EXIST', 'CATALOG_DOES_NOT_EXIST'],
      access: allowedTo(
        'owner of the table or SELECT on it, with USE_CATALOG and USE_SCHEMA on the parents, or metastore admin',
      ),
    }),

    list: operation({
      summary: 'List the tables of a schema',
      description:
        'Owners of the schema and metastore admins see all tables, others those that they own or may SELECT.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/tables',
      request: Type.Object({
        catalog_name: Type.String({ description: 'Catalog of the schema.' }),
        schema_name: Type.String({ description: 'Schema whose tables and views to list, without the catalog.' }),
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
        include_manifest_capabilities: Type.Optional(
          Type.Boolean({ description: 'Whether to add to each table a manifest of what its kind can do.' }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most tables in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        omit_columns: Type.Optional(
          Type.Boolean({ description: 'Whether to leave out the columns, which makes large answers small.' }),
        ),
        omit_properties: Type.Optional(Type.Boolean({ description: 'Whether to leave out the properties.' })),
        omit_username: Type.Optional(
          Type.Boolean({ description: 'Whether to leave out `created_by`, `updated_by` and `owner`.' }),
        ),
        page_token: pageToken,
      }),
      response: ListTablesResponse,
      errors: ['SCHEMA_DOES_NOT_EXIST', 'CATALOG_DOES_NOT_EXIST'],
      access: anyCaller,
      paging: { items: 'tables', style: 'token' },
    }),

    listSummaries: operation({
      summary: 'List names and types of tables',
      description: 'Walks all schemas of the catalog, without columns: the cheap way to look for a table.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/table-summaries',
      request: Type.Object({
        catalog_name: Type.String({ description: 'Catalog whose tables to list.' }),
        include_manifest_capabilities: Type.Optional(
          Type.Boolean({ description: 'Whether to add to each table a manifest of what its kind can do.' }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most summaries in one page, which the server caps at 10000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
        schema_name_pattern: Type.Optional(
          Type.String({
            description: 'SQL LIKE pattern that the name of the schema must match, with `%` and `_`; absent means all.',
          }),
        ),
        table_name_pattern: Type.Optional(
          Type.String({
            description: 'SQL LIKE pattern that the name of the table must match, with `%` and `_`; absent means all.',
          }),
        ),
      }),
      response: ListTableSummariesResponse,
      errors: ['CATALOG_DOES_NOT_EXIST'],
      access: anyCaller,
      paging: { items: 'tables', style: 'token' },
    }),

    update: operation({
      summary: 'Change the owner of a table',
      description: 'Changes the owner and nothing else; columns and comments are changed by SQL.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/tables/{full_name}',
      request: Type.Object({
        full_name: fullName,
        owner: Type.Optional(
          Type.String({
            description:
              'User name, application id or group name of the new owner, who gets every privilege on the object.',
          }),
        ),
      }),
      response: Empty,
      errors: ['TABLE_DOES_NOT_EXIST', 'PRINCIPAL_DOES_NOT_EXIST'],
      access: allowedTo('owner of the table or its schema or catalog, MANAGE on the table, or metastore admin'),
    }),
  },
);
