import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An action of a Delta log. */
export type Action = Readonly<Record<string, object>>;

/** What a test table is like, where it is not the plainest. */
export interface TableTraits {
  readonly features?: readonly string[];
  readonly configuration?: Readonly<Record<string, string>>;
  readonly partitionColumns?: readonly string[];
  /** The columns; default: `id`, an integer, and the partition columns, strings. */
  readonly fields?: readonly object[];
}

const field = (name: string, type: string) => ({ name, type, nullable: true, metadata: {} });

/** The `metaData` action of a table. */
export const metaData = ({ configuration = {}, partitionColumns = [], fields }: TableTraits = {}): Action => ({
  metaData: {
    id: '5fba94ed-9794-4965-ba6e-6ee3c0d22af9',
    format: { provider: 'parquet', options: {} },
    schemaString: JSON.stringify({
      type: 'struct',
      fields: fields ?? [field('id', 'integer'), ...partitionColumns.map(name => field(name, 'string'))],
    }),
    partitionColumns,
    configuration,
    createdTime: 1_700_000_000_000,
  },
});

/** The `protocol` action of a table. */
export const protocol = ({ features = [] }: TableTraits = {}): Action => ({
  protocol:
    features.length === 0
      ? { minReaderVersion: 1, minWriterVersion: 2 }
      : { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: features, writerFeatures: features },
});

/** The first actions of a table. */
export const created = (traits: TableTraits = {}): readonly Action[] => [protocol(traits), metaData(traits)];

/** An `add` action of a file of ten rows. */
export const add = (path: string, more: object = {}): Action => ({
  add: {
    path,
    partitionValues: {},
    size: 100,
    modificationTime: 1_700_000_000_000,
    dataChange: true,
    stats: JSON.stringify({ numRecords: 10 }),
    ...more,
  },
});

/** A `remove` action, with what change data needs. */
export const remove = (path: string, more: object = {}): Action => ({
  remove: {
    path,
    deletionTimestamp: 1_700_000_000_000,
    dataChange: true,
    extendedFileMetadata: true,
    partitionValues: {},
    size: 100,
    ...more,
  },
});

/** A `cdc` action. */
export const cdc = (path: string): Action => ({
  cdc: { path, partitionValues: {}, size: 50, dataChange: false },
});

/** When version 0 of a test table was committed; each later version is a minute later. In milliseconds since 1970. */
export const firstCommit = Date.parse('2024-01-01T00:00:00Z');

/** The time of a version, as requests say it. */
export const timeOf = (version: number): string => new Date(firstCommit + version * 60_000).toISOString();

/** Writes a Delta log, a list of actions for each version. The data files that it names are not there. */
export const writeLog = (folder: string, commits: readonly (readonly Action[])[]): void => {
  const log = join(folder, '_delta_log');
  mkdirSync(log, { recursive: true });
  commits.forEach((actions, version) => {
    const file = join(log, `${String(version).padStart(20, '0')}.json`);
    writeFileSync(file, `${actions.map(action => JSON.stringify(action)).join('\n')}\n`);
    const time = new Date(firstCommit + version * 60_000);
    utimesSync(file, time, time);
  });
};
