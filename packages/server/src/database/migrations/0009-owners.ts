import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Owners are kept by name: every query of a recipient looks up the owner of the share. */
export const owners: Migration = {
  up: async ({ schema }: Kysely<unknown>) => {
    await schema.createIndex('principals_by_name').on('principals').column('name').execute();
  },
};
