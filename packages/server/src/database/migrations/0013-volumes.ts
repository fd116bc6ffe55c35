import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Volumes: folders of files beside the tables of a schema. */
export const volumes: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await schema
      .createTable('volumes')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('name_key', 'text', column => column.notNull())
      .addColumn('owner', 'text', column => column.notNull())
      .addColumn('comment', 'text')
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('created_by', 'text', column => column.notNull())
      .addColumn('updated_at', 'bigint', column => column.notNull())
      .addColumn('updated_by', 'text', column => column.notNull())
      .addColumn('schema_id', 'text', column => column.notNull().references('schemas.id'))
      .addColumn('volume_type', 'text', column => column.notNull())
      .addColumn('storage_location', 'text', column => column.notNull())
      .addColumn('external_location_id', 'text')
      .addUniqueConstraint('volumes_name', ['schema_id', 'name_key'])
      .execute();
    await schema.createIndex('volumes_by_location').on('volumes').column('external_location_id').execute();
  },
};
