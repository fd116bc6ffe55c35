import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../cli.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a test sets of the outside; the rest is empty. */
export interface Outside {
  readonly env?: Surroundings['env'];
  readonly stdin?: string;
  /** Whether standard output and standard error are a terminal, of this width. */
  readonly terminal?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
  /** Is told of each piece that is written to standard output, with all before it. */
  readonly onOutput?: (out: string) => void;
}

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
export const run = async (args: readonly string[], outside: Outside = {}): Promise<Ended> => {
  const stream = () => Object.assign(new PassThrough(), terminalOf(outside.terminal));
  const [stdout, stderr] = [stream(), stream()];
  const [out, err] = [text(stdout), text(stderr)];
  let written = '';
  stdout.on('data', (piece: Buffer) => {
    written += piece.toString();
    outside.onOutput?.(written);
  });
  const code = await runCli(args, {
    env: outside.env ?? {},
    stdin: Readable.from([outside.stdin ?? '']),
    stdout,
    stderr,
    fetch: outside.fetch ?? globalThis.fetch,
    signal: outside.signal ?? new AbortController().signal,
  });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
};

const terminalOf = (columns: number | undefined): object => (columns === undefined ? {} : { isTTY: true, columns });

/** The environment of somebody who is signed in to a workspace. */
export const signedIn = (host = 'https://w.example.com', token = 'dapi0123456789abcdef'): Surroundings['env'] => ({
  DATABRICKS_HOST: host,
  DATABRICKS_TOKEN: token,
});

/** A `fetch` that answers the same to everything, and what it was asked. */
export const answering = (
  body: unknown,
  init: ResponseInit = {},
): { readonly fetch: typeof globalThis.fetch; readonly requests: Request[] } => {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, options) => {
    requests.push(new Request(input, options));
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), init);
  };
  return { fetch, requests };
};
