import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drainable } from './drainable.ts';
import { collect, failureOf } from './testing/collect.ts';

async function* counting(end: number, failure?: Error): AsyncGenerator<number> {
  for (let i = 0; i < end; i += 1) {
    await Promise.resolve();
    yield i;
  }
  if (failure !== undefined) throw failure;
}

test('a list keeps its order, whenever it is drained', async () => {
  const cases = fc.record({ end: fc.nat(30), room: fc.nat(20), drainAt: fc.uniqueArray(fc.nat(30)) });
  await fc.assert(
    fc.asyncProperty(cases, async ({ end, room, drainAt }) => {
      const { items, drain } = drainable(counting(end), room);
      const got: number[] = [];
      const drains: Promise<void>[] = [];
      for await (const item of items) {
        got.push(item);
        if (drainAt.includes(item)) drains.push(drain());
      }
      await Promise.all(drains);
      expect(got).toEqual(Array.from({ length: end }, (_, i) => i));
    }),
  );
});

test('what fails while it is drained fails after the items before it', async () => {
  const { items, drain } = drainable(counting(3, new Error('cut off')), 10);
  await drain();
  const got: number[] = [];
  const reading = (async () => {
    for await (const item of items) got.push(item);
  })();
  expect(await failureOf(reading)).toEqual(new Error('cut off'));
  expect(got).toEqual([0, 1, 2]);
});

test('no more is kept than there is room for', async () => {
  const source = counting(10);
  const { items, drain } = drainable(source, 4);
  await drain();
  await drain();
  expect((await source.next()).value).toBe(4);
  expect(await collect(items)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
});
