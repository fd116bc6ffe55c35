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

/** A workspace that runs in a process of its own, on a free port, with a fresh data folder. */
export interface WorkspaceProcess {
  readonly url: string;
  /** The administrator's profile, for `DATABRICKS_CONFIG_FILE`. */
  readonly configFile: string;
  /** A folder for the caller's own files, removed with the workspace. */
  readonly scratch: string;
  /** What it has written to its log so far. */
  log(): string;
  /**
   * Ends it by SIGTERM and removes its data.
   *
   * @throws Error when it does not end in time, ends with another code than 0, or had ended before
   */
  stop(): Promise<void>;
}

/** The environment without settings of the developer's own, which would change what is tested. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BOATHOUSE_')));

const launch = (data: string): ChildProcess => {
  const main = join(repository, 'packages/server/src/main.ts');
  const tables = join(repository, 'examples/data');
  const options = ['--port', '0', '--data', data, '--local-root', tables, '--log-level', 'warn'];
  return spawn(process.execPath, ['--conditions=@boathouse/source', main, ...options], {
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
      const [, url] = /^Boathouse is ready at (http:\S+)$/m.exec(output) ?? [];
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
 * Starts a workspace that may read the sample tables of the repository.
 *
 * @throws Error with its log, when it does not start; the signal's reason, when that fires first
 */
export const startWorkspace = async (signal: AbortSignal): Promise<WorkspaceProcess> => {
  const data = mkdtempSync(join(tmpdir(), 'boathouse-'));
  const child = launch(data);
  let written = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  const log = () => written;
  // Whoever started it may end without stopping it.
  process.once('exit', () => child.kill('SIGKILL'));
  const removeData = () => rmSync(data, { recursive: true, force: true });
  try {
    const url = await readUrl(child, log, signal);
    return {
      url,
      configFile: join(data, 'databrickscfg'),
      scratch: data,
      log,
      stop: () => end(child).finally(removeData),
    };
  } catch (error) {
    child.kill('SIGKILL');
    removeData();
    throw error;
  }
};
