import type { Kysely, SchemaModule } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from '../tables.ts';

const widenTokens = async (schema: SchemaModule): Promise<void> => {
  for (const name of ['scopes', 'created_by_name']) {
    await schema.alterTable('tokens').addColumn(name, 'text').execute();
  }
  await schema.alterTable('tokens').addColumn('created_by_id', 'bigint').execute();
  await schema
    .alterTable('tokens')
    .addColumn('autoscope_enabled', 'integer', column => column.notNull().defaultTo(0))
    .execute();
};

const addTables = async (schema: SchemaModule): Promise<void> => {
  await schema
    .createTable('revoked_tokens')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('revoked_at', 'bigint', column => column.notNull())
    .execute();
  await schema
    .createTable('token_uses')
    .addColumn('token_id', 'text', column => column.notNull().references('tokens.id').onDelete('cascade'))
    .addColumn('scope', 'text', column => column.notNull())
    .addColumn('used_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('token_uses_key', ['token_id', 'scope'])
    .execute();
};

/** Who may use tokens at first: everybody, as before there was a list of those who may. */
const seedPermissions = async (database: Kysely<Tables>): Promise<void> => {
  for (const [group, level] of [
    ['admins', 'CAN_MANAGE'],
    ['users', 'CAN_USE'],
  ] as const) {
    const { id } = await database
      .selectFrom('principals')
      .select('id')
      .where('name_key', '=', group)
      .where('system', '=', 1)
      .executeTakeFirstOrThrow();
    const entry = { object_type: 'tokens', object_id: 'tokens', principal_id: id, level };
    await database.insertInto('acl_entries').values(entry).execute();
  }
};

/** What tokens are limited to, who made them and what they are used for; ids of those that were revoked. */
export const tokens: Migration = {
  up: async (database: Kysely<Tables>) => {
    await widenTokens(database.schema);
    await addTables(database.schema);
    await seedPermissions(database);
  },
};
