import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** How a process ended, and what it said. */
export interface Ended {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A workspace in a process of its own, as people run it. */
export interface ServerProcess {
  /** Its address, once it is ready. Rejects with its standard error when it ends before. */
  readonly ready: () => Promise<string>;
  readonly ended: Promise<Ended>;
  readonly kill: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<Ended>;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

const surroundings = {
  // What the tests' own environment says of Boathouse is not meant for the server.
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BOATHOUSE_'))),
  // Half of a start is the reading of TypeScript, which Node can remember.
  NODE_COMPILE_CACHE: join(tmpdir(), 'boathouse-compile-cache'),
};

/**
 * Starts the real server with these flags. It does not outlive the test that starts it.
 *
 * @param environment variables beside those of the machine
 */
export const spawnServer = (args: readonly string[], environment: Record<string, string> = {}): ServerProcess => {
  const child = spawn(process.execPath, ['--conditions=@boathouse/source', main, ...args], {
    env: { ...surroundings, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout, stderr }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const [, url] = /^Boathouse is ready at (\S+)$/m.exec(stdout) ?? [];
      if (url !== undefined) resolve(url);
    });
    ended.then(() => reject(new Error(`The server ended before it was ready: ${stderr}`)), reject);
  });
  // Who waits for the end of a server that does not start need not wait for it to be ready.
  ready.catch(() => {});
  const kill: ServerProcess['kill'] = signal => {
    child.kill(signal);
    return ended;
  };
  onTestFinished(async () => {
    await kill('SIGKILL');
  });
  return { ready: () => ready, ended, kill };
};
