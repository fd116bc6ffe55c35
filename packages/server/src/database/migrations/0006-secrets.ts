import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Secret scopes, secrets and their ACLs; signing keys that were followed by another. */
export const secrets: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await schema
      .createTable('secret_scopes')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('name_key', 'text', column => column.notNull().unique())
      .addColumn('backend_type', 'text', column => column.notNull())
      .addColumn('vault_resource_id', 'text')
      .addColumn('vault_dns_name', 'text')
      .addColumn('data_key_sealed', 'text')
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('created_by', 'text', column => column.notNull())
      .execute();
    await schema
      .createTable('secrets')
      .addColumn('scope_id', 'text', column => column.notNull().references('secret_scopes.id').onDelete('cascade'))
      .addColumn('key', 'text', column => column.notNull())
      .addColumn('version', 'bigint', column => column.notNull())
      .addColumn('ciphertext', 'text', column => column.notNull())
      .addColumn('updated_at', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('secrets_key', ['scope_id', 'key'])
      .execute();
    await schema
      .createTable('secret_acls')
      .addColumn('scope_id', 'text', column => column.notNull().references('secret_scopes.id').onDelete('cascade'))
      .addColumn('principal_id', 'bigint', column => column.notNull().references('principals.id').onDelete('cascade'))
      .addColumn('permission', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('secret_acls_key', ['scope_id', 'principal_id'])
      .execute();
    await schema.createIndex('secret_acls_by_principal').on('secret_acls').column('principal_id').execute();
    await schema.alterTable('signing_keys').addColumn('verifies_until', 'bigint').execute();
  },
};
