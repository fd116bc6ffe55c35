import type { TableMetadata } from './metadata.ts';
import type { Protocol } from './protocol.ts';
import type { ScannedFile, ScanOptions } from './scan.ts';

/** A table at one version. It never changes, whatever is written to the table meanwhile. */
export interface Snapshot {
  readonly version: number;
  /** When the version was committed, in milliseconds since 1970: as the commit says, or else when its file was written. */
  readonly timestamp: number;
  readonly protocol: Protocol;
  readonly metadata: TableMetadata;
  /** How many data files the version has. */
  readonly numFiles: number;
  /** Bytes of its data files together. */
  readonly sizeInBytes: number;
  /**
   * The files of the version, in batches. Only some megabytes more are read than were taken, so a slow reader costs
   * little; to stop early, leave the loop.
   *
   * @throws RangeError for options out of range; DeltaError when the files must be read again, and cannot
   */
  scan(options?: ScanOptions): AsyncIterable<readonly ScannedFile[]>;
}
