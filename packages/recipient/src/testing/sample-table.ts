import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The folder of the sample Delta tables that ship with the repository. */
export const sampleData = fileURLToPath(new URL('../../../../examples/data/', import.meta.url));

/** A data file of a sample table, as its log has it. */
export interface AddedFile {
  /** Relative to the table, percent-encoded. */
  readonly path: string;
  readonly partitionValues: Readonly<Record<string, string | null>>;
  readonly size: number;
  readonly stats?: string;
}

/** A sample table at one version. */
export interface Snapshot {
  readonly version: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly files: readonly AddedFile[];
}

/**
 * Replays the JSON commits of a sample table.
 *
 * @param version the newest when absent
 */
export async function readSnapshot(table: string, version?: number): Promise<Snapshot> {
  const folder = `${sampleData}${table}/_delta_log/`;
  const commits = (await readdir(folder)).filter(name => /^\d{20}\.json$/.test(name)).sort();
  const files = new Map<string, AddedFile>();
  let metadata = {};
  for (const commit of commits.slice(0, version === undefined ? undefined : version + 1)) {
    for (const line of (await readFile(folder + commit, 'utf8')).trim().split('\n')) {
      const action = JSON.parse(line);
      if (action.metaData) metadata = action.metaData;
      if (action.add) files.set(action.add.path, action.add);
      if (action.remove) files.delete(action.remove.path);
    }
  }
  return { version: version ?? commits.length - 1, metadata, files: [...files.values()] };
}
