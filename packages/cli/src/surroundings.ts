import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type Terminal = Writable & {
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
};

/** Everything of the outside that a command touches. Tests hand in their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  /** Answers, and nothing else. */
  readonly stdout: Terminal;
  /** Errors, warnings, progress, prompts. */
  readonly stderr: Terminal;
  readonly fetch: typeof globalThis.fetch;
  /** Fires when the user interrupts. */
  readonly signal: AbortSignal;
}
