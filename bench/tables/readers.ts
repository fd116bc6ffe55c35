import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonWith } from '../peers/python.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const requirements = here('requirements.txt');

/** What a process that read a table found. */
export interface Reading {
  readonly files: number;
  /** Bytes of the table's data files, where the process counts them. */
  readonly bytes?: number;
  /** Seconds that the process took by its own clock, after its imports. */
  readonly seconds: number;
  /** Seconds until the files were there as an Arrow table, where the process makes one. */
  readonly arrow?: number;
  /** Seconds from before the process started to after it ended. */
  readonly whole: number;
}

const read = async (program: string, args: readonly string[]): Promise<Reading> => {
  const begun = performance.now();
  const { stdout } = await promisify(execFile)(program, args);
  const whole = (performance.now() - begun) / 1000;
  return { ...JSON.parse(stdout), whole };
};

/** Reads a table by `@boathouse/delta`, in a new process without a cache. */
export const readByBoathouse = (folder: string): Promise<Reading> =>
  read(process.execPath, ['--conditions=@boathouse/source', here('snapshot-process.ts'), folder]);

/** Reads a table by delta-rs in a new process: counts its files, or lists them as Python objects. */
export const readByDeltaRs = async (work: 'count' | 'list', folder: string): Promise<Reading> =>
  read(await pythonWith(requirements), [here('delta_rs.py'), work, folder]);

/** delta-rs with its version. */
export const deltaRs = readFileSync(requirements, 'utf8').split('\n', 1)[0]?.replace('==', ' ') ?? 'deltalake';
