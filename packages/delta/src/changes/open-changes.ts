import { type Commit, commitOf, commitsOf, writtenTimes } from '../history/commit-times.ts';
import { findCommits } from '../history/find-commits.ts';
import { inCommitTimestampsSince, requireInCommitTimestamp } from '../history/in-commit-timestamps.ts';
import type { HistorySources } from '../history/table-history.ts';
import { findState, type TableState } from '../history/table-state.ts';
import type { LogFile } from '../log-path.ts';
import type { TableRef } from '../snapshots.ts';
import type { Changes, ChangesOptions, VersionChanges } from './changes.ts';
import type { CommitBatch } from './commit-batches.ts';
import type { CommitFacts } from './commit-facts.ts';
import { type ChangePlan, nextState, planChanges } from './plan-changes.ts';
import { type ChangeSource, type FileGroup, readSegments } from './read-segments.ts';

/** What changes are read with. */
export interface ChangesSources extends HistorySources {
  readonly worker: ChangeSource['worker'];
}

/** The changes of a range of versions, checked. Throws as `Snapshots.changes` does. */
export async function openChanges(sources: ChangesSources, table: TableRef, options: ChangesOptions): Promise<Changes> {
  requireRange(options);
  const { from, to } = options;
  const files = await findCommits(sources.log(table), table.reader, from, to);
  const commits = commitsOf(files);
  const found = await sources.commits.find(
    table,
    commits.filter(({ version }) => version >= from),
  );
  const start = await findStart(sources, table, found[0]?.facts[0], { version: from, files });
  const plan = planChanges(start, found, options);
  for (const state of [start, plan.end]) remember(sources, table, state, files);
  const times = timesOf(plan, commits);
  const source = { worker: sources.worker, lease: (batch: CommitBatch) => sources.commits.lease(table, batch) };
  const versions = () => readVersions(source, plan, times, options);
  return { from, to, start, end: plan.end, requiredFeatures: plan.requiredFeatures, versions };
}

/** What is in force at the first version; often its own commit, or what is remembered of the one before, tells it. */
async function findStart(
  sources: ChangesSources,
  table: TableRef,
  facts: CommitFacts | undefined,
  { version, files }: { readonly version: number; readonly files: readonly LogFile[] },
): Promise<TableState> {
  if (facts?.protocol !== undefined && facts.metadata !== undefined) {
    return { version, protocol: facts.protocol, metadata: facts.metadata };
  }
  const before = commitOf(files, version - 1);
  const known = before && sources.states.get(table.id, before);
  return known && facts ? nextState(known, facts) : findState(sources, table, version, files);
}

function remember({ states }: ChangesSources, { id }: TableRef, state: TableState, files: readonly LogFile[]): void {
  const commit = commitOf(files, state.version);
  if (commit !== undefined) states.add(id, commit, state);
}

function requireRange({ from, to, resume }: ChangesOptions): void {
  for (const [name, value] of Object.entries({
    from,
    to,
    version: resume?.version ?? from,
    files: resume?.files ?? 0,
  })) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`${name} is not a whole number from 0: ${value}`);
    }
  }
  if (from > to) throw new RangeError(`The range of versions ends before it begins: ${from} to ${to}`);
}

/** Version → when it was committed. */
function timesOf({ segments, end }: ChangePlan, commits: readonly Commit[]): ReadonlyMap<number, number> {
  const written = writtenTimes(commits);
  const times = new Map(commits.map(({ version }, index) => [version, written[index] ?? 0]));
  const since = inCommitTimestampsSince(end.metadata);
  for (const { versions } of segments) {
    for (const { version, inCommitTimestamp } of versions) {
      if (version >= since) times.set(version, requireInCommitTimestamp(version, inCommitTimestamp));
    }
  }
  return times;
}

async function* readVersions(
  source: ChangeSource,
  { segments }: ChangePlan,
  times: ReadonlyMap<number, number>,
  options: ChangesOptions,
): AsyncGenerator<VersionChanges> {
  const groups = readSegments(source, segments, options);
  let next = await groups.next();
  /** The groups of a version from the next one on, as far as nobody has taken them. */
  async function* take(version: number): AsyncGenerator<FileGroup['files']> {
    while (next.done !== true && next.value.version === version) {
      const { files } = next.value;
      next = await groups.next();
      yield files;
    }
  }
  try {
    for (const { version, protocol, metadata } of segments.flatMap(({ versions }) => versions)) {
      if (version < (options.resume?.version ?? 0)) continue;
      const timestamp = times.get(version) ?? 0;
      const files = () => take(version);
      yield { version, timestamp, ...(protocol && { protocol }), ...(metadata && { metadata }), files };
      // What its reader left.
      for await (const _ of take(version));
    }
  } finally {
    await groups.return(undefined);
  }
}
