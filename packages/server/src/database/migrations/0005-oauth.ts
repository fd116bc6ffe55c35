import type { ColumnDefinitionBuilder, Kysely, SchemaModule } from 'kysely';
import type { Migration } from 'kysely/migration';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** What belongs to a principal goes with it. */
const ofPrincipal = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('principals.id').onDelete('cascade');

const ofGrant = (column: ColumnDefinitionBuilder) => column.notNull().references('oauth_grants.id').onDelete('cascade');

const addKeys = async (schema: SchemaModule): Promise<void> => {
  await schema
    .createTable('oauth_keys')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('sealed', 'text', required)
    .addColumn('public_key', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .execute();
};

const addSecrets = async (schema: SchemaModule): Promise<void> => {
  await schema
    .createTable('service_principal_secrets')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('principal_id', 'bigint', ofPrincipal)
    .addColumn('lookup', 'text', column => column.notNull().unique())
    .addColumn('secret_hash', 'text', required)
    .addColumn('scopes', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .execute();
  await schema
    .createIndex('service_principal_secrets_by_principal')
    .on('service_principal_secrets')
    .column('principal_id')
    .execute();
};

const addSessions = async (schema: SchemaModule): Promise<void> => {
  await schema
    .createTable('oauth_sessions')
    .addColumn('lookup', 'text', column => column.primaryKey())
    .addColumn('principal_id', 'bigint', ofPrincipal)
    .addColumn('expires_at', 'bigint', required)
    .execute();
  await schema
    .createTable('oauth_grants')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('principal_id', 'bigint', ofPrincipal)
    .addColumn('client_id', 'text', required)
    .addColumn('scopes', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .execute();
  for (const table of ['oauth_sessions', 'oauth_grants']) {
    await schema.createIndex(`${table}_by_principal`).on(table).column('principal_id').execute();
    await schema.createIndex(`${table}_by_expiry`).on(table).column('expires_at').execute();
  }
};

const addCredentials = async (schema: SchemaModule): Promise<void> => {
  await schema
    .createTable('oauth_codes')
    .addColumn('lookup', 'text', column => column.primaryKey())
    .addColumn('grant_id', 'text', ofGrant)
    .addColumn('redirect_uri', 'text', required)
    .addColumn('challenge', 'text', required)
    .addColumn('used', 'integer', required)
    .addColumn('expires_at', 'bigint', required)
    .execute();
  await schema
    .createTable('oauth_refresh_tokens')
    .addColumn('lookup', 'text', column => column.primaryKey())
    .addColumn('grant_id', 'text', ofGrant)
    .addColumn('used', 'integer', required)
    .addColumn('expires_at', 'bigint', required)
    .execute();
  for (const table of ['oauth_codes', 'oauth_refresh_tokens']) {
    await schema.createIndex(`${table}_by_grant`).on(table).column('grant_id').execute();
  }
};

/** Keys of access tokens, secrets of service principals; sessions, grants, codes and refresh tokens of people. */
export const oauth: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await addKeys(schema);
    await addSecrets(schema);
    await addSessions(schema);
    await addCredentials(schema);
  },
};
