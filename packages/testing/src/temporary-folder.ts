import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that does not outlive the process, unless that is killed without warning. */
export interface TemporaryFolder {
  readonly path: string;
  /**
   * Removes the folder with all that is in it.
   *
   * @throws the file system's error when something in it cannot be removed
   */
  remove(): void;
}

const folders = new Set<string>();

/** What ends a process that does not listen for it. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });

const removeAll = (): void => {
  for (const path of folders) {
    try {
      removeFolder(path);
    } catch {
      // The process is ending: nobody is left to be told.
    }
  }
  folders.clear();
};

/** Cleans up and lets the signal do what it would have done. A process that listens for itself decides on its own end. */
const onSignal = (signal: NodeJS.Signals): void => {
  if (process.listenerCount(signal) > 1) return;
  removeAll();
  unwatch();
  process.kill(process.pid, signal);
};

const watch = (): void => {
  process.on('exit', removeAll);
  for (const signal of signals) process.on(signal, onSignal);
};

const unwatch = (): void => {
  process.off('exit', removeAll);
  for (const signal of signals) process.off(signal, onSignal);
};

/**
 * Makes a folder that only this user can read, in the system's folder for temporary files. It is removed when the process
 * exits, by itself, by an error or by a signal, if it was not before.
 */
export const makeTemporaryFolder = (): TemporaryFolder => {
  const path = mkdtempSync(join(tmpdir(), 'boathouse-testing-'));
  if (folders.size === 0) watch();
  folders.add(path);
  return {
    path,
    remove: () => {
      removeFolder(path);
      if (folders.delete(path) && folders.size === 0) unwatch();
    },
  };
};
