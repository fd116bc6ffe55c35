import type { Progress } from '@boathouse/recipient';
import { barOf, startStatusLine } from '../output/status-line.ts';
import type { Terminal } from '../surroundings.ts';

/**
 * Draws how far a read has come, on a terminal. Elsewhere nothing is drawn.
 *
 * @param what is read
 * @returns what takes reports, and what clears the line at the end
 */
export const startProgress = (
  what: string,
  stderr: Terminal,
): { readonly report: (progress: Progress) => void; readonly end: () => void } => {
  const begun = performance.now();
  const line = startStatusLine(stderr);
  return {
    report: progress => line.show(() => progressLine(what, progress, (performance.now() - begun) / 1000)),
    end: line.end,
  };
};

/** The line: a bar where the number of files is known, then files, rows, bytes and seconds. */
export const progressLine = (what: string, progress: Progress, seconds: number): string => {
  const { filesDone, filesTotal, rows, bytes } = progress;
  const bar = filesTotal === undefined || filesTotal === 0 ? '' : `${barOf(filesDone / filesTotal)} `;
  const files = `${filesDone}${filesTotal === undefined ? '' : `/${filesTotal}`} files`;
  return `${what} ${bar}${files}, ${rows.toLocaleString('en')} rows, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(0)} s`;
};
