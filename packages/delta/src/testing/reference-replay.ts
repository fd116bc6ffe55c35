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

/** What a compacted file holds of some commits, by the book: the last action of each file, and of the table. */
export function referenceCompaction(commits: readonly (readonly TestAction[])[]): readonly TestAction[] {
  const last = new Map<string, TestAction>();
  for (const actions of commits) {
    for (const action of actions) {
      if ('add' in action) last.set(key(action.add), action);
      else if ('remove' in action) last.set(key(action.remove), action);
      else if (!('commitInfo' in action)) last.set(Object.keys(action).join(), action);
    }
  }
  return [...last.values()];
}

function key({ path, deletionVector }: Pick<TestAdd, 'path' | 'deletionVector'>): string {
  return JSON.stringify([path, deletionVector]);
}
