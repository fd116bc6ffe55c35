import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Access control lists of workspace objects, and grants on securables of the metastore. */
export const permissions: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await schema
      .createTable('acl_entries')
      .addColumn('object_type', 'text', column => column.notNull())
      .addColumn('object_id', 'text', column => column.notNull())
      .addColumn('principal_id', 'bigint', column => column.notNull().references('principals.id').onDelete('cascade'))
      .addColumn('level', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('acl_entries_key', ['object_type', 'object_id', 'principal_id'])
      .execute();
    await schema.createIndex('acl_entries_by_principal').on('acl_entries').column('principal_id').execute();
    await schema
      .createTable('privilege_grants')
      .addColumn('securable_type', 'text', column => column.notNull())
      .addColumn('securable_id', 'text', column => column.notNull())
      // Without a foreign key: what a deleted principal held stays to be seen and revoked, by its id.
      .addColumn('principal_id', 'bigint', column => column.notNull())
      .addColumn('privilege', 'text', column => column.notNull())
      .addColumn('granted_at', 'bigint', column => column.notNull())
      .addColumn('granted_by', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('privilege_grants_key', ['securable_id', 'principal_id', 'privilege'])
      .execute();
    await schema.createIndex('privilege_grants_by_principal').on('privilege_grants').column('principal_id').execute();
  },
};
