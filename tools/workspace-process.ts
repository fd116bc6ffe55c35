import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** The workspace promises to end within this many milliseconds of SIGTERM. */
const stopTime = 10_000;

/** A workspace that runs in a process of its own, on a free port. */
export interface WorkspaceProcess {
  readonly url: string;
  readonly pid: number;
  /** The administrator's profile, for `DATABRICKS_CONFIG_FILE`. */
  readonly configFile: string;
  /** Its data folder, where the caller may put files of their own. */
  readonly scratch: string;
  /** What it has written to its log so far. */
  log(): string;
  /**
   * Ends it by SIGTERM and removes its data, unless they were there before.
   *
   * @throws Error when it does not end in time, ends with another code than 0, or had ended before
   */
  stop(): Promise<void>;
}

/** How a workspace differs from the usual one. */
export interface WorkspaceOptions {
  /** A data folder that is there already, and stays. Default: a fresh one, which goes with the workspace. */
  readonly data?: string;
  /** Flags of `boathouse serve`, such as `--local-root` and `--config`. */
  readonly flags?: readonly string[];
}

/** The environment without settings of the developer's own, which would change what is tested. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BOATHOUSE_')));

const launch = (data: string, flags: readonly string[]): ChildProcess => {
  const main = join(repository, 'packages/server/src/main.ts');
  const tables = join(repository, 'examples/data');
  const roots = ['--local-root', tables, '--local-root', join(data, 'warehouse')];
  const options = ['--port', '0', '--data', data, ...roots, '--log-level', 'warn'];
  return spawn(process.execPath, ['--conditions=@boathouse/source', main, ...options, ...flags], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

/** Waits for the line that says where the workspace listens. */
const readUrl = (child: ChildProcess, log: () => string, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, url] = /^Boathouse is ready at (https?:\S+)$/m.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The workspace did not start (exit code ${code}):\n${log()}`)));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const end = async (child: ChildProcess): Promise<void> => {
  if (!isRunning(child)) throw new Error(`The workspace ended by itself, with exit code ${child.exitCode}.`);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const inTime = await Promise.race([exited.then(() => true), sleep(stopTime, false, { ref: false })]);
  if (!inTime) {
    child.kill('SIGKILL');
    throw new Error(`The workspace did not end within ${stopTime / 1000} seconds of SIGTERM.`);
  }
  if (child.exitCode !== 0) throw new Error(`The workspace ended with exit code ${child.exitCode}, not 0, on SIGTERM.`);
};

/**
 * Starts a workspace that may read the sample tables of the repository, and what is put into `warehouse` in its data folder.
 *
 * @throws Error with its log, when it does not start; the signal's reason, when that fires first
 */
export const startWorkspace = async (
  signal: AbortSignal,
  { data: kept, flags = [] }: WorkspaceOptions = {},
): Promise<WorkspaceProcess> => {
  const data = kept ?? mkdtempSync(join(tmpdir(), 'boathouse-'));
  const child = launch(data, flags);
  let written = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  const log = () => written;
  // Whoever started it may end without stopping it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const cleanUp = () => {
    process.removeListener('exit', kill);
    if (kept === undefined) rmSync(data, { recursive: true, force: true });
  };
  try {
    const url = await readUrl(child, log, signal);
    return {
      url,
      pid: child.pid ?? 0,
      configFile: join(data, 'databrickscfg'),
      scratch: data,
      log,
      stop: () => end(child).finally(cleanUp),
    };
  } catch (error) {
    kill();
    cleanUp();
    throw error;
  }
};
