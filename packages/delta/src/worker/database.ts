import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** What one database may use. */
export interface DatabaseLimits {
  /** The only directory that its statements can read and write. Absolute. */
  readonly directory: string;
  /** How much memory it may take before it spills to the directory, as DuckDB writes sizes: `512MB`. */
  readonly memoryLimit: string;
  /** Bytes that it may spill. */
  readonly maxSpill: number;
  /** Whether statements give rows in the order in which they find them, which takes memory and threads. */
  readonly keepOrder?: boolean;
}

/**
 * Opens an in-memory DuckDB that reaches nothing but one directory and can no longer be reconfigured: it reads files
 * that strangers wrote.
 */
export async function openDatabase({
  directory,
  memoryLimit,
  maxSpill,
  keepOrder = false,
}: DatabaseLimits): Promise<DuckDBInstance> {
  const spill = join(directory, 'spill');
  mkdirSync(spill, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: memoryLimit,
  });
  const connection = await instance.connect();
  const settings = [
    "GLOBAL TimeZone = 'UTC'",
    `preserve_insertion_order = ${keepOrder}`,
    `temp_directory = ${sqlString(spill)}`,
    `max_temp_directory_size = '${Math.ceil(maxSpill / 1024)}KiB'`,
    // The page cache of the system holds the files already.
    'enable_external_file_cache = false',
    'parquet_metadata_cache = true',
    `allowed_directories = [${sqlString(`${directory}/`)}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ];
  for (const setting of settings) await connection.run(`SET ${setting}`);
  connection.closeSync();
  return instance;
}

/** Text as a constant of SQL. For names of our own files; what comes from outside is bound. */
export function sqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A list of texts as a constant of SQL. */
export function sqlList(texts: readonly string[]): string {
  return `[${texts.map(sqlString).join(', ')}]`;
}
