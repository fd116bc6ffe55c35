import { NotTried } from './finding.ts';

/** What is known of a shared table before rules are tried on it. */
export interface TableFacts {
  readonly share: string;
  readonly schema: string;
  readonly name: string;
  /** Path below the endpoint, encoded. */
  readonly path: string;
  /** The newest version when the survey looked. */
  readonly version: number;
  /** Whether the parquet format can be had: the table needs nothing of its readers. */
  readonly parquet: boolean;
  /** Whether versions can be named. */
  readonly history: boolean;
  /** A version that can be named: the first one, or a hundred before the newest; the newest where neither can be read. */
  readonly oldest: number;
  /** Whether its change data feed can be read. */
  readonly changeFeed: boolean;
  readonly partitionColumns: readonly string[];
  /** How many data files the newest version lists. */
  readonly files: number;
}

/** What a rule needs of a table; what is absent does not matter. */
export interface TableNeeds {
  readonly parquet?: boolean;
  readonly history?: boolean;
  readonly changeFeed?: boolean;
  readonly partitioned?: boolean;
  readonly minFiles?: number;
  /** Whether a version before the newest can be read. */
  readonly past?: boolean;
}

const words: Readonly<Record<keyof TableNeeds, (value: boolean | number) => string>> = {
  parquet: value => (value ? 'that every client can read' : 'that needs advanced reader features'),
  history: value => (value ? 'shared with its history' : 'shared without its history'),
  changeFeed: value => (value ? 'with a change data feed' : 'without a change data feed'),
  partitioned: value => (value ? 'with partitions' : 'without partitions'),
  minFiles: value => `of at least ${value} files`,
  past: value => (value ? 'of which a past version can be read' : 'of which no past version can be read'),
};

/** Whether a table is such a one. */
export const meets = (table: TableFacts, needs: TableNeeds): boolean =>
  (needs.parquet ?? table.parquet) === table.parquet &&
  (needs.history ?? table.history) === table.history &&
  (needs.changeFeed ?? table.changeFeed) === table.changeFeed &&
  (needs.partitioned ?? table.partitionColumns.length > 0) === table.partitionColumns.length > 0 &&
  table.files >= (needs.minFiles ?? 0) &&
  (needs.past ?? table.oldest < table.version) === table.oldest < table.version;

/**
 * The first table that meets the needs.
 *
 * @param problem why tables are missing, if any are
 * @throws NotTried naming what is missing
 */
export const findTable = (tables: readonly TableFacts[], needs: TableNeeds, problem?: string): TableFacts => {
  const table = tables.find(candidate => meets(candidate, needs));
  if (table !== undefined) return table;
  const list = (Object.keys(needs) as (keyof TableNeeds)[]).map(key => words[key](needs[key] ?? false));
  const missing = problem === undefined ? '' : `. A table could not be looked at: ${problem}`;
  throw new NotTried(`The profile shows no table ${list.join(', ')}`.trimEnd() + missing);
};
