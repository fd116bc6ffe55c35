import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

const of = (table: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(`${table}.id`).onDelete('cascade');

/** Queries of recipients that are answered later. */
export const asyncQueries: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await schema
      .createTable('async_queries')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('recipient_id', 'text', of('recipients'))
      .addColumn('share_id', 'text', of('shares'))
      .addColumn('table_id', 'text', of('tables'))
      .addColumn('idempotency_key', 'text')
      .addColumn('request', 'text', required)
      .addColumn('version', 'bigint', required)
      .addColumn('created_at', 'bigint', required)
      .addColumn('expires_at', 'bigint', required)
      .addUniqueConstraint('async_queries_idempotency', ['recipient_id', 'share_id', 'table_id', 'idempotency_key'])
      .execute();
    await schema.createIndex('async_queries_by_expiry').on('async_queries').column('expires_at').execute();
  },
};
