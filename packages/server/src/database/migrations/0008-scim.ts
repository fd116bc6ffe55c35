import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from '../tables.ts';

/** E-mail addresses, and what SCIM's filters compare: texts in lower case, since the engines fold letters differently. */
export const scim: Migration = {
  up: async (database: Kysely<Tables>) => {
    const { schema } = database;
    for (const [name, initial] of [
      ['display_name_key', ''],
      ['emails', '[]'],
      ['email_keys', '[]'],
    ] as const) {
      await schema
        .alterTable('principals')
        .addColumn(name, 'text', column => column.notNull().defaultTo(initial))
        .execute();
    }
    await schema.createIndex('principals_by_kind').on('principals').columns(['kind', 'name_key']).execute();
    const rows = await database.selectFrom('principals').select(['id', 'kind', 'name', 'display_name']).execute();
    for (const { id, kind, name, display_name } of rows) {
      const emails =
        kind === 'USER'
          ? {
              emails: JSON.stringify([{ type: 'work', value: name, primary: true }]),
              email_keys: JSON.stringify([name.toLowerCase()]),
            }
          : {};
      await database
        .updateTable('principals')
        .set({ display_name_key: display_name.toLowerCase(), ...emails })
        .where('id', '=', id)
        .execute();
    }
  },
};
