import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAhead, type Schedule } from './read-ahead.ts';
import { collect, failureOf } from './testing/collect.ts';

interface Source {
  readonly name: number;
  readonly items: readonly number[];
}

const sleep = (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds));

/** Sources of numbers that take their time, and a record of what was asked of them. */
function sourcesOf(lists: readonly (readonly number[])[], delay = (_: number) => 0) {
  const state = { listed: 0, asked: 0, running: 0, most: 0, ended: [] as number[] };
  async function* list(): AsyncGenerator<Source> {
    for (const [name, items] of lists.entries()) {
      state.listed += 1;
      yield { name, items };
    }
  }
  async function* open({ items }: Source): AsyncGenerator<number> {
    state.running += 1;
    state.most = Math.max(state.most, state.running);
    try {
      for (const item of items) {
        state.asked += 1;
        await sleep(delay(item));
        yield item;
      }
    } finally {
      state.running -= 1;
    }
  }
  const schedule = (width: number, ahead = true): Schedule<Source> => ({
    mayBegin: running => running.length < width,
    mayLookAhead: () => ahead,
    onEnd: source => state.ended.push(source.name),
  });
  return { state, list, open, schedule };
}

describe('what is read ahead', () => {
  test('comes in the order of its sources, whatever comes first', async () => {
    const lists = fc.array(fc.array(fc.nat(3), { maxLength: 4 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 4 }), fc.boolean(), async (items, width, ahead) => {
        const { state, list, open, schedule } = sourcesOf(items, item => item);
        expect(await collect(readAhead(list(), open, schedule(width, ahead)))).toEqual(items.flat());
        expect(state.most).toBeLessThanOrEqual(width);
        expect(state.ended).toEqual(items.map((_, name) => name));
      }),
      { numRuns: 50 },
    );
  });

  test('is one item of each source, until the caller asks for more', async () => {
    const { state, list, open, schedule } = sourcesOf(Array.from({ length: 10 }, () => [1, 2, 3]));
    const items = readAhead(list(), open, schedule(3));
    await items.next();
    await sleep(20);
    expect(state).toMatchObject({ listed: 3, most: 3, asked: 4 });
    await items.return(undefined);
  });

  test('does not wait for the list of sources before it gives what is there', async () => {
    const { open, schedule } = sourcesOf([]);
    async function* list(): AsyncGenerator<Source> {
      yield { name: 0, items: [7] };
      await new Promise<never>(() => undefined);
    }
    expect(await readAhead(list(), open, schedule(3)).next()).toEqual({ value: 7, done: false });
  });

  test('fails in its turn, after what was before it', async () => {
    const { list, schedule } = sourcesOf([[1], [2], [3]]);
    async function* open({ name, items }: Source) {
      if (name === 1) throw new Error('broken');
      await sleep(5);
      yield* items;
    }
    const seen: number[] = [];
    const reading = (async () => {
      for await (const item of readAhead(list(), open, schedule(3))) seen.push(item);
    })();
    expect(await failureOf(reading)).toEqual(new Error('broken'));
    expect(seen).toEqual([1]);
  });

  test('fails with the list of sources after the sources that were listed', async () => {
    const { open, schedule } = sourcesOf([]);
    async function* list(): AsyncGenerator<Source> {
      yield { name: 0, items: [1, 2] };
      throw new Error('the list is cut off');
    }
    const seen: number[] = [];
    const reading = (async () => {
      for await (const item of readAhead(list(), open, schedule(3))) seen.push(item);
    })();
    expect(await failureOf(reading)).toEqual(new Error('the list is cut off'));
    expect(seen).toEqual([1, 2]);
  });

  test('ends with the loop that reads it', async () => {
    const { state, list, open, schedule } = sourcesOf([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    for await (const item of readAhead(list(), open, schedule(2))) {
      expect(item).toBe(1);
      break;
    }
    await expect.poll(() => state.running).toBe(0);
  });
});
