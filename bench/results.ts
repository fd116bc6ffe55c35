import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './benchmark.ts';

/** What a benchmark ran on. */
interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Whole gibibytes. */
  readonly memoryGiB: number;
  readonly node: string;
}

/** The last run of a benchmark that was saved. */
export interface Result {
  /** The day, `2026-11-22`. */
  readonly date: string;
  readonly machine: Machine;
  readonly outcome: Outcome;
}

const folder = fileURLToPath(new URL('./results/', import.meta.url));

const fileOf = (name: string): string => `${folder}${name}.json`;

const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

/** Saves what a benchmark found, for the page that shows it. */
export const saveResult = (name: string, outcome: Outcome, now: Date): void => {
  const result: Result = { date: now.toISOString().slice(0, 10), machine: thisMachine(), outcome };
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(result, null, 2)}\n`);
};

/** The saved run of a benchmark; undefined when there is none. */
export const readResult = (name: string): Result | undefined => {
  try {
    return JSON.parse(readFileSync(fileOf(name), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
