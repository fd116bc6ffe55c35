import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Recipients who sign in by tokens of others or by their metastore, and providers whose shares catalogs show. */
export const recipientsAndProviders: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await schema.alterTable('recipients').addColumn('sharing_identifier', 'text').execute();
    await schema
      .createIndex('recipients_sharing_identifier')
      .unique()
      .on('recipients')
      .column('sharing_identifier')
      .execute();
    await schema
      .createTable('federation_policies')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('recipient_id', 'text', column => column.notNull().references('recipients.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('comment', 'text')
      .addColumn('issuer', 'text', column => column.notNull())
      .addColumn('subject_claim', 'text', column => column.notNull())
      .addColumn('subject', 'text', column => column.notNull())
      .addColumn('audiences', 'text', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('updated_at', 'bigint', column => column.notNull())
      .addUniqueConstraint('federation_policies_name', ['recipient_id', 'name'])
      .execute();
    await schema.alterTable('catalogs').addColumn('provider_id', 'text').execute();
    await schema.alterTable('catalogs').addColumn('share_name', 'text').execute();
    await schema
      .createTable('providers')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('name_key', 'text', column => column.notNull().unique())
      .addColumn('owner', 'text', column => column.notNull())
      .addColumn('comment', 'text')
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('created_by', 'text', column => column.notNull())
      .addColumn('updated_at', 'bigint', column => column.notNull())
      .addColumn('updated_by', 'text', column => column.notNull())
      .addColumn('authentication_type', 'text', column => column.notNull())
      .addColumn('endpoint', 'text', column => column.notNull())
      .addColumn('share_credentials_version', 'integer')
      .addColumn('profile_sealed', 'text')
      .addColumn('sharing_identifier', 'text', column => column.unique())
      .execute();
  },
};
