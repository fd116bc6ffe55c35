import { DeltaError } from './errors.ts';

// Long lists of files are read window by window: each is a query of its own, and gives lines of text.

/** Rows. The first window is small, for the first line to come soon. */
export const firstWindow = 1024;
const largestWindow = 65_536;
/** Bytes of text that a window should give. */
const windowBytes = 2 * 1024 * 1024;
/**
 * Bytes of text that a window should give for each row that there is, where that is more: DuckDB plans a window in time
 * that grows with the file, so a file of four million rows wants no more windows than one of a million.
 */
const windowBytesPerRow = 2;
/** Bytes of text that a batch has at least, unless its window ends. */
const pieceBytes = 32 * 1024;

/** Reads lines of rows, from the first to before the last: UTF-8. */
type ReadRows = (rows: readonly [from: number, to: number]) => Promise<Uint8Array>;

/** The lines of a window of rows. */
interface Window {
  /** UTF-8. */
  readonly lines: Uint8Array;
  /** Row after the last that was read. */
  readonly to: number;
  /** Rows to read next time. */
  readonly next: number;
}

/**
 * Reads rows window after window.
 *
 * @param rows the first one, and the one after the last
 * @param ahead whether one window is read while the one before it is in use
 * @returns lines, as `read` gives them; nothing of a window may be nothing
 */
export async function* readWindows(
  read: ReadRows,
  [from, end]: readonly [number, number],
  ahead = true,
): AsyncGenerator<Uint8Array> {
  const bytes = Math.max(windowBytes, windowBytesPerRow * (end - from));
  const start = (row: number, size: number): Promise<Window> | undefined => {
    const window = row < end ? readWindow(read, { from: row, size, end, bytes }) : undefined;
    // If the reader stops meanwhile, nobody is left to hear of a failure.
    window?.catch(() => {});
    return window;
  };
  for (let reading = start(from, firstWindow); reading !== undefined; ) {
    const { lines, to, next }: Window = await reading;
    reading = ahead ? start(to, next) : undefined;
    yield lines;
    reading ??= start(to, next);
  }
}

interface WantedWindow {
  readonly from: number;
  /** Rows, a power of two. */
  readonly size: number;
  /** Row after the last one that there is. */
  readonly end: number;
  /** Of text, that the next window should give. */
  readonly bytes: number;
}

/** Reads a window of rows; a smaller one when it takes too much memory, and once more when the worker died. */
async function readWindow(read: ReadRows, { from, size, end, bytes }: WantedWindow): Promise<Window> {
  for (let window = size, failures = 0; ; ) {
    // Windows end at multiples of their size, which is a power of two, to fall together with row groups.
    const to = Math.min((Math.floor(from / window) + 1) * window, end);
    try {
      const lines = await read([from, to]);
      const fitting = (bytes / Math.max(1, lines.byteLength)) * (to - from);
      return { lines, to, next: nextSize(window, fitting) };
    } catch (error) {
      const code = error instanceof DeltaError ? error.code : undefined;
      if (code === 'TOO_LARGE' && window > 1) window = Math.ceil(window / 8);
      else if (code !== 'REPLAY_FAILED' || failures++ > 0) throw error;
    }
  }
}

/** Rows of the window after one of a size, of which so many would be as long as is wanted. */
function nextSize(size: number, fitting: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, Math.min(fitting, size * 4, largestWindow))));
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
