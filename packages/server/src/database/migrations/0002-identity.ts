import { randomBytes } from 'node:crypto';
import { type Kysely, type SchemaModule, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { newPrincipalId } from '../../identity/principals.ts';
import type { Tables } from '../tables.ts';

const addColumns = async (schema: SchemaModule): Promise<void> => {
  for (const name of ['external_id', 'given_name', 'family_name']) {
    await schema.alterTable('principals').addColumn(name, 'text').execute();
  }
  for (const name of ['entitlements', 'roles']) {
    await schema
      .alterTable('principals')
      .addColumn(name, 'text', column => column.notNull().defaultTo('[]'))
      .execute();
  }
  for (const name of ['entitled', 'system']) {
    await schema
      .alterTable('principals')
      .addColumn(name, 'integer', column => column.notNull().defaultTo(0))
      .execute();
  }
  await schema
    .alterTable('principals')
    .addColumn('updated_at', 'bigint', column => column.notNull().defaultTo(0))
    .execute();
};

const addMembers = async (schema: SchemaModule): Promise<void> => {
  await schema
    .createTable('group_members')
    .addColumn('group_id', 'bigint', column => column.notNull().references('principals.id').onDelete('cascade'))
    .addColumn('member_id', 'bigint', column => column.notNull().references('principals.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('group_members_key', ['group_id', 'member_id'])
    .execute();
  await schema.createIndex('group_members_by_member').on('group_members').column('member_id').execute();
};

/** What the system groups start with, as in a workspace of Databricks. */
const systemGroups = [
  {
    name: 'admins',
    entitlements: ['workspace-access', 'databricks-sql-access', 'allow-cluster-create', 'allow-instance-pool-create'],
  },
  { name: 'users', entitlements: ['workspace-access', 'databricks-sql-access'] },
];

const addSystemGroups = async (database: Kysely<Tables>): Promise<void> => {
  const now = Date.now();
  for (const { name, entitlements } of systemGroups) {
    const group = {
      id: newPrincipalId(randomBytes),
      kind: 'GROUP',
      name,
      name_key: name,
      display_name: name,
      admin: name === 'admins' ? 1 : 0,
      entitled: 1,
      active: 1,
      system: 1,
      external_id: null,
      given_name: null,
      family_name: null,
      entitlements: JSON.stringify(entitlements),
      roles: '[]',
      created_at: now,
      updated_at: now,
    } as const;
    await database.insertInto('principals').values(group).execute();
  }
  // `users` gives everybody who is there already the entitlement to use the workspace.
  await database
    .updateTable('principals')
    .set({ entitled: 1, updated_at: sql.ref('created_at') })
    .execute();
  await database
    .insertInto('group_members')
    .columns(['group_id', 'member_id'])
    .expression(
      database
        .selectFrom('principals as members')
        .innerJoin('principals as admins', join => join.on('admins.name_key', '=', 'admins'))
        .where('members.admin', '=', 1)
        .where('members.kind', '!=', 'GROUP')
        .select(['admins.id', 'members.id as member_id']),
    )
    .execute();
};

/** Groups, with `admins` and `users`; what SCIM keeps of a principal. */
export const identity: Migration = {
  up: async (database: Kysely<Tables>) => {
    await addColumns(database.schema);
    await addMembers(database.schema);
    await addSystemGroups(database);
  },
};
