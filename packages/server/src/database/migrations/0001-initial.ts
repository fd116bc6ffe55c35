import type { CreateTableBuilder, Kysely, SchemaModule } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../database.ts';

type Table = CreateTableBuilder<string, string>;

/** The columns that every named object of the metastore has. */
const catalogObject = (table: Table): Table =>
  table
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('name_key', 'text', column => column.notNull())
    .addColumn('owner', 'text', column => column.notNull())
    .addColumn('comment', 'text')
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('updated_by', 'text', column => column.notNull());

const workspaceTables = async (schema: SchemaModule, isSqlite: boolean): Promise<void> => {
  await schema
    .createTable('settings')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('value', 'text', column => column.notNull())
    .execute();
  await schema
    .createTable('signing_keys')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('sealed', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute();
  await schema
    .createTable('principals')
    .addColumn('id', 'bigint', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('name_key', 'text', column => column.notNull().unique())
    .addColumn('display_name', 'text', column => column.notNull())
    .addColumn('admin', 'integer', column => column.notNull())
    .addColumn('active', 'integer', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute();
  await schema
    .createTable('tokens')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('lookup', 'text', column => column.notNull().unique())
    .addColumn('principal_id', 'bigint', column => column.notNull().references('principals.id').onDelete('cascade'))
    .addColumn('comment', 'text')
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('expires_at', 'bigint')
    .execute();
  await schema.createIndex('tokens_by_principal').on('tokens').column('principal_id').execute();
  await schema
    .createTable('audit_log')
    // SQLite numbers rows by an INTEGER PRIMARY KEY, PostgreSQL by a sequence.
    .addColumn('sequence', isSqlite ? 'integer' : 'bigserial', column =>
      isSqlite ? column.primaryKey().autoIncrement() : column.primaryKey(),
    )
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('time', 'bigint', column => column.notNull())
    .addColumn('service_name', 'text', column => column.notNull())
    .addColumn('action_name', 'text', column => column.notNull())
    .addColumn('identity', 'text', column => column.notNull())
    .addColumn('recipient_name', 'text')
    .addColumn('request_id', 'text', column => column.notNull())
    .addColumn('source_ip', 'text', column => column.notNull())
    .addColumn('user_agent', 'text', column => column.notNull())
    .addColumn('request_params', 'text', column => column.notNull())
    .addColumn('status_code', 'integer', column => column.notNull())
    .addColumn('error_message', 'text')
    .addColumn('result', 'text')
    .execute();
  await schema.createIndex('audit_log_by_time').on('audit_log').column('time').execute();
};

const catalogTables = async (schema: SchemaModule): Promise<void> => {
  await schema
    .createTable('metastores')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('owner', 'text', column => column.notNull())
    .addColumn('cloud', 'text', column => column.notNull())
    .addColumn('region', 'text', column => column.notNull())
    .addColumn('organization_name', 'text')
    .addColumn('sharing_scope', 'text', column => column.notNull())
    .addColumn('recipient_token_lifetime_seconds', 'bigint', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('updated_by', 'text', column => column.notNull())
    .execute();
  await catalogObject(schema.createTable('catalogs'))
    .addColumn('storage_root', 'text')
    .addColumn('properties', 'text', column => column.notNull())
    .addUniqueConstraint('catalogs_name', ['name_key'])
    .execute();
  await catalogObject(schema.createTable('schemas'))
    .addColumn('catalog_id', 'text', column => column.notNull().references('catalogs.id'))
    .addColumn('storage_root', 'text')
    .addColumn('properties', 'text', column => column.notNull())
    .addUniqueConstraint('schemas_name', ['catalog_id', 'name_key'])
    .execute();
  await catalogObject(schema.createTable('tables'))
    .addColumn('schema_id', 'text', column => column.notNull().references('schemas.id'))
    .addColumn('table_type', 'text', column => column.notNull())
    .addColumn('data_source_format', 'text', column => column.notNull())
    .addColumn('storage_location', 'text', column => column.notNull())
    .addColumn('columns', 'text', column => column.notNull())
    .addColumn('properties', 'text', column => column.notNull())
    .addUniqueConstraint('tables_name', ['schema_id', 'name_key'])
    .execute();
};

const sharingTables = async (schema: SchemaModule): Promise<void> => {
  await catalogObject(schema.createTable('shares'))
    .addColumn('storage_root', 'text')
    .addUniqueConstraint('shares_name', ['name_key'])
    .execute();
  await schema
    .createTable('share_objects')
    .addColumn('share_id', 'text', column => column.notNull().references('shares.id').onDelete('cascade'))
    .addColumn('object_id', 'text', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('data_object_type', 'text', column => column.notNull())
    .addColumn('comment', 'text')
    .addColumn('shared_schema', 'text', column => column.notNull())
    .addColumn('shared_name', 'text', column => column.notNull())
    .addColumn('shared_schema_key', 'text', column => column.notNull())
    .addColumn('shared_name_key', 'text', column => column.notNull())
    .addColumn('cdf_enabled', 'integer', column => column.notNull())
    .addColumn('history_sharing', 'integer', column => column.notNull())
    .addColumn('start_version', 'bigint')
    .addColumn('added_at', 'bigint', column => column.notNull())
    .addColumn('added_by', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('share_objects_key', ['share_id', 'object_id'])
    .addUniqueConstraint('share_objects_alias', ['share_id', 'shared_schema_key', 'shared_name_key'])
    .execute();
  await schema.createIndex('share_objects_by_object').on('share_objects').column('object_id').execute();
  await catalogObject(schema.createTable('recipients'))
    .addColumn('authentication_type', 'text', column => column.notNull())
    .addColumn('activated', 'integer', column => column.notNull())
    .addColumn('properties', 'text', column => column.notNull())
    .addColumn('allowed_ip_addresses', 'text')
    .addColumn('expires_at', 'bigint')
    .addUniqueConstraint('recipients_name', ['name_key'])
    .execute();
  await schema
    .createTable('recipient_tokens')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('recipient_id', 'text', column => column.notNull().references('recipients.id').onDelete('cascade'))
    .addColumn('token_lookup', 'text', column => column.unique())
    .addColumn('activation_lookup', 'text', column => column.unique())
    .addColumn('activation_sealed', 'text')
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('updated_by', 'text', column => column.notNull())
    .execute();
  await schema.createIndex('recipient_tokens_by_recipient').on('recipient_tokens').column('recipient_id').execute();
  await schema
    .createTable('share_grants')
    .addColumn('share_id', 'text', column => column.notNull().references('shares.id').onDelete('cascade'))
    .addColumn('recipient_id', 'text', column => column.notNull().references('recipients.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('share_grants_key', ['share_id', 'recipient_id'])
    .execute();
  await schema.createIndex('share_grants_by_recipient').on('share_grants').column('recipient_id').execute();
};

/** The tables of the first release. */
export const initial = (engine: Engine): Migration => ({
  up: async (database: Kysely<unknown>) => {
    await workspaceTables(database.schema, engine === 'sqlite');
    await catalogTables(database.schema);
    await sharingTables(database.schema);
  },
});
