import { DeltaError } from './errors.ts';

// Long lists of files are read window by window: each is a query of its own, and gives lines of text.

/** Rows. The first window is small, for the first line to come soon. */
export const firstWindow = 1024;
const largestWindow = 65_536;
/** Bytes of text that a window should give. */
const windowBytes = 3 * 1024 * 1024;
/** Bytes of text that a batch has at least, unless its window ends. */
const pieceBytes = 32 * 1024;

/** The lines of a window of rows. */
export interface Window {
  /** UTF-8. */
  readonly lines: Uint8Array;
  /** Row after the last that was read. */
  readonly to: number;
  /** Rows to read next time. */
  readonly next: number;
}

/**
 * Reads a window of rows; a smaller one when it takes too much memory, and once more when the worker died.
 *
 * @param read reads lines of rows, from the first to before the last
 * @param from the first row
 * @param size rows wanted, a power of two
 * @param end row after the last one that there is
 */
export async function readWindow(
  read: (rows: readonly [from: number, to: number]) => Promise<Uint8Array>,
  from: number,
  size: number,
  end: number,
): Promise<Window> {
  for (let window = size, failures = 0; ; ) {
    // Windows end at multiples of their size, which is a power of two, to fall together with row groups.
    const to = Math.min((Math.floor(from / window) + 1) * window, end);
    try {
      const lines = await read([from, to]);
      return { lines, to, next: nextSize(window, lines.byteLength, to - from) };
    } catch (error) {
      const code = error instanceof DeltaError ? error.code : undefined;
      if (code === 'TOO_LARGE' && window > 1) window = Math.ceil(window / 8);
      else if (code !== 'REPLAY_FAILED' || failures++ > 0) throw error;
    }
  }
}

function nextSize(window: number, bytes: number, rows: number): number {
  const fitting = bytes === 0 ? Infinity : (windowBytes / bytes) * rows;
  const size = 2 ** Math.floor(Math.log2(Math.max(1, Math.min(fitting, window * 4, largestWindow))));
  return size;
}

/**
 * The text of a window in pieces of whole lines. What becomes of a piece is then small and short-lived, which the
 * garbage collector takes away soon; strings of megabytes it would let lie until there are hundreds.
 */
export function* splitLines(lines: Uint8Array): Generator<string> {
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf('\n', from + pieceBytes);
    const to = found === -1 ? text.length : found;
    yield text.toString('utf8', from, to);
    from = to + 1;
  }
}
