import type { Progress } from '@boathouse/recipient';
import type { Terminal } from '../surroundings.ts';

const between = 100;
const barWidth = 24;

/**
 * Draws a line that is written over again and again, on a terminal. Elsewhere nothing is drawn.
 *
 * @param what is read
 * @returns what takes reports, and what clears the line at the end
 */
export const startProgress = (
  what: string,
  stderr: Terminal,
): { readonly report: (progress: Progress) => void; readonly end: () => void } => {
  if (stderr.isTTY !== true) return { report: () => undefined, end: () => undefined };
  const begun = performance.now();
  let drawn = 0;
  return {
    report: progress => {
      const now = performance.now();
      if (now - drawn < between) return;
      drawn = now;
      const line = progressLine(what, progress, (now - begun) / 1000);
      stderr.write(`\r${line.slice(0, (stderr.columns ?? 80) - 1)}\u001b[K`);
    },
    end: () => {
      if (drawn > 0) stderr.write('\r\u001b[K');
    },
  };
};

/** The line: a bar where the number of files is known, then files, rows, bytes and seconds. */
export const progressLine = (what: string, progress: Progress, seconds: number): string => {
  const { filesDone, filesTotal, rows, bytes } = progress;
  const bar = filesTotal === undefined || filesTotal === 0 ? '' : `${barOf(filesDone / filesTotal)} `;
  const files = `${filesDone}${filesTotal === undefined ? '' : `/${filesTotal}`} files`;
  return `${what} ${bar}${files}, ${rows.toLocaleString('en')} rows, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(0)} s`;
};

const barOf = (share: number): string => {
  const full = Math.round(Math.min(1, share) * barWidth);
  return `[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}]`;
};
