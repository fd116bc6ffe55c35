import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const catalogObject = <Name extends string>(table: CreateTableBuilder<Name>) =>
  table
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('name_key', 'text', column => column.notNull().unique())
    .addColumn('owner', 'text', column => column.notNull())
    .addColumn('comment', 'text')
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('updated_by', 'text', column => column.notNull());

/** Storage credentials, and the external locations that they open. */
export const storageCredentials: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await catalogObject(schema.createTable('storage_credentials'))
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('details', 'text', column => column.notNull())
      .addColumn('secrets_sealed', 'text')
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('read_only', 'integer', column => column.notNull())
      .execute();
    await catalogObject(schema.createTable('external_locations'))
      .addColumn('url', 'text', column => column.notNull())
      // Not a reference: a credential that is deleted by force leaves the locations that it opened.
      .addColumn('credential_id', 'text', column => column.notNull())
      .addColumn('read_only', 'integer', column => column.notNull())
      .addColumn('options', 'text', column => column.notNull())
      .execute();
    await schema.alterTable('tables').addColumn('external_location_id', 'text').execute();
    await schema.createIndex('tables_by_location').on('tables').column('external_location_id').execute();
  },
};
