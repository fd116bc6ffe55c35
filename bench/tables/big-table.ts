import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { cacheFolder } from '../peers/cache.ts';
import { progress } from '../progress.ts';
import { actionMacros, metadataAction, protocolAction, writtenAt } from './file-actions.ts';

/** A Delta table of which there is only the log: that is all a server reads of it. */
export interface BigTable {
  /** Absolute path of its folder. */
  readonly folder: string;
  /** How many data files its newest version has. */
  readonly files: number;
}

/** What its log holds. */
interface Shape {
  /** Files in the checkpoint. */
  readonly checkpoint: number;
  /** Commits after the checkpoint. */
  readonly commits: number;
  /** Files that each commit adds. */
  readonly adds: number;
  /** Files of the checkpoint that each commit removes. */
  readonly removes: number;
}

/** The version that the checkpoint is of. */
const checkpointVersion = 100;

/** A commit for every ten thousand files, at most a hundred, each of a thousand actions, or a tenth of a small table. */
const shapeOf = (size: number): Shape => ({
  checkpoint: size,
  commits: Math.min(100, Math.ceil(size / 10_000)),
  adds: Math.min(900, Math.ceil(size * 0.09)),
  removes: Math.min(100, Math.ceil(size * 0.01)),
});

const versionName = (version: number): string => String(version).padStart(20, '0');

/** The checkpoint as Spark writes it: fields that hold nothing too, and tombstones of every fiftieth file. */
const writeCheckpoint = async (database: DuckDBConnection, log: string, { checkpoint }: Shape): Promise<void> => {
  const vector =
    'STRUCT("storageType" VARCHAR, "pathOrInlineDv" VARCHAR, "offset" INTEGER, "sizeInBytes" INTEGER, "cardinality" BIGINT)';
  const unused = `tags := NULL::MAP(VARCHAR, VARCHAR), "deletionVector" := NULL::${vector}, "baseRowId" := NULL::BIGINT`;
  const name = `${versionName(checkpointVersion)}.checkpoint.parquet`;
  await database.run(`COPY (
      SELECT NULL::STRUCT("appId" VARCHAR, "version" BIGINT, "lastUpdated" BIGINT) AS txn,
        struct_insert(add_action(i, false), ${unused}) AS "add" FROM range(${checkpoint}) t(i)
      UNION ALL BY NAME SELECT remove_action(-i - 1) AS remove FROM range(${Math.ceil(checkpoint / 50)}) t(i)
      UNION ALL BY NAME SELECT ${protocolAction} AS protocol
      UNION ALL BY NAME SELECT ${metadataAction} AS "metaData")
    TO '${join(log, name)}' (FORMAT parquet, ROW_GROUP_SIZE 100000)`);
  writeFileSync(join(log, '_last_checkpoint'), JSON.stringify({ version: checkpointVersion, size: checkpoint }));
};

const commitInfo = (version: number): string =>
  JSON.stringify({ commitInfo: { timestamp: writtenAt + version * 1000, operation: 'WRITE' } });

const writeCommit = async (database: DuckDBConnection, log: string, shape: Shape, number: number): Promise<void> => {
  const [firstAdd, firstRemove] = [shape.checkpoint + (number - 1) * shape.adds, (number - 1) * shape.removes];
  const actions = await database.run(`
    SELECT to_json({ "add": add_action(i, true) }) FROM range(${firstAdd}, ${firstAdd + shape.adds}) t(i)
    UNION ALL SELECT to_json({ remove: remove_action(i) }) FROM range(${firstRemove}, ${firstRemove + shape.removes}) t(i)`);
  const lines = (await actions.getRows()).map(([line]) => String(line));
  const version = checkpointVersion + number;
  writeFileSync(join(log, `${versionName(version)}.json`), `${[commitInfo(version), ...lines].join('\n')}\n`);
};

const writeTable = async (folder: string, shape: Shape): Promise<void> => {
  const log = join(folder, '_delta_log');
  mkdirSync(log, { recursive: true });
  const database = await (await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' })).connect();
  await database.run(actionMacros);
  await writeCheckpoint(database, log, shape);
  writeFileSync(join(log, `${versionName(checkpointVersion)}.json`), `${commitInfo(checkpointVersion)}\n`);
  for (let number = 1; number <= shape.commits; number += 1) await writeCommit(database, log, shape, number);
  database.closeSync();
};

/** Tables are made anew when what makes them has changed. */
const makerKey = (): string => {
  const hash = createHash('sha256');
  for (const name of ['big-table.ts', 'file-actions.ts']) hash.update(readFileSync(new URL(name, import.meta.url)));
  return hash.digest('hex').slice(0, 8);
};

/**
 * A table with a checkpoint and commits after it, from the cache of the benchmarks, where it is made the first time.
 *
 * @param size how many files its checkpoint holds; its newest version has some eight hundredths more
 */
export const bigTable = async (size: number): Promise<BigTable> => {
  const shape = shapeOf(size);
  const tables = cacheFolder('tables');
  const folder = join(tables, `${size}-${makerKey()}`);
  if (!existsSync(folder)) {
    progress(`making a table of ${size.toLocaleString('en')} files`);
    const work = mkdtempSync(join(tables, 'work-'));
    await writeTable(work, shape);
    renameSync(work, folder);
  }
  return { folder, files: size + shape.commits * (shape.adds - shape.removes) };
};
