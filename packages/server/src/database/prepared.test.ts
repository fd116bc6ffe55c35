import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { type Database, isUniqueViolation } from './database.ts';
import { prepared, rowCount } from './prepared.ts';

interface Setting {
  readonly name: string;
  readonly value: string;
}

const insertSetting = prepared((database, { name, value }: Setting) =>
  database.read.insertInto('settings').values({ name, value }),
);

const settingsAfter = prepared((database, { after, limit }: { readonly after: string; readonly limit: number }) =>
  database.read
    .selectFrom('settings')
    .selectAll()
    .where('name', '>', after)
    .where('value', '!=', 'hidden')
    .orderBy('name')
    .limit(rowCount(limit)),
);

describe.each(engines)('a prepared query on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestDatabase;
    let database: Database;

    beforeEach(async () => {
      test = await createTestDatabase(engine);
      database = await test.open();
    });

    afterEach(() => test.remove());

    const names = async (after: string, limit: number) =>
      (await database.execute(settingsAfter(database, { after, limit }))).map(({ name }) => name);

    it('runs with the parameters of each run, beside the values that are its own', async () => {
      for (const name of ['a', 'b', 'c']) await database.append(insertSetting(database, { name, value: '' }));
      await database.append(insertSetting(database, { name: 'd', value: 'hidden' }));
      expect(await names('', 10)).toEqual(['a', 'b', 'c']);
      expect(await names('a', 1)).toEqual(['b']);
      expect(await names('c', 10)).toEqual([]);
    });

    it('gives rows as Kysely does', async () => {
      await database.append(insertSetting(database, { name: 'a', value: 'x' }));
      const rows = await database.execute(settingsAfter(database, { after: '', limit: 1 }));
      expect(rows).toEqual(await database.read.selectFrom('settings').selectAll().execute());
    });

    it('runs in the transaction that it is given, and is undone with it', async () => {
      const write = database.write(async transaction => {
        await database.execute(insertSetting(database, { name: 'a', value: '' }), transaction);
        const inside = await database.execute(settingsAfter(database, { after: '', limit: 10 }), transaction);
        expect(inside).toEqual([{ name: 'a', value: '' }]);
        expect(await names('', 10)).toEqual([]);
        throw new Error('undo');
      });
      await expect(write).rejects.toThrow('undo');
      expect(await names('', 10)).toEqual([]);
    });

    it('fails alone when it is appended beside others', async () => {
      const outcomes = await Promise.allSettled(
        ['a', 'a', 'b'].map(name => database.append(insertSetting(database, { name, value: '' }))),
      );
      const failures = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(failures.map(isUniqueViolation)).toEqual([true]);
      expect(await names('', 10)).toEqual(['a', 'b']);
    });

    it('belongs to one database, whatever other has run it', async () => {
      const other = await createTestDatabase(engine);
      const second = await other.open();
      await second.append(insertSetting(second, { name: 'elsewhere', value: '' }));
      await database.append(insertSetting(database, { name: 'here', value: '' }));
      expect(await names('', 10)).toEqual(['here']);
      await other.remove();
    });
  });
});
