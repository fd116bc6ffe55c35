import type { FixtureName, LabTable, ShareOptions } from './lab.ts';
import { makeTable } from './make-table.ts';
import type { Place } from './place.ts';

/** The tables of a lab. They are made one after the other, each under a name of its own. */
export interface Tables {
  /** See `Lab`. @throws LabError */
  table(fixture: FixtureName, options?: ShareOptions): Promise<LabTable>;
  /** Resolves when nothing is being made any more. */
  settled(): Promise<void>;
}

/**
 * Starts without tables.
 *
 * @param onStep told which table is being made, as it begins
 */
export const createTables = (place: Place, onStep: (what: string) => void): Tables => {
  let last: Promise<unknown> = Promise.resolve();
  const names = new Set<string>();
  const known = new Map<string, Promise<LabTable>>();
  const newName = (fixture: string): string => {
    const base = fixture.replaceAll('-', '_');
    let name = base;
    for (let number = 2; names.has(name); number += 1) name = `${base}_${number}`;
    names.add(name);
    return name;
  };
  const make = (fixture: FixtureName, options: ShareOptions): Promise<LabTable> => {
    const table = last.then(() => {
      place.limits.signal?.throwIfAborted();
      onStep(`making the table ${fixture}`);
      return makeTable(place, newName(fixture), fixture, options);
    });
    last = table.catch(() => undefined);
    return table;
  };
  const table = (fixture: FixtureName, options: ShareOptions = {}): Promise<LabTable> => {
    if (options.upToVersion !== undefined) return make(fixture, options);
    const { history = true, startVersion = 0, changeFeed = false } = options;
    const key = JSON.stringify([fixture, history, startVersion, changeFeed]);
    const found = known.get(key) ?? make(fixture, options);
    known.set(key, found);
    return found;
  };
  return {
    table,
    settled: async () => {
      await last;
    },
  };
};
