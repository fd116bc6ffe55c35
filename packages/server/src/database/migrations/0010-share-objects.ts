import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The full name of a source, as SQL; null when it was dropped. */
const presentName = sql<string>`(
  case data_object_type
    when 'SCHEMA' then (
      select catalogs.name || '.' || schemas.name
      from schemas inner join catalogs on catalogs.id = schemas.catalog_id
      where schemas.id = share_objects.object_id
    )
    else (
      select catalogs.name || '.' || schemas.name || '.' || tables.name
      from tables
      inner join schemas on schemas.id = tables.schema_id
      inner join catalogs on catalogs.id = schemas.catalog_id
      where tables.id = share_objects.object_id
    )
  end
)`;

/** What is left of a source that was dropped before its name was kept: what it was shared as. */
const sharedName = sql<string>`(
  case data_object_type when 'SCHEMA' then shared_schema else shared_schema || '.' || shared_name end
)`;

/**
 * Shared objects have partition filters, may keep the change data feed to themselves, and know the name of their source,
 * to be removed by when it is gone.
 */
export const shareObjects: Migration = {
  up: async (database: Kysely<unknown>) => {
    await database.schema.alterTable('share_objects').addColumn('partitions', 'text').execute();
    await database.schema
      .alterTable('share_objects')
      .addColumn('source_name', 'text', column => column.notNull().defaultTo(''))
      .execute();
    await database.schema
      .alterTable('share_objects')
      .addColumn('feed_shared', 'integer', column => column.notNull().defaultTo(1))
      .execute();
    await sql`update share_objects set source_name = coalesce(${presentName}, ${sharedName})`.execute(database);
  },
};
