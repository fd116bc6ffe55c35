import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { openSqlite } from './sqlite.ts';

describe.each([{ isDurable: true }, { isDurable: false }])(
  'the embedded database, durable: $isDurable',
  ({ isDurable }) => {
    let folder: string;
    let database: Database;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'boathouse-sqlite-'));
      database = await openSqlite(join(folder, 'test.db'), Date.now, isDurable);
    });

    afterEach(async () => {
      await database.close();
      rmSync(folder, { recursive: true });
    });

    const names = async () =>
      (await database.read.selectFrom('settings').select('name').execute()).map(({ name }) => name);

    it('shows readers a write once it is committed, and goes on answering them before', async () => {
      const seen = await database.write(async transaction => {
        await transaction.insertInto('settings').values({ name: 'a', value: '' }).execute();
        return names();
      });
      expect(seen).toEqual([]);
      expect(await names()).toEqual(['a']);
    });

    it('shows readers a write that has ended, in the turn in which they have read before', async () => {
      const seen: string[][] = [await names()];
      for (const name of ['a', 'b']) {
        await database.write(transaction => transaction.insertInto('settings').values({ name, value: '' }).execute());
        seen.push(await names());
      }
      expect(seen).toEqual([[], ['a'], ['a', 'b']]);
    });

    it('never shows readers what is rolled back', async () => {
      let seen: readonly string[] = ['nothing was seen'];
      const write = database.write(async transaction => {
        await transaction.insertInto('settings').values({ name: 'a', value: '' }).execute();
        seen = await names();
        throw new Error('no');
      });
      await expect(write).rejects.toThrow('no');
      expect(seen).toEqual([]);
      expect(await names()).toEqual([]);
    });
  },
);
