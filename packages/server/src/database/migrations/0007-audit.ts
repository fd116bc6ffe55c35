import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../database.ts';
import type { Tables } from '../tables.ts';

/** The process that is said to have written what was there before rows told theirs. */
const formerReplica = 'before-seals';

const addColumns = async (database: Kysely<Tables>): Promise<void> => {
  const { schema } = database;
  const add = (name: string, type: 'text' | 'bigint', value: string | number) =>
    schema
      .alterTable('audit_log')
      .addColumn(name, type, column => column.notNull().defaultTo(value))
      .execute();
  await add('identity_kind', 'text', 'none');
  await add('replica', 'text', formerReplica);
  await add('batch', 'bigint', 1);
  const applicationIds = database.selectFrom('principals').select('name').where('kind', '=', 'SERVICE_PRINCIPAL');
  await database.updateTable('audit_log').set({ identity: '' }).where('identity', '=', 'anonymous').execute();
  await database
    .updateTable('audit_log')
    .set({
      identity_kind: sql`case when identity in (${applicationIds}) then 'service-principal' else 'user' end`,
    })
    .where('identity', '!=', '')
    .execute();
};

/**
 * One for each filter that leaves few records of many. The conditions keep an index small that most records are not in: each
 * one that a recipient's read is in costs every recipient's read.
 */
const addIndexes = async (database: Kysely<Tables>, isSqlite: boolean): Promise<void> => {
  // SQLite ends every key of an index with the row's number.
  const byTime = isSqlite ? 'time' : 'time, sequence';
  for (const [name, columns, condition] of [
    ['batch', 'replica, batch', ''],
    ['recipient', `recipient_name, ${byTime}`, 'where recipient_name is not null'],
    ['identity', `identity, ${byTime}`, "where identity_kind <> 'none'"],
    ['action', `action_name, ${byTime}`, 'where recipient_name is null'],
    ['failure', byTime, 'where status_code >= 400'],
  ]) {
    await sql.raw(`create index audit_log_by_${name} on audit_log (${columns}) ${condition}`).execute(database);
  }
};

const addSeals = async ({ schema }: Kysely<Tables>, isSqlite: boolean): Promise<void> => {
  await schema
    .createTable('audit_seals')
    .addColumn('number', isSqlite ? 'integer' : 'bigserial', column =>
      isSqlite ? column.primaryKey().autoIncrement() : column.primaryKey(),
    )
    .addColumn('replica', 'text', column => column.notNull())
    .addColumn('batch', 'bigint', column => column.notNull())
    .addColumn('first_sequence', 'bigint', column => column.notNull())
    .addColumn('last_sequence', 'bigint', column => column.notNull())
    .addColumn('first_time', 'bigint', column => column.notNull())
    .addColumn('last_time', 'bigint', column => column.notNull())
    .addColumn('row_count', 'bigint', column => column.notNull())
    .addColumn('rows_hash', 'text', column => column.notNull())
    .addColumn('previous_hash', 'text', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull().unique())
    .addColumn('sealed_at', 'bigint', column => column.notNull())
    .addColumn('sealed_by', 'text', column => column.notNull())
    .addColumn('key_id', 'text', column => column.notNull())
    .addColumn('mac', 'text', column => column.notNull())
    .addColumn('pruned_at', 'bigint')
    .addColumn('pruned_mac', 'text')
    .addUniqueConstraint('audit_seals_batch', ['replica', 'batch'])
    .execute();
  await schema
    .createIndex('audit_seals_to_prune')
    .on('audit_seals')
    .column('last_time')
    .where(sql.ref('pruned_at'), 'is', null)
    .execute();
  await schema
    .createTable('audit_replicas')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('seen_at', 'bigint', column => column.notNull())
    .execute();
  await schema
    .createTable('audit_keys')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('sealed', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute();
};

/** Who did it, in Databricks' form; batches and their seals. What is there is sealed at the next start. */
export const audit = (engine: Engine): Migration => ({
  up: async (database: Kysely<Tables>) => {
    await addColumns(database);
    await addIndexes(database, engine === 'sqlite');
    await addSeals(database, engine === 'sqlite');
    const former = await database.selectFrom('audit_log').select('sequence').limit(1).executeTakeFirst();
    if (former === undefined) return;
    await database.insertInto('audit_replicas').values({ id: formerReplica, seen_at: 0 }).execute();
  },
});
