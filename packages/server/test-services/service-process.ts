import type { ChildProcessByStdio } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a file is a program that this user may start. */
export const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A service that was just started, with both its outputs piped. */
export interface StartedService {
  /** For messages. */
  readonly name: string;
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Whether it answers. */
  readonly isReady: () => Promise<boolean>;
  /** Removes what it stored, once it has ended. */
  readonly remove: () => void;
}

const waitUntilReady = async ({ name, child, isReady }: StartedService, output: () => string): Promise<void> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended with code ${child.exitCode}: ${output()}`);
    if (await isReady()) return;
    await sleep(50);
  }
  throw new Error(`${name} was not ready after 10 s: ${output()}`);
};

const end = async ({ child }: StartedService): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(patience);
};

/**
 * Waits until a service answers. It ends with this process at the latest.
 *
 * @returns what stops it and removes what it stored
 * @throws Error with its output when it ends, or does not answer within ten seconds
 */
export const serviceReady = async (service: StartedService): Promise<() => Promise<void>> => {
  const { child, remove } = service;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    await end(service);
    process.removeListener('exit', kill);
    remove();
  };
  try {
    await waitUntilReady(service, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
};
