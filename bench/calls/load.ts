import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What is asked for, again and again. */
export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A load on a target for some time. */
export interface Load extends Target {
  /** Each has one request in flight. */
  readonly connections: number;
  readonly milliseconds: number;
}

/** What came of a load. */
export interface LoadResult {
  /** Answers per second. */
  readonly rate: number;
  /** How much of a core the generator itself took, 0 to 1: near 1, the generator is what was measured. */
  readonly busy: number;
}

/** A load generator in a process of its own, so that it shares no event loop with what it measures. */
export interface LoadGenerator {
  /** @throws Error at the first answer that is not 200 or has no content-length, and when a connection breaks */
  run(load: Load): Promise<LoadResult>;
  stop(): void;
}

const nextMessage = (child: ChildProcess): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The load generator ended with exit code ${code}.`));
    child.once('exit', ended);
    child.once('message', ({ result, error }: { result?: LoadResult; error?: string }) => {
      child.off('exit', ended);
      if (result === undefined) reject(new Error(error));
      else resolve(result);
    });
  });

/** Starts a load generator; the caller stops it. */
export const startLoadGenerator = (): LoadGenerator => {
  const child = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)));
  return {
    run: load => {
      const message = nextMessage(child);
      child.send(load);
      return message;
    },
    stop: () => child.kill(),
  };
};
