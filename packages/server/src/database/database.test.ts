import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPostgresDatabase, engines } from '../testing/engines.ts';
import { type Database, isUniqueViolation } from './database.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

describe.each(engines)('the database on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let database: Database;
    let cleanUp: () => Promise<void>;

    beforeEach(async () => {
      if (engine === 'sqlite') {
        const folder = mkdtempSync(join(tmpdir(), 'boathouse-db-'));
        database = await openSqlite(join(folder, 'test.db'), () => 1_000_000_000_000);
        cleanUp = async () => rmSync(folder, { recursive: true });
      } else {
        const created = await createPostgresDatabase();
        database = await openPostgres(created.url);
        cleanUp = created.drop;
      }
    });

    afterEach(async () => {
      await database.close();
      await cleanUp();
    });

    const setting = (name: string, value: string) => ({ name, value });
    const names = async () =>
      (await database.read.selectFrom('settings').select('name').orderBy('name').execute()).map(row => row.name);

    it('keeps what a write did and tells what it gave', async () => {
      const given = await database.write(async transaction => {
        await transaction.insertInto('settings').values(setting('a', '1')).execute();
        return 'done';
      });
      expect(given).toBe('done');
      expect(await names()).toEqual(['a']);
    });

    it('keeps nothing of a write that throws', async () => {
      const write = database.write(async transaction => {
        await transaction.insertInto('settings').values(setting('a', '1')).execute();
        throw new Error('no');
      });
      await expect(write).rejects.toThrow('no');
      expect(await names()).toEqual([]);
    });

    it('lets one of two writers of the same name win, and the others of the batch go on', async () => {
      const insert = (name: string, value: string) =>
        database.write(transaction => transaction.insertInto('settings').values(setting(name, value)).execute());
      const outcomes = await Promise.allSettled([insert('a', '1'), insert('a', '2'), insert('b', '3')]);
      const failures = outcomes.filter(outcome => outcome.status === 'rejected').map(outcome => outcome.reason);
      expect(failures).toHaveLength(1);
      expect(isUniqueViolation(failures[0])).toBe(true);
      expect(await names()).toEqual(['a', 'b']);
    });

    it('takes a write that follows at once on one that failed, or on one that went well', async () => {
      const insert = (name: string) =>
        database.write(transaction => transaction.insertInto('settings').values(setting(name, '')).execute());
      await insert('a');
      await insert('a').catch(() => insert('b'));
      await insert('c').then(() => insert('d'));
      expect(await names()).toEqual(['a', 'b', 'c', 'd']);
    });

    it('takes five hundred writes at once', async () => {
      const writes = Array.from({ length: 500 }, (_, index) =>
        database.write(transaction =>
          transaction
            .insertInto('settings')
            .values(setting(String(index).padStart(3, '0'), 'x'))
            .execute(),
        ),
      );
      await Promise.all(writes);
      expect(await names()).toHaveLength(500);
    });

    it('tells times as numbers that JavaScript holds exactly', async () => {
      const { now } = await database.read.selectNoFrom(database.now().as('now')).executeTakeFirstOrThrow();
      expect(Number.isSafeInteger(now)).toBe(true);
      expect(now).toBeGreaterThan(900_000_000_000);
    });
  });
});

describe('group commit', () => {
  it('shares one flush between writes that arrive together', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'boathouse-db-'));
    const database = await openSqlite(join(folder, 'test.db'), Date.now);
    const order: string[] = [];
    const write = (name: string) =>
      database
        .write(async transaction => {
          order.push(`write ${name}`);
          await transaction.insertInto('settings').values({ name, value: '' }).execute();
        })
        .then(() => order.push(`durable ${name}`));
    await Promise.all([write('a'), write('b'), write('c')]);
    // All three ran before the first was acknowledged: they were in one transaction.
    expect(order).toEqual(['write a', 'write b', 'write c', 'durable a', 'durable b', 'durable c']);
    await database.close();
    rmSync(folder, { recursive: true });
  });
});
