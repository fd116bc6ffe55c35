import type { TableState } from '../history/table-state.ts';
import type { TableMetadata } from '../metadata.ts';
import type { PartitionFilter } from '../partition-filter.ts';
import type { Protocol } from '../protocol.ts';
import type { FileFormat, FileIdHash, ScannedFile } from '../scanned-file.ts';

/** Which changes of a table are wanted, and how their files are described. */
export interface ChangesOptions {
  /** The first version, and the last. */
  readonly from: number;
  readonly to: number;
  /**
   * `stream`: every file that a commit adds or removes as a change of data. `feed`: the change data feed, which must be
   * on (`delta.enableChangeDataFeed`) for each version; of a commit that holds `cdc` actions only these, nothing of a
   * `MERGE` that changed no row, and of any other commit the same as `stream`.
   */
  readonly kind: 'stream' | 'feed';
  /** Default `parquet`. */
  readonly format?: FileFormat;
  /** Default `md5`. */
  readonly fileIdHash?: FileIdHash;
  /** Exact; each version is filtered by the partition columns that it has. */
  readonly filter?: PartitionFilter;
  /**
   * Where to go on: versions before this one, and so many of the first files of it, are left out, but are still
   * checked. Files have the same order each time, so that a page may begin where another ended.
   */
  readonly resume?: { readonly version: number; readonly files: number };
}

/** The changes of a range of versions, after all that can be wrong with the range was checked. */
export interface Changes {
  readonly from: number;
  readonly to: number;
  /** What is in force at `from`, the commit of `from` included. */
  readonly start: TableState;
  /** What is in force at `to`. */
  readonly end: TableState;
  /** The reader features that some version of the range asks of whoever reads it, as of a snapshot. */
  readonly requiredFeatures: readonly string[];
  /**
   * The versions, ascending, those without files too. To be read in order: the files of a version can no longer be
   * read when the next version has been asked for.
   *
   * @throws DeltaError when commits must be read again, and cannot
   */
  versions(): AsyncIterable<VersionChanges>;
}

/** What one commit did. */
export interface VersionChanges {
  readonly version: number;
  /** When it was committed, in milliseconds since 1970. */
  readonly timestamp: number;
  /** The protocol, when the commit sets it. */
  readonly protocol?: Protocol;
  /** The metadata, when the commit sets it. */
  readonly metadata?: TableMetadata;
  /** In batches, in the order of the commit; those that `resume` leaves out do not come. */
  files(): AsyncIterable<readonly ChangedFile[]>;
}

/**
 * A file that a commit added or removed, or one of its change data feed. With a new deletion vector a file is removed
 * and added again, and both come. For a remove, `json` has what its action says of the file, which may be nothing but
 * its time; `size` is 0 where the action has none.
 */
export interface ChangedFile extends ScannedFile {
  readonly action: 'add' | 'remove' | 'cdc';
}
