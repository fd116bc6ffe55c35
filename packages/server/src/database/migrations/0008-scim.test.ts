import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { toKyselyDatabase } from '../node-sqlite.ts';
import type { Tables } from '../tables.ts';
import { scim } from './0008-scim.ts';

it('gives principals that are there already what filters compare, and users their address', async () => {
  const connection = new DatabaseSync(':memory:');
  connection.exec(`
    create table principals (id integer, kind text, name text, name_key text, display_name text);
    insert into principals values (1, 'USER', 'Ann@Example.com', 'ann@example.com', 'Ann É');
    insert into principals values (2, 'GROUP', 'Admins', 'admins', 'Admins');
  `);
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: toKyselyDatabase(connection) }) });
  await scim.up(database);
  const rows = await database.selectFrom('principals').select(['display_name_key', 'emails', 'email_keys']).execute();
  expect(rows).toEqual([
    {
      display_name_key: 'ann é',
      emails: '[{"type":"work","value":"Ann@Example.com","primary":true}]',
      email_keys: '["ann@example.com"]',
    },
    { display_name_key: 'admins', emails: '[]', email_keys: '[]' },
  ]);
  await database.destroy();
});
