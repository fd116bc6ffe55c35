import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { logFileName, parseLogPath } from '../log-path.ts';
import { planLogSegment } from '../log-segment.ts';
import { replay } from '../replay/replay.ts';
import { findSidecars } from '../replay/sidecars.ts';
import type { ReplayResult } from '../worker/jobs.ts';
import { type TestTable, temporaryFolder } from './test-table.ts';

const limits = { memoryLimit: '200MB', maxSpill: 1e9 };

/** Replays a version of a table in this process, and reads back the files in the order of their numbers. */
export async function replayVersion(
  table: TestTable,
  version?: number,
): Promise<ReplayResult & { readonly files: readonly unknown[] }> {
  const log = join(table.root, '_delta_log');
  const files = readdirSync(log).flatMap(name => {
    const path = parseLogPath(`_delta_log/${name}`);
    const { size } = statSync(join(log, name));
    return path === undefined ? [] : [{ ...path, object: { path: `_delta_log/${name}`, size, modificationTime: 0 } }];
  });
  const segment = planLogSegment(files, version);
  const directory = temporaryFolder();
  cpSync(log, join(directory, 'log'), { recursive: true });
  const checkpoint = segment.checkpoint.map(({ path }) => logFileName(path));
  const result = await replay({
    kind: 'replay',
    directory,
    checkpoint,
    sidecars: await sidecarsOf(directory, checkpoint),
    commits: segment.commits.map(({ path }) => logFileName(path)),
    ...(segment.commit && { commit: logFileName(segment.commit.path) }),
    ...limits,
  });
  return { ...result, files: await readBack(join(directory, 'files.parquet')) };
}

async function sidecarsOf(directory: string, [checkpoint, ...others]: readonly string[]): Promise<readonly string[]> {
  if (checkpoint === undefined || others.length > 0) return [];
  const found = await findSidecars({ kind: 'find-sidecars', directory, checkpoint, ...limits });
  return found.map(({ name }) => `_sidecars/${name}`);
}

async function readBack(file: string): Promise<readonly unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const database = await instance.connect();
  const result = await database.run(
    `SELECT path, to_json(vector)::VARCHAR AS vector, partition_values, size::DOUBLE AS size, stats FROM read_parquet('${file}') ORDER BY sort_key`,
  );
  return result.getRowObjects();
}
