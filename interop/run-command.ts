import { spawn } from 'node:child_process';

/** How a command is run. */
export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The folder that it runs in. Default: ours. */
  readonly cwd?: string;
  /** Ends the command when it fires. */
  readonly signal: AbortSignal;
  /** Whether its output is shown as it comes; otherwise it is only collected. */
  readonly show: boolean;
}

/** What became of a command. */
export interface CommandResult {
  /** The exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  /** Both output streams; empty when they were shown. */
  readonly output: string;
}

/**
 * Runs a command to its end.
 *
 * @throws Error when it cannot be started (`code` is `ENOENT` when there is no such program) or the signal's reason, when it fires
 */
export const runCommand = (
  command: string,
  args: readonly string[],
  { show, ...options }: CommandOptions,
): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    // What fired the signal says more than that it did.
    child.once('error', error => reject(options.signal.aborted ? options.signal.reason : error));
    child.once('close', code => resolve({ code: code ?? undefined, output }));
  });
