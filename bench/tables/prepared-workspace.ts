import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkspace, type WorkspaceProcess } from '../../tools/workspace-process.ts';
import { type BigTable, bigTable } from './big-table.ts';
import type { Query } from './receive.ts';
import { type Place, queryOf, shareTables } from './shared-table.ts';

/** A workspace process and the queries of its tables. */
export interface RunningWorkspace extends WorkspaceProcess {
  readonly query: (table: BigTable) => Query;
}

/** A data folder of a workspace that shares some tables, to be started over and over. */
export interface PreparedWorkspace {
  readonly tables: readonly BigTable[];
  /** Starts it with the snapshots of all tables on its disk. */
  startWarm(): Promise<RunningWorkspace>;
  /** Makes it forget what it answered queries with, and keep the snapshots. */
  forgetAnswers(): void;
  /** Starts it as if it had never read a table. */
  startCold(): Promise<RunningWorkspace>;
  /** Removes the data folder, which no process uses any more. */
  remove(): void;
}

const nameOf = ({ files }: BigTable): string => `table_${files}`;

/**
 * Makes tables and a workspace that shares them, each from a local folder.
 *
 * @param sizes of the tables, as `bigTable` takes them; no two alike
 */
export const prepareWorkspace = async (sizes: readonly number[]): Promise<PreparedWorkspace> => {
  const tables: BigTable[] = [];
  for (const size of sizes) tables.push(await bigTable(size));
  const data = mkdtempSync(join(tmpdir(), 'boathouse-bench-'));
  const flags = tables.flatMap(({ folder }) => ['--local-root', folder]);
  const start = () => startWorkspace(new AbortController().signal, { data, flags });
  const first = await start();
  const places = tables.map((table): Place => ({ name: nameOf(table), location: `file://${table.folder}` }));
  const credential = await shareTables(first, places);
  await first.stop();
  const startWarm = async (): Promise<RunningWorkspace> => {
    const workspace = await start();
    return { ...workspace, query: table => queryOf(workspace, credential, nameOf(table)) };
  };
  const startCold = () => {
    rmSync(join(data, 'snapshots'), { recursive: true, force: true });
    return startWarm();
  };
  const forgetAnswers = () => {
    for (const file of globSync(join(data, 'snapshots/*/*.lines'))) rmSync(file);
  };
  const remove = () => rmSync(data, { recursive: true, force: true });
  return { tables, startWarm, forgetAnswers, startCold, remove };
};
