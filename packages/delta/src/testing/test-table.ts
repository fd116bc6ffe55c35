import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll } from 'vitest';
import { commitPath, sidecarDirectory, versionPrefix } from '../log-path.ts';
import { FolderReader } from './folder-reader.ts';

/** An add action as tests write it; the rest is filled in. */
export interface TestAdd {
  readonly path: string;
  readonly partitionValues?: Readonly<Record<string, string | null>>;
  readonly size?: number;
  readonly modificationTime?: number;
  readonly dataChange?: boolean;
  readonly stats?: string;
  readonly tags?: Readonly<Record<string, string | null>>;
  readonly baseRowId?: number;
  readonly defaultRowCommitVersion?: number;
  readonly clusteringProvider?: string;
  readonly deletionVector?: TestVector;
}

/** A descriptor of a deletion vector. */
export interface TestVector {
  readonly storageType: string;
  readonly pathOrInlineDv: string;
  readonly offset?: number;
  readonly sizeInBytes?: number;
  readonly cardinality?: number;
}

/** A remove action as tests write it; the rest is filled in. */
export interface TestRemove
  extends Pick<TestAdd, 'path' | 'partitionValues' | 'size' | 'dataChange' | 'stats' | 'deletionVector'> {
  readonly extendedFileMetadata?: boolean;
}

/** One line of a commit. */
export type TestAction =
  | { readonly add: TestAdd }
  | { readonly remove: TestRemove }
  | { readonly cdc: TestAdd }
  | { readonly protocol: object }
  | { readonly metaData: object }
  | { readonly commitInfo: object }
  | { readonly domainMetadata: object }
  | { readonly checkpointMetadata: { readonly version: number } }
  | { readonly sidecar: { readonly path: string; readonly sizeInBytes: number } };

/** The plainest protocol. */
export const plainProtocol = { minReaderVersion: 1, minWriterVersion: 2 };

/** A protocol with these reader features. */
export const featureProtocol = (...readerFeatures: readonly string[]) => {
  return { minReaderVersion: 3, minWriterVersion: 7, readerFeatures, writerFeatures: readerFeatures };
};

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
    this.write(commitPath(version), lines(actions));
  }

  /** Writes the commits `from` to `version` in one file. */
  compact(from: number, version: number, actions: readonly TestAction[]): void {
    this.write(`${versionPrefix(from)}.${String(version).padStart(20, '0')}.compacted.json`, lines(actions));
  }

  /** Writes a checkpoint, in one file or in parts, as DuckDB writes Parquet. */
  async checkpoint(version: number, actions: readonly TestAction[], parts = 1): Promise<void> {
    for (let part = 1; part <= parts; part++) {
      const digits = (number: number) => String(number).padStart(10, '0');
      const suffix = parts === 1 ? '' : `.${digits(part)}.${digits(parts)}`;
      const own = actions.filter((_, index) => index % parts === part - 1);
      await this.writeParquet(`${versionPrefix(version)}.checkpoint${suffix}.parquet`, own, v1Columns);
    }
  }

  /**
   * Writes a checkpoint of the V2 spec.
   *
   * @param name what comes after `N.checkpoint.`: a UUID and the format, or `parquet` for the classic name
   * @param sidecars how many hold the file actions; with 0 the checkpoint does
   */
  async v2Checkpoint(version: number, actions: readonly TestAction[], name: string, sidecars = 0): Promise<void> {
    const isFileAction = (action: TestAction) => 'add' in action || 'remove' in action;
    const inSidecars = sidecars === 0 ? [] : actions.filter(isFileAction);
    const main: TestAction[] = [{ checkpointMetadata: { version } }];
    main.push(...actions.filter(action => sidecars === 0 || !isFileAction(action)));
    for (let number = 0; number < sidecars; number++) {
      const path = `${version}-${number}.${crypto.randomUUID()}.parquet`;
      const own = inSidecars.filter((_, index) => index % sidecars === number);
      await this.writeParquet(sidecarDirectory + path, own, fileColumns);
      main.push({ sidecar: { path, sizeInBytes: statSync(join(this.root, sidecarDirectory, path)).size } });
    }
    await this.v2Main(version, main, name);
  }

  /** Writes the file of a V2 checkpoint that stands in `_delta_log/`, with these actions and no others. */
  async v2Main(version: number, actions: readonly TestAction[], name: string): Promise<void> {
    const path = `${versionPrefix(version)}.checkpoint.${name}`;
    if (name.endsWith('.json')) this.write(path, lines(actions));
    else await this.writeParquet(path, actions, actions.some(action => 'add' in action) ? v2Columns : mainColumns);
  }

  /** Writes actions as Parquet. */
  async writeParquet(path: string, actions: readonly TestAction[], columns: Columns): Promise<void> {
    this.write(path, '');
    const source = join(this.root, 'actions.json');
    writeFileSync(source, lines(actions));
    const instance = await DuckDBInstance.create(':memory:');
    const database = await instance.connect();
    const types = Object.entries(columns).map(([column, type]) => `"${column}": '${type}'`);
    await database.run(`COPY (SELECT * FROM read_json('${source}', format = 'newline_delimited', columns = {${types}}))
      TO '${join(this.root, path)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
    database.closeSync();
    instance.closeSync();
    rmSync(source);
  }
}

/** Column → its SQL type. */
type Columns = Readonly<Record<string, string>>;

const vector =
  'STRUCT("storageType" VARCHAR, "pathOrInlineDv" VARCHAR, "offset" INTEGER, "sizeInBytes" INTEGER, "cardinality" BIGINT)';
const tableColumns: Columns = {
  protocol:
    'STRUCT("minReaderVersion" INTEGER, "minWriterVersion" INTEGER, "readerFeatures" VARCHAR[], "writerFeatures" VARCHAR[])',
  metaData:
    'STRUCT("id" VARCHAR, "name" VARCHAR, "description" VARCHAR, "format" STRUCT("provider" VARCHAR, "options" MAP(VARCHAR, VARCHAR)), "schemaString" VARCHAR, "partitionColumns" VARCHAR[], "configuration" MAP(VARCHAR, VARCHAR))',
};
const fileColumns: Columns = {
  add: `STRUCT("path" VARCHAR, "partitionValues" MAP(VARCHAR, VARCHAR), "size" BIGINT, "modificationTime" BIGINT, "dataChange" BOOLEAN, "stats" VARCHAR, "tags" MAP(VARCHAR, VARCHAR), "baseRowId" BIGINT, "defaultRowCommitVersion" BIGINT, "clusteringProvider" VARCHAR, "deletionVector" ${vector})`,
  remove: 'STRUCT("path" VARCHAR, "deletionTimestamp" BIGINT, "dataChange" BOOLEAN)',
};
const v1Columns: Columns = { ...tableColumns, ...fileColumns };
const mainColumns: Columns = {
  ...tableColumns,
  checkpointMetadata: 'STRUCT("version" BIGINT)',
  sidecar: 'STRUCT("path" VARCHAR, "sizeInBytes" BIGINT, "modificationTime" BIGINT, "tags" MAP(VARCHAR, VARCHAR))',
};
const v2Columns: Columns = { ...mainColumns, ...fileColumns };

function lines(actions: readonly TestAction[]): string {
  return actions.map(action => `${JSON.stringify(complete(action))}\n`).join('');
}

function complete(action: TestAction): object {
  if ('add' in action) {
    return { add: { partitionValues: {}, size: 1, modificationTime: 1, dataChange: true, ...action.add } };
  }
  if ('cdc' in action) return { cdc: { partitionValues: {}, size: 1, dataChange: false, ...action.cdc } };
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
