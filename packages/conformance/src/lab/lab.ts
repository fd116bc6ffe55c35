/** Tables that the suite brings along, by the folder below `fixtures/`: what each is for says its README. */
export const fixtureNames = [
  'checkpoint-in-parts',
  'clustering',
  'schema-evolution',
  'change-data-feed',
  'in-commit-timestamps',
  'deletion-vectors',
  'column-mapping-name',
  'column-mapping-id',
  'timestamp-ntz',
  'type-widening',
  'variant',
  'v2-checkpoint-json',
  'mapped-changes',
] as const;

export type FixtureName = (typeof fixtureNames)[number];

/** How a table is shared. */
export interface ShareOptions {
  /** Whether its past versions are shared. Default true. */
  readonly history?: boolean;
  /** The oldest version that is shared, with its history. Default 0. */
  readonly startVersion?: number;
  /** Whether its change data feed is shared, which needs its history. Default false. */
  readonly changeFeed?: boolean;
  /** The newest version that is there at first: the commits after it come by `append`. Default the fixture's newest. */
  readonly upToVersion?: number;
}

/** What the engine that wrote a table says of one of its versions. */
export interface ExpectedVersion {
  readonly version: number;
  /** Rows as the engine counts them: the records of all files but for those that deletion vectors take out. */
  readonly rows: number;
  /** How many data files the version has. */
  readonly files: number;
  /** The sum of their sizes in bytes. */
  readonly bytes: number;
  /** Names of the columns, as users see them, in order. */
  readonly columns: readonly string[];
  /** When the commit says it was made, in milliseconds since 1970; absent where the log does not say it. */
  readonly inCommitTimestamp?: number;
  /** Rows of the change data feed in this version, by `_change_type`; absent where the engine recorded no feed. */
  readonly changes?: Readonly<Partial<Record<ChangeType, number>>>;
}

export type ChangeType = 'insert' | 'update_preimage' | 'update_postimage' | 'delete';

/** What the engine that wrote a table says of it. */
export interface Expected {
  /** Every version, oldest first: the index is the version. */
  readonly versions: readonly ExpectedVersion[];
  readonly partitionColumns: readonly string[];
  /** Reader features of the newest version's protocol, as Delta names them: `deletionVectors`, `columnMapping`, … */
  readonly readerFeatures: readonly string[];
}

/** A table that the suite made and shared. */
export interface LabTable {
  readonly share: string;
  readonly schema: string;
  readonly name: string;
  /** Path below the endpoint, encoded. */
  readonly path: string;
  readonly expected: Expected;
  /** The newest version that is there; `append` makes it one more. */
  readonly version: number;
  /**
   * Lays down the fixture's next commit, as a writer does while recipients read, and waits until the server sees it.
   *
   * @throws LabError, which ends a rule as not tried: after the last one, or when the server does not see it in time
   */
  append(): Promise<void>;
}

/** Tokens of a recipient that are opaque to the suite. */
export interface RotatedTokens {
  /** It was taken before, and is to end with the rotation. */
  readonly old: string;
  /** It came in its place. */
  readonly current: string;
}

/**
 * What the suite may do besides reading, when it was given an administrator's login and a place to write to: put
 * fixtures into storage and share them with the recipient of the profile.
 */
export interface Lab {
  /**
   * A table made of a fixture, shared as wanted and listed for the recipient. It is made at the first call, and later
   * calls with the same options give the same one; with `upToVersion`, each call makes another, because it will be
   * appended to. All are removed when the lab is closed.
   *
   * @throws LabError, which ends a rule as not tried, when the table cannot be made or shared
   */
  table(fixture: FixtureName, options?: ShareOptions): Promise<LabTable>;
  /**
   * The tokens of one more recipient, which may list shares and sees none, and whose first token was rotated away with
   * nothing left of its time.
   *
   * @throws LabError, which ends a rule as not tried, when the server does not rotate tokens
   */
  rotatedTokens(): Promise<RotatedTokens>;
}
