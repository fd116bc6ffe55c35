import type { TestAction, TestAdd } from './test-table.ts';

/** The active files after some commits, by the book: path and deletion vector → add. Slow and obvious, to compare with. */
export function referenceReplay(commits: readonly (readonly TestAction[])[]): ReadonlyMap<string, TestAdd> {
  const active = new Map<string, TestAdd>();
  for (const actions of commits) {
    for (const action of actions) {
      if ('remove' in action) active.delete(key(action.remove));
    }
    for (const action of actions) {
      if ('add' in action) active.set(key(action.add), action.add);
    }
  }
  return active;
}

function key({ path, deletionVector }: Pick<TestAdd, 'path' | 'deletionVector'>): string {
  return JSON.stringify([path, deletionVector]);
}
