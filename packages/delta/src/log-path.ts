import type { StoredObject } from './object-reader.ts';

/** The directory of a table's log, below the table's root. */
export const logDirectory = '_delta_log/';

/** Where the sidecars of V2 checkpoints are. */
export const sidecarDirectory = `${logDirectory}_sidecars/`;

/** What the name of a file in the log says. Versions are whole numbers from 0. */
export type LogPath =
  | { readonly kind: 'commit'; readonly version: number }
  /** A whole checkpoint in one file, written to either checkpoint spec. */
  | { readonly kind: 'checkpoint'; readonly version: number }
  /** Part `part` of `parts`, from 1; worth nothing without the others. */
  | { readonly kind: 'checkpoint-part'; readonly version: number; readonly part: number; readonly parts: number }
  /** A checkpoint of the V2 spec under a UUID. */
  | { readonly kind: 'v2-checkpoint'; readonly version: number }
  /** The commits `from` to `version` in one file. */
  | { readonly kind: 'compacted-commits'; readonly from: number; readonly version: number }
  /** The version checksum of a commit. */
  | { readonly kind: 'checksum'; readonly version: number };

/** A file of the log with what its name says. */
export type LogFile = LogPath & { readonly object: StoredObject };

const patterns: readonly (readonly [RegExp, (digits: readonly number[]) => LogPath])[] = [
  [/^(\d{20})\.json$/, ([version = 0]) => ({ kind: 'commit', version })],
  [/^(\d{20})\.checkpoint\.parquet$/, ([version = 0]) => ({ kind: 'checkpoint', version })],
  [
    /^(\d{20})\.checkpoint\.(\d{10})\.(\d{10})\.parquet$/,
    ([version = 0, part = 0, parts = 0]) => ({ kind: 'checkpoint-part', version, part, parts }),
  ],
  [/^(\d{20})\.checkpoint\.[0-9a-f-]{36}\.(?:parquet|json)$/i, ([version = 0]) => ({ kind: 'v2-checkpoint', version })],
  [
    /^(\d{20})\.(\d{20})\.compacted\.json$/,
    ([from = 0, version = 0]) => ({ kind: 'compacted-commits', from, version }),
  ],
  [/^(\d{20})\.crc$/, ([version = 0]) => ({ kind: 'checksum', version })],
];

/**
 * Reads the name of a file directly below `_delta_log/`, by the naming rules of the Delta protocol.
 *
 * @param path path below the table's root
 * @returns what it is, or `undefined` for anything that is no part of the log: `_last_checkpoint`, temporary files of
 *   writers, Hadoop's `.crc` files, folders.
 */
export function parseLogPath(path: string): LogPath | undefined {
  if (!path.startsWith(logDirectory)) return undefined;
  const name = path.slice(logDirectory.length);
  for (const [pattern, build] of patterns) {
    const match = pattern.exec(name);
    if (match !== null) return build(match.slice(1).map(Number));
  }
  return undefined;
}

/** The path of a file of the log below `_delta_log/`. */
export function logFileName(path: string): string {
  return path.slice(logDirectory.length);
}

/** How the names of all files of a version begin. It sorts before each of them. */
export function versionPrefix(version: number): string {
  return `${logDirectory}${String(version).padStart(20, '0')}`;
}

/** The path of the commit of a version. */
export function commitPath(version: number): string {
  return `${versionPrefix(version)}.json`;
}
