import { describe, expect, it } from 'vitest';
import { readAhead, withFirst } from './read-ahead.ts';

/** Counts to a number, and notes when it begins and ends. */
const counting = (to: number) => {
  const notes: string[] = [];
  const items = (async function* () {
    notes.push('begun');
    try {
      for (let number = 1; number <= to; number += 1) yield number;
      return 'all';
    } finally {
      notes.push('ended');
    }
  })();
  return { items, notes };
};

describe('what is read ahead', () => {
  it('comes whole, and in order, with its end', async () => {
    const rest = await readAhead(counting(3).items);
    expect([await rest.next(), await rest.next(), await rest.next(), await rest.next()]).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
      { done: false, value: 3 },
      { done: true, value: 'all' },
    ]);
  });

  it('fails at once with what fails at its first item', async () => {
    const failing = (async function* () {
      yield await Promise.reject<number>(new Error('lost'));
    })();
    await expect(readAhead(failing)).rejects.toThrow('lost');
  });

  it('has begun, and is ended when it is given up before anybody asked for it', async () => {
    const { items, notes } = counting(3);
    const rest = await readAhead(items);
    expect(notes).toEqual(['begun']);
    await rest.return?.();
    expect(notes).toEqual(['begun', 'ended']);
  });

  it('behind a first item is ended when nobody asks for more than that', async () => {
    const { items, notes } = counting(3);
    for await (const item of withFirst(0, await readAhead(items))) {
      expect(item).toBe(0);
      break;
    }
    expect(notes).toEqual(['begun', 'ended']);
  });

  it('behind a first item comes whole', async () => {
    const received: number[] = [];
    for await (const item of withFirst(0, await readAhead(counting(2).items))) received.push(item);
    expect(received).toEqual([0, 1, 2]);
  });
});
