import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace } from '../testing/test-workspace.ts';
import { TokenUses } from './token-uses.ts';

const day = 86_400_000;

describe.each(engines)('the uses of tokens on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    it('are written once a day for a token and a scope, and not at all for a token that is gone', async () => {
      const test = await openTestWorkspace(engine);
      const { database } = test.workspace;
      let writes = 0;
      const counting = {
        ...database,
        append: (...statement: Parameters<typeof database.append>) => {
          writes += 1;
          return database.append(...statement);
        },
      };
      let now = 20_000 * day;
      const uses = new TokenUses(counting, () => now, pino({ level: 'silent' }));
      const { token_id } = (await test.admin('POST /api/2.0/token/create', {})).json.token_info;
      const noted = async () => {
        await uses.settled();
        const rows = database.read.selectFrom('token_uses').select(['scope', 'used_at']).orderBy('scope');
        return rows.where('token_id', '=', token_id).execute();
      };
      for (let call = 0; call < 100; call += 1) uses.note(token_id, 'sql');
      uses.note(token_id);
      expect(await noted()).toEqual([
        { scope: '', used_at: now },
        { scope: 'sql', used_at: now },
      ]);
      expect(writes).toBe(2);
      now += day;
      uses.note(token_id, 'sql');
      expect(await noted()).toContainEqual({ scope: 'sql', used_at: now });
      uses.note('f'.repeat(64), 'sql');
      await uses.settled();
      const all = await database.read.selectFrom('token_uses').select('token_id').execute();
      expect(all.map(row => row.token_id)).not.toContain('f'.repeat(64));
      await test.close();
    });
  });
});

describe('uses that cannot be written', () => {
  it('leave a line in the log, and nothing else', async () => {
    const lines: string[] = [];
    const log = pino({}, { write: line => lines.push(line) });
    const test = await openTestWorkspace('sqlite');
    const failing = { ...test.workspace.database, append: () => Promise.reject(new Error('the disk is full')) };
    const uses = new TokenUses(failing, () => 0, log);
    uses.note('a', 'sql');
    await uses.settled();
    expect(lines.join()).toContain('the use of a token was not written down');
    await test.close();
  });
});
