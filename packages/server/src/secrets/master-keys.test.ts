import { describe, expect, it } from 'vitest';
import type { KeySource } from './key-source.ts';
import { type MasterKey, newMasterKey } from './master-key.ts';
import { MasterKeys } from './master-keys.ts';

const [one, two, three] = [newMasterKey(), newMasterKey(), newMasterKey()];

/** A source whose keys and stamp the test changes; an empty list is a source that cannot be read. */
const sourceOf = (...first: MasterKey[]) => {
  let keys: readonly MasterKey[] = first;
  let stamp = 0;
  const state = { reads: 0, time: 0 };
  const source: KeySource = {
    name: 'a test',
    read: () => {
      state.reads += 1;
      if (keys.length === 0) throw new Error('cannot be read');
      return keys;
    },
  };
  const change = (...next: MasterKey[]) => {
    keys = next;
    stamp += 1;
  };
  const file: KeySource = { ...source, stamp: () => String(stamp) };
  const ring = (of: KeySource) => new MasterKeys(of, () => state.time);
  return { source, file, ring, change, state };
};

describe('the master keys of a running workspace', () => {
  it('seal with the first and open with all', () => {
    const { source, ring } = sourceOf(two, one);
    const keys = ring(source);
    expect([keys.current(), keys.find(one.id), keys.find(three.id)]).toEqual([two, one, undefined]);
    expect(keys.ids).toEqual([two.id, one.id]);
  });

  it('seal with the new first key of a file within a second', () => {
    const { file, ring, change, state } = sourceOf(one);
    const keys = ring(file);
    change(two, one);
    expect(keys.current()).toBe(one);
    state.time += 1000;
    expect(keys.current()).toBe(two);
  });

  it('open with a new key of a file at once, and read the file only when it has changed', () => {
    const { file, ring, change, state } = sourceOf(one);
    const keys = ring(file);
    change(two, one);
    expect(keys.find(two.id)).toBe(two);
    for (let count = 0; count < 5; count += 1) expect(keys.find(three.id)).toBeUndefined();
    expect(state.reads).toBe(2);
  });

  it('ask another source once for a key that is not known, and once more after half a minute', () => {
    const { source, ring, change, state } = sourceOf(one);
    const keys = ring(source);
    change(one, two);
    expect(keys.find(two.id)).toBe(two);
    expect(keys.find(three.id)).toBeUndefined();
    change(one, two, three);
    expect(keys.find(three.id)).toBeUndefined();
    expect(state.reads).toBe(3);
    state.time += 30_000;
    expect(keys.find(three.id)).toBe(three);
  });

  it('go on opening with a key that is not in the source any more', () => {
    const { file, ring, change, state } = sourceOf(one);
    const keys = ring(file);
    change(two);
    state.time += 1000;
    expect([keys.current(), keys.find(one.id), keys.ids]).toEqual([two, one, [two.id]]);
  });

  it('stay as they are while the source cannot be read, unless they are to be read again', () => {
    const { file, ring, change, state } = sourceOf(one);
    const keys = ring(file);
    change();
    state.time += 1000;
    expect([keys.current(), keys.find(two.id)]).toEqual([one, undefined]);
    expect(() => keys.reload()).toThrow('cannot be read');
    expect(keys.current()).toBe(one);
    change(two, one);
    state.time += 1000;
    expect(keys.current()).toBe(two);
  });

  it('are not replaced in a source that is not ours', () => {
    const { source, ring } = sourceOf(one);
    expect(() => ring(source).replace([two, one])).toThrow('The master keys of a test cannot be replaced.');
  });
});
