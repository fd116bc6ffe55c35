import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { engines } from '../testing/engines.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createSealer } from './sealing.ts';
import { loadSigningKeys, openToken, type SigningKey, type SigningKeys, signToken } from './signing-keys.ts';

const key = (id: string, fill: number): SigningKey => ({ id, secret: Buffer.alloc(32, fill) });

const keysOf = (current: SigningKey, ...others: SigningKey[]): Pick<SigningKeys, 'current' | 'find'> => ({
  current,
  find: id => [current, ...others].find(candidate => candidate.id === id),
});

describe('a signed token', () => {
  const keys = keysOf(key('first', 1), key('second', 2));

  it('opens to what was signed, for the binding that it was signed for', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (payload, binding) => {
        const expected: unknown = JSON.parse(JSON.stringify(payload));
        expect(openToken(keys, binding, signToken(keys, binding, payload))).toEqual(expected);
      }),
    );
  });

  it('is of characters that need no escape in a URL', () => {
    expect(signToken(keys, 'list', 'ä/?&=+')).toMatch(/^[\w.-]+$/);
  });

  it('opens for no other binding', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other);
        expect(openToken(keys, other, signToken(keys, one, 'x'))).toBeUndefined();
      }),
    );
  });

  it('does not open when any character of it is another', () => {
    const token = signToken(keys, 'list', 'cursor');
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const altered = `${token.slice(0, index)}${other}${token.slice(index + 1)}`;
      expect(openToken(keys, 'list', altered), altered).toBeUndefined();
    }
  });

  it('does not open when something was cut from it or put behind it', () => {
    const token = signToken(keys, 'list', 'cursor');
    for (let length = 0; length < token.length; length += 1) {
      expect(openToken(keys, 'list', token.slice(0, length))).toBeUndefined();
    }
    for (const more of ['A', '.', '.A', '\n']) expect(openToken(keys, 'list', token + more), more).toBeUndefined();
  });

  it('does not open with another payload under its MAC, nor under that of another token', () => {
    const [id, body, mac] = signToken(keys, 'list', 'a').split('.');
    const [, otherBody, otherMac] = signToken(keys, 'list', 'b').split('.');
    expect(openToken(keys, 'list', `${id}.${otherBody}.${mac}`)).toBeUndefined();
    expect(openToken(keys, 'list', `${id}.${body}.${otherMac}`)).toBeUndefined();
  });

  it('opens after another key took over, until its own is gone', () => {
    const token = signToken(keysOf(key('second', 2)), 'list', 'x');
    expect(openToken(keys, 'list', token)).toBe('x');
    expect(openToken(keysOf(key('first', 1)), 'list', token)).toBeUndefined();
  });

  it('does not open under another secret of the same id', () => {
    const token = signToken(keysOf(key('first', 9)), 'list', 'x');
    expect(openToken(keys, 'list', token)).toBeUndefined();
  });
});

const sealer = createSealer(Buffer.alloc(32, 1));

describe.each(engines)('the signing keys on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await createTestDatabase(engine);
    });
    afterEach(() => database.remove());

    it('are made once, kept sealed, and the same at the next start', async () => {
      const replica = await database.open();
      const first = await loadSigningKeys(replica, sealer, () => 1);
      const second = await loadSigningKeys(replica, sealer, () => 2);
      expect(second.current).toEqual(first.current);
      const rows = await replica.read.selectFrom('signing_keys').selectAll().execute();
      expect(rows).toHaveLength(1);
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        expect(JSON.stringify(rows)).not.toContain(first.current.secret.toString(encoding));
      }
    });

    it('are not opened by another master key', async () => {
      const replica = await database.open();
      await loadSigningKeys(replica, sealer, () => 1);
      await expect(loadSigningKeys(replica, createSealer(Buffer.alloc(32, 2)), () => 1)).rejects.toThrow('master key');
    });
  });
});

// SQLite serves one process: there are no replicas.
describe.each(engines.filter(({ engine }) => engine === 'postgres'))(
  'the signing keys of replicas on $engine',
  ({ engine, missing }) => {
    describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
      it('are good for each other, also when they start at the same moment', async () => {
        const database = await createTestDatabase(engine);
        const [one, other] = [await database.open(), await database.open()];
        let oneIsDone = false;
        const waiting: Database = {
          ...other,
          write: change =>
            other.write(async transaction => {
              const result = await change(transaction);
              for (let turn = 0; turn < 30 && !oneIsDone; turn += 1) await setTimeout(10);
              return result;
            }),
        };
        const load = loadSigningKeys(waiting, sealer, () => 1);
        const keysOfOne = await loadSigningKeys(one, sealer, () => 2);
        oneIsDone = true;
        const keysOfOther = await load;
        expect(openToken(keysOfOne, 'list', signToken(keysOfOther, 'list', 'x'))).toBe('x');
        expect(openToken(keysOfOther, 'list', signToken(keysOfOne, 'list', 'x'))).toBe('x');
        await database.remove();
      });
    });
  },
);
