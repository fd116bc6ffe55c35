import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { good, refusal, secretCalls } from './testing/secret-calls.ts';

const manager = 'manager@example.com';

describe.each(engines)('the value of a secret on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      token = await test.addUser(manager);
    });
    afterAll(() => test.close());
    const { get, newScope, post, put, value } = secretCalls(() => ({ test, token }));

    it('is given back in base64, written as text or as bytes, and as often as it is overwritten', async () => {
      const scope = await newScope();
      await good(put(scope, 'k', 'pässwörd 🔑'));
      expect((await value(scope, 'k')).toString()).toBe('pässwörd 🔑');
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      await good(post('put', { scope, key: 'k', bytes_value: bytes.toString('base64') }));
      expect((await value(scope, 'k')).equals(bytes)).toBe(true);
      expect(await good(get(`get?scope=${scope}&key=k`))).toEqual({ key: 'k', value: bytes.toString('base64') });
    });

    it('may be empty', async () => {
      const scope = await newScope();
      await good(put(scope, 'text', ''));
      await good(post('put', { scope, key: 'bytes', bytes_value: '' }));
      for (const key of ['text', 'bytes']) {
        expect(await good(get(`get?scope=${scope}&key=${key}`))).toEqual({ key, value: '' });
      }
    });

    it('is listed by its key and time, never by itself', async () => {
      const scope = await newScope();
      for (const key of ['b', 'a', 'B']) await good(put(scope, key, 'open sesame'));
      const { status, text, json } = await get(`list?scope=${scope}`);
      expect(status).toBe(200);
      expect(json.secrets.map((secret: { key: string }) => secret.key).sort()).toEqual(['B', 'a', 'b']);
      for (const secret of json.secrets) {
        expect(secret).toEqual({ key: expect.any(String), last_updated_timestamp: expect.any(Number) });
        expect(Math.abs(secret.last_updated_timestamp - test.workspace.now())).toBeLessThan(60_000);
      }
      expect(text).not.toContain('sesame');
    });

    it('has at most 131072 bytes', async () => {
      const scope = await newScope();
      const most = 'é'.repeat(65_536);
      await good(put(scope, 'k', most));
      expect((await value(scope, 'k')).length).toBe(131_072);
      const bytes = Buffer.alloc(131_072, 255);
      await good(post('put', { scope, key: 'k', bytes_value: bytes.toString('base64') }));
      expect((await value(scope, 'k')).equals(bytes)).toBe(true);
      for (const wrong of [
        { string_value: `${most}!` },
        { string_value: 'x'.repeat(131_073) },
        { bytes_value: Buffer.alloc(131_073).toString('base64') },
        { bytes_value: Buffer.alloc(200_000).toString('base64') },
      ]) {
        const [status, code] = await refusal(post('put', { scope, key: 'k', ...wrong }));
        expect([status, code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      }
      expect((await value(scope, 'k')).equals(bytes)).toBe(true);
    });

    it.each([
      ['both values', { string_value: 'secret1', bytes_value: 'c2VjcmV0MQ==' }, 'MALFORMED_REQUEST', /not both/],
      ['two empty values', { string_value: '', bytes_value: '' }, 'MALFORMED_REQUEST', /not both/],
      ['no value', {}, 'INVALID_PARAMETER_VALUE', /string_value.*bytes_value/],
      ['null for both', { string_value: null, bytes_value: null }, 'INVALID_PARAMETER_VALUE', /string_value/],
      ['no base64', { bytes_value: 'secret1!' }, 'INVALID_PARAMETER_VALUE', /must be base64/],
      ['base64 with a line break', { bytes_value: 'c2Vj\ncmV0MQ==' }, 'INVALID_PARAMETER_VALUE', /line breaks/],
      ['base64 cut in the middle', { bytes_value: 'c2VjcmV0M' }, 'INVALID_PARAMETER_VALUE', /must be base64/],
      ['half a character', { string_value: 'secret1\ud83d' }, 'INVALID_PARAMETER_VALUE', /half a character/],
      ['an object', { string_value: { secret1: 1 } }, 'INVALID_PARAMETER_VALUE', /string_value/],
    ])('is refused with %s, without being repeated', async (_, values, code, message) => {
      const scope = await newScope();
      const response = await post('put', { scope, key: 'k', ...values });
      expect([response.status, response.json.error_code]).toEqual([400, code]);
      expect(response.json.message).toMatch(message);
      expect(response.text).not.toContain('secret1');
      expect(await good(get(`list?scope=${scope}`))).toEqual({ secrets: [] });
    });

    it.each(['', 'a b', 'a/b', 'a@b', 'ä', 'x'.repeat(129)])('has no key such as %j', async key => {
      const scope = await newScope();
      expect((await refusal(put(scope, key, 'v'))).slice(0, 2)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    });

    it('is gone when it is deleted, and cannot be deleted twice', async () => {
      const scope = await newScope();
      await good(put(scope, 'k', 'v'));
      await good(post('delete', { scope, key: 'k' }));
      const gone = [404, 'RESOURCE_DOES_NOT_EXIST', `Secret does not exist with scope: ${scope} and key: k.`];
      expect(await refusal(post('delete', { scope, key: 'k' }))).toEqual(gone);
      expect(await refusal(get(`get?scope=${scope}&key=k`))).toEqual(gone);
    });

    it('does not open when its row was moved to another key or scope', async () => {
      const [scope, other] = [await newScope(), await newScope()];
      await good(put(scope, 'mine', 'open sesame'));
      await good(put(other, 'k', 'harmless'));
      const { database } = test.workspace;
      const row = await database.read
        .selectFrom('secrets')
        .innerJoin('secret_scopes', 'secret_scopes.id', 'secrets.scope_id')
        .where('secret_scopes.name', '=', scope)
        .select(['secrets.scope_id', 'ciphertext', 'version'])
        .executeTakeFirstOrThrow();
      await database.write(async transaction => {
        const stolen = { ciphertext: row.ciphertext, version: row.version };
        await transaction
          .updateTable('secrets')
          .set(stolen)
          .where('key', '=', 'k')
          .where('scope_id', '!=', row.scope_id)
          .execute();
        await transaction
          .insertInto('secrets')
          .values({ ...row, key: 'copy', updated_at: 1 })
          .execute();
      });
      for (const place of [`scope=${other}&key=k`, `scope=${scope}&key=copy`]) {
        expect((await refusal(get(`get?${place}`))).slice(0, 2)).toEqual([500, 'INTERNAL_ERROR']);
      }
      expect((await value(scope, 'mine')).toString()).toBe('open sesame');
    });

    it('is one of at most 1000 in a scope: one more is refused, one of them may be overwritten', async () => {
      const scope = await newScope();
      const { database } = test.workspace;
      await database.write(async transaction => {
        const { id } = await transaction
          .selectFrom('secret_scopes')
          .select('id')
          .where('name', '=', scope)
          .executeTakeFirstOrThrow();
        const rows = Array.from({ length: 999 }, (_, count) => ({
          ...{ scope_id: id, key: `key-${count}`, version: 1, ciphertext: '', updated_at: 1 },
        }));
        for (let start = 0; start < rows.length; start += 100) {
          await transaction
            .insertInto('secrets')
            .values(rows.slice(start, start + 100))
            .execute();
        }
      });
      const answers = await Promise.all(['x', 'y', 'z'].map(key => put(scope, key, 'v')));
      expect(answers.map(answer => answer.status).sort()).toEqual([200, 400, 400]);
      expect((await refusal(put(scope, 'one-more', 'v'))).slice(0, 2)).toEqual([400, 'RESOURCE_LIMIT_EXCEEDED']);
      await good(put(scope, 'key-0', 'v'));
      await good(post('delete', { scope, key: 'key-1' }));
      await good(put(scope, 'one-more', 'v'));
    });
  });
});
