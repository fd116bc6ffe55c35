import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from './config.ts';

/**
 * Makes the data folder, readable by its owner alone, and takes it for this process. SQLite's own file lock is used,
 * because the system lets go of it when the process ends, however it ends.
 *
 * @returns what gives the folder back
 * @throws ConfigError when another process has it; else what the file system or SQLite says
 */
export const takeDataFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, 'in-use'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!isLocked(cause)) throw cause;
    const problem = `Setting data: ${folder} is in use by another workspace. Each process needs a folder of its own.`;
    throw new ConfigError(problem, { cause });
  }
  return () => lock.close();
};

/** SQLite's error code SQLITE_BUSY: somebody else holds the lock. */
const isLocked = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5;
