import type { CommitFacts } from '../changes/commit-facts.ts';
import type { TableMetadata } from '../metadata.ts';
import type { CompiledFilter } from '../partition-filter.ts';
import type { CompiledPredicate } from '../predicate/compile-predicate.ts';
import type { Protocol } from '../protocol.ts';
import type { LineStyle } from '../replay/file-line.ts';

/** Builds the snapshot of one version out of downloaded log files. */
export interface ReplayJob {
  readonly kind: 'replay';
  /** Absolute path of a private directory: the log files are in `log/` under their own names, `files.parquet` is made. */
  readonly directory: string;
  /** Names of the checkpoint's files. */
  readonly checkpoint: readonly string[];
  /** Paths of its sidecars below `log/`: `_sidecars/…`. */
  readonly sidecars: readonly string[];
  /** Names of the commits to apply to it, ascending. */
  readonly commits: readonly string[];
  /** Name of the commit of the version itself, if the log still has it. */
  readonly commit?: string;
  readonly memoryLimit: string;
  readonly maxSpill: number;
}

/** What a replay finds, besides the file that it writes. */
export interface ReplayResult {
  readonly protocol: Protocol;
  readonly metadata: TableMetadata;
  /** Reader features that a client needs: see `Snapshot`. */
  readonly requiredFeatures: readonly string[];
  readonly numFiles: number;
  readonly sizeInBytes: number;
  /** See `Snapshot`. */
  readonly absolutePaths: readonly string[];
  /** Milliseconds since 1970, if the table keeps timestamps in its commits. */
  readonly inCommitTimestamp?: number;
}

/** Finds what a checkpoint of one file needs besides. */
export interface FindSidecarsJob {
  readonly kind: 'find-sidecars';
  /** Absolute path of a private directory: the checkpoint is in `log/` under its own name. */
  readonly directory: string;
  readonly checkpoint: string;
  readonly memoryLimit: string;
  readonly maxSpill: number;
}

/** A file of `_delta_log/_sidecars/` that holds actions of a V2 checkpoint. */
export interface Sidecar {
  /** Its name there: word characters, dots and dashes, and `.parquet`. */
  readonly name: string;
  /** Bytes that it should have. */
  readonly size: number;
}

/** Reads a window of the rows of a snapshot. */
export interface ReadFilesJob {
  readonly kind: 'read-files';
  /** Absolute path of the snapshot's `files.parquet`. */
  readonly file: string;
  /** Physical rows, from 0, without the last. */
  readonly rows: readonly [from: number, to: number];
  /** Only files whose sort key is in this range, without its end; an open end is absent. */
  readonly keys?: KeyRange;
  /** Exact. Its parameters follow those of the predicate. */
  readonly filter?: CompiledFilter;
  readonly predicate?: CompiledPredicate;
  readonly style: LineStyle;
  /** Whether each line begins with the number of rows that the file surely contributes, for limits. */
  readonly countRecords: boolean;
}

/** A range of sort keys, decimal digits. */
export interface KeyRange {
  readonly from?: string;
  readonly to?: string;
}

/** Finds the sort keys of numbered rows. */
export interface FindKeysJob {
  readonly kind: 'find-keys';
  readonly file: string;
  /** Row numbers, from 0; of the rows that pass the filter, if there is one. */
  readonly numbers: readonly number[];
  readonly filter?: CompiledFilter;
}

/** Counts the files of a snapshot that pass a filter. */
export interface CountFilesJob {
  readonly kind: 'count-files';
  readonly file: string;
  readonly filter: CompiledFilter;
}

/** Prepares commits for reading their changes. */
export interface PrepareCommitsJob {
  readonly kind: 'prepare-commits';
  /** Absolute path of a private directory: the commits are in `log/` under their own names, `files.parquet` is made. */
  readonly directory: string;
  /** Names of the commits, ascending. */
  readonly commits: readonly string[];
  readonly memoryLimit: string;
  readonly maxSpill: number;
}

/** Which rows of prepared commits are wanted. */
export interface ChangeSelection {
  /** Absolute path of the prepared file. */
  readonly file: string;
  /** Versions of which only the files of the change data feed are wanted; of the others, those that are not of it. */
  readonly cdcVersions: readonly number[];
  readonly filter?: CompiledFilter;
}

/** Reads a window of the rows of prepared commits. */
export interface ReadChangesJob extends ChangeSelection {
  readonly kind: 'read-changes';
  /** Physical rows, from 0, without the last. */
  readonly rows: readonly [from: number, to: number];
  readonly style: LineStyle;
}

/** Finds the row after so many wanted ones. */
export interface SkipChangesJob extends ChangeSelection {
  readonly kind: 'skip-changes';
  /** Physical rows among which to count, from 0, without the last. */
  readonly rows: readonly [from: number, to: number];
  /** How many wanted rows to leave out. */
  readonly count: number;
}

/** Each kind of job with its result. */
export interface JobResults {
  readonly replay: ReplayResult;
  readonly 'find-sidecars': readonly Sidecar[];
  /** Lines of UTF-8 text, see `read-files.ts`. */
  readonly 'read-files': Uint8Array;
  /** Row number → sort key, for those numbers that exist. */
  readonly 'find-keys': Readonly<Record<number, string>>;
  readonly 'count-files': number;
  /** In ascending order of version. */
  readonly 'prepare-commits': readonly CommitFacts[];
  /** Lines of UTF-8 text, see `changes/read-changes.ts`. */
  readonly 'read-changes': Uint8Array;
  /** The row to begin with; the end of the range when nothing is left. */
  readonly 'skip-changes': number;
}

/** Work for a worker process. */
export type Job =
  | ReplayJob
  | FindSidecarsJob
  | ReadFilesJob
  | FindKeysJob
  | CountFilesJob
  | PrepareCommitsJob
  | ReadChangesJob
  | SkipChangesJob;

/** What the parent sends. */
export interface JobMessage {
  readonly id: number;
  readonly job: Job;
}

/** What a job threw. */
export interface JobError {
  /** Of a DeltaError; absent for any other error. */
  readonly code?: string;
  readonly message: string;
}

/** What the worker answers. */
export type JobReply =
  | { readonly id: number; readonly value: JobResults[Job['kind']] }
  | { readonly id: number; readonly error: JobError };
