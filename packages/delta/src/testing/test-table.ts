import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll } from 'vitest';
import { commitPath, versionPrefix } from '../log-path.ts';
import { FolderReader } from './folder-reader.ts';

/** An add action as tests write it; the rest is filled in. */
export interface TestAdd {
  readonly path: string;
  readonly partitionValues?: Readonly<Record<string, string | null>>;
  readonly size?: number;
  readonly stats?: string;
  readonly deletionVector?: { readonly storageType: string; readonly pathOrInlineDv: string; readonly offset?: number };
}

/** One line of a commit. */
export type TestAction =
  | { readonly add: TestAdd }
  | { readonly remove: Pick<TestAdd, 'path' | 'deletionVector'> }
  | { readonly protocol: object }
  | { readonly metaData: object }
  | { readonly commitInfo: object };

/** The plainest protocol. */
export const plainProtocol = { minReaderVersion: 1, minWriterVersion: 2 };

/** A schemaString of columns: name → type. */
export function schemaString(columns: Readonly<Record<string, string>>): string {
  const fields = Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true, metadata: {} }));
  return JSON.stringify({ type: 'struct', fields });
}

/** A metaData action of a table with these columns. */
export function metaData(columns: Readonly<Record<string, string>>, partitionColumns: readonly string[] = []): object {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    format: { provider: 'parquet', options: {} },
    schemaString: schemaString(columns),
    partitionColumns,
    configuration: {},
  };
}

/** A Delta table that a test writes by hand, in a folder of its own. */
export class TestTable {
  readonly root: string;
  readonly reader: FolderReader;

  constructor(root = temporaryFolder()) {
    this.root = root;
    this.reader = new FolderReader(root);
  }

  /** A table with version 0, of one column `id`. */
  static plain(...actions: readonly TestAction[]): TestTable {
    const table = new TestTable();
    table.commit(0, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }, ...actions]);
    return table;
  }

  /** Writes any file. */
  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  /** Deletes any file. */
  delete(path: string): void {
    rmSync(join(this.root, path));
  }

  /** Writes a commit. */
  commit(version: number, actions: readonly TestAction[]): void {
    this.write(commitPath(version), actions.map(action => `${JSON.stringify(complete(action))}\n`).join(''));
  }

  /** Writes a checkpoint, in one file or in parts, as DuckDB writes Parquet. */
  async checkpoint(version: number, actions: readonly TestAction[], parts = 1): Promise<void> {
    const lines = join(this.root, 'checkpoint-lines.json');
    const instance = await DuckDBInstance.create(':memory:');
    const database = await instance.connect();
    for (let part = 1; part <= parts; part++) {
      const own = actions.filter((_, index) => index % parts === part - 1).map(complete);
      writeFileSync(lines, own.map(action => JSON.stringify(action)).join('\n'));
      const digits = (number: number) => String(number).padStart(10, '0');
      const suffix = parts === 1 ? '' : `.${digits(part)}.${digits(parts)}`;
      this.write(`${versionPrefix(version)}.checkpoint${suffix}.parquet`, '');
      const target = join(this.root, `${versionPrefix(version)}.checkpoint${suffix}.parquet`);
      await database.run(`COPY (SELECT * FROM read_json('${lines}', format = 'newline_delimited', columns = ${checkpointColumns}))
        TO '${target}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
    }
    rmSync(lines);
    database.closeSync();
    instance.closeSync();
  }
}

const vector = 'STRUCT("storageType" VARCHAR, "pathOrInlineDv" VARCHAR, "offset" INTEGER)';
const checkpointColumns = `{
  "protocol": 'STRUCT("minReaderVersion" INTEGER, "minWriterVersion" INTEGER, "readerFeatures" VARCHAR[], "writerFeatures" VARCHAR[])',
  "metaData": 'STRUCT("id" VARCHAR, "name" VARCHAR, "description" VARCHAR, "format" STRUCT("provider" VARCHAR, "options" MAP(VARCHAR, VARCHAR)), "schemaString" VARCHAR, "partitionColumns" VARCHAR[], "configuration" MAP(VARCHAR, VARCHAR))',
  "add": 'STRUCT("path" VARCHAR, "partitionValues" MAP(VARCHAR, VARCHAR), "size" BIGINT, "modificationTime" BIGINT, "dataChange" BOOLEAN, "stats" VARCHAR, "deletionVector" ${vector})',
  "remove": 'STRUCT("path" VARCHAR, "deletionTimestamp" BIGINT, "dataChange" BOOLEAN)'
}`;

function complete(action: TestAction): object {
  if ('add' in action) {
    return { add: { partitionValues: {}, size: 1, modificationTime: 1, dataChange: true, ...action.add } };
  }
  return 'remove' in action ? { remove: { dataChange: true, deletionTimestamp: 1, ...action.remove } } : action;
}

const folders: string[] = [];

/** A folder that is deleted when the tests of the file have run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'delta-test-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
