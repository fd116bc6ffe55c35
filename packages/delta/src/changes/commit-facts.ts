import type { TableMetadata } from '../metadata.ts';
import type { Protocol } from '../protocol.ts';

/** What a prepared commit holds, all but its files: enough to say whether its changes can be given, and which. */
export interface CommitFacts {
  readonly version: number;
  /** The rows of its lines in the prepared file, from 0, without the last. */
  readonly rows: readonly [from: number, to: number];
  /** Whether it holds files of the change data feed. */
  readonly hasCdc: boolean;
  /** Whether it is a `MERGE` whose metrics say that no row changed. */
  readonly changedNoRow: boolean;
  /** Whether a file is removed of which the action does not say size and partition values. */
  readonly hasBareRemoves: boolean;
  /** Whether a file has a deletion vector. */
  readonly hasVectors: boolean;
  /** The time that the commit gives itself, in milliseconds since 1970. */
  readonly inCommitTimestamp?: number;
  /** The actions of which a table has one, when the commit has them. */
  readonly protocol?: Protocol;
  readonly metadata?: TableMetadata;
}
