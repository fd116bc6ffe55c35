import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { toKyselyDatabase } from '../node-sqlite.ts';
import type { Tables } from '../tables.ts';
import { shareObjects } from './0010-share-objects.ts';

it('gives what is shared already the name of its source, or what is left of it', async () => {
  const connection = new DatabaseSync(':memory:');
  connection.exec(`
    create table catalogs (id text, name text);
    create table schemas (id text, name text, catalog_id text);
    create table tables (id text, name text, schema_id text);
    create table share_objects (
      object_id text, data_object_type text, shared_schema text, shared_name text, cdf_enabled integer
    );
    insert into catalogs values ('c', 'main');
    insert into schemas values ('s', 'travel', 'c');
    insert into tables values ('t', 'flights', 's');
    insert into share_objects values ('t', 'TABLE', 'other', 'alias', 0);
    insert into share_objects values ('s', 'SCHEMA', 'travel', '', 1);
    insert into share_objects values ('lost', 'TABLE', 'gone', 'planes', 0);
    insert into share_objects values ('lost too', 'SCHEMA', 'gone', '', 1);
  `);
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: toKyselyDatabase(connection) }) });
  await shareObjects.up(database);
  const rows = await database
    .selectFrom('share_objects')
    .select(['source_name', 'partitions', 'feed_shared'])
    .orderBy('object_id')
    .execute();
  const rest = { partitions: null, feed_shared: 1 };
  expect(rows).toEqual([
    { source_name: 'gone.planes', ...rest },
    { source_name: 'gone', ...rest },
    { source_name: 'main.travel', ...rest },
    { source_name: 'main.travel.flights', ...rest },
  ]);
  await database.destroy();
});
