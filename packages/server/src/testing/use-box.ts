import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import type { Config } from '../config.ts';
import type { Engine } from '../database/database.ts';
import { expectNeeds, type Holder, makeBox, makeHolders, type Row, removeBox } from './authorization.ts';
import { openTestWorkspace, type TestWorkspace } from './test-workspace.ts';

/** What rows are tried in: a workspace in which each test finds the box as it was made. */
export interface UsedBox {
  readonly test: () => TestWorkspace;
  /** A user, or somebody who is one by a group in a group. */
  readonly holder: (who: 'user' | 'member') => Holder;
}

/**
 * Opens a workspace for the tests of a suite, with the box that `makeBox` makes anew for each.
 *
 * @param prepare what each test finds beside the box; `removeBox` takes it away again
 */
export const useBox = (
  engine: Engine,
  { settings = {}, prepare }: { settings?: Partial<Config>; prepare?: (test: TestWorkspace) => Promise<void> } = {},
): UsedBox => {
  let test: TestWorkspace;
  let holders: readonly [user: Holder, group: Holder];
  beforeAll(async () => {
    test = await openTestWorkspace(engine, settings);
    holders = await makeHolders(test);
  });
  afterAll(() => test?.close());
  beforeEach(async () => {
    await makeBox(test);
    await prepare?.(test);
  });
  afterEach(() => removeBox(test));
  return { test: () => test, holder: who => holders[who === 'user' ? 0 : 1] };
};

/**
 * Tries each row as a user, and each call as a member of a group in a group. The latter need not try every way: that groups
 * count alike is what `privileges.test.ts` of sharing shows.
 */
export const tryRows = (box: UsedBox, all: readonly Row[]): void => {
  const first = all.filter(({ call }, at) => all.findIndex(row => row.call === call) === at);
  describe.each([
    { title: 'a user', who: 'user' as const, tried: all },
    { title: 'a member of a group in a group', who: 'member' as const, tried: first },
  ])('$title', ({ who, tried }) => {
    const named = tried.map(
      row => [row.call.replace(/\/api\/2\.1\/unity-catalog/, ''), row.needs.join(' and '), row] as const,
    );
    it.each(named)('may %s with %s, and not with less', (_, __, row) => expectNeeds(box.test(), box.holder(who), row));
  });
};
