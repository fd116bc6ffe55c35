import type { TableMetadata } from './metadata.ts';
import type { PartitionFilter } from './partition-filter.ts';
import type { Protocol } from './protocol.ts';
import type { ScanOptions } from './scan.ts';
import type { ScannedFile } from './scanned-file.ts';

/** A table at one version. It never changes, whatever is written to the table meanwhile. */
export interface Snapshot {
  readonly version: number;
  /** When the version was committed, in milliseconds since 1970: as the commit says, or else when its file was written. */
  readonly timestamp: number;
  readonly protocol: Protocol;
  readonly metadata: TableMetadata;
  /**
   * The reader features that the data of this version asks of whoever reads it, by their names in the Delta protocol:
   * those of the protocol action that its schema, its column mapping or its files really use. Empty: plain Parquet.
   */
  readonly requiredFeatures: readonly string[];
  /** How many data files the version has. */
  readonly numFiles: number;
  /** Bytes of its data files together. */
  readonly sizeInBytes: number;
  /**
   * Files, and objects of deletion vectors, that the log names by a URI, as shallow clones name those of their source: one
   * of each folder that is not of a partition, 100 at most. Empty: all are named by their paths below the table's root.
   */
  readonly absolutePaths: readonly string[];
  /**
   * The files of the version, in batches. Only some megabytes more are read than were taken, so a slow reader costs
   * little; to stop early, leave the loop.
   *
   * @throws RangeError for options out of range; DeltaError FILTER_MISMATCH, and whatever else when the files must be read again, and cannot
   */
  scan(options?: ScanOptions): AsyncIterable<readonly ScannedFile[]>;
  /**
   * How many files pass a filter.
   *
   * @throws DeltaError FILTER_MISMATCH, and whatever else when the files must be read again, and cannot
   */
  countFiles(filter: PartitionFilter): Promise<number>;
}
