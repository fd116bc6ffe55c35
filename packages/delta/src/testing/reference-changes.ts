import type { TestAction, TestAdd } from './test-table.ts';

/** A change by the book: `action path`, and the place of its deletion vector if it has one. */
export type ReferenceChange = string;

/** The changes of one commit, by the book. Slow and obvious, to compare with. */
export function referenceChanges(
  actions: readonly TestAction[],
  kind: 'stream' | 'feed',
  passes: (file: Pick<TestAdd, 'partitionValues'>) => boolean = () => true,
): readonly ReferenceChange[] {
  const cdc: ReferenceChange[] = [];
  const others: ReferenceChange[] = [];
  let isEmptyMerge = false;
  for (const action of actions) {
    if ('cdc' in action && passes(action.cdc)) cdc.push(`cdc ${action.cdc.path}`);
    if ('add' in action && isChange(action.add) && passes(action.add)) others.push(named('add', action.add));
    if ('remove' in action && isChange(action.remove) && passes(action.remove))
      others.push(named('remove', action.remove));
    if ('commitInfo' in action)
      isEmptyMerge = 'operation' in action.commitInfo && action.commitInfo.operation === 'MERGE';
  }
  if (kind === 'stream') return others;
  if (actions.some(action => 'cdc' in action)) return cdc;
  return isEmptyMerge ? [] : others;
}

const isChange = ({ dataChange = true }: Pick<TestAdd, 'dataChange'>) => dataChange;

function named(action: string, { path, deletionVector }: Pick<TestAdd, 'path' | 'deletionVector'>): ReferenceChange {
  return deletionVector === undefined ? `${action} ${path}` : `${action} ${path} ${deletionVector.pathOrInlineDv}`;
}
