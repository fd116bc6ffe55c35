import type { Terminal } from '../surroundings.ts';

const between = 100;
const barWidth = 24;

/** A line that tells how far something has come. */
export interface StatusLine {
  /** Draws the line anew. A text that comes soon after another is left out. */
  readonly show: (text: () => string) => void;
  /** Clears the line. */
  readonly end: () => void;
}

/** A line that is written over again and again, on a terminal. Elsewhere nothing is drawn. */
export const startStatusLine = (stderr: Terminal): StatusLine => {
  if (stderr.isTTY !== true) return { show: () => undefined, end: () => undefined };
  let drawn = 0;
  return {
    show: text => {
      const now = performance.now();
      if (now - drawn < between) return;
      drawn = now;
      stderr.write(`\r${text().slice(0, (stderr.columns ?? 80) - 1)}\u001b[K`);
    },
    end: () => {
      if (drawn > 0) stderr.write('\r\u001b[K');
    },
  };
};

/** A bar that is full to a share between 0 and 1. */
export const barOf = (share: number): string => {
  const full = Math.round(Math.min(1, share) * barWidth);
  return `[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}]`;
};
