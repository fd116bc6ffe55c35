import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, ConfigError } from '../config.ts';
import { type MasterKey, newMasterKey, parseKeys, writeKeys } from './master-key.ts';

/** Where master keys come from. */
export interface KeySource {
  /** In words, for messages: `BOATHOUSE_MASTER_KEY`, a file's path, `the command of setting master_key_command`. */
  readonly name: string;
  /** The keys that it holds now, the one that seals first. Throws ConfigError. */
  readonly read: () => readonly MasterKey[];
  /** Set where the keys cannot change while the server runs. */
  readonly onlyAtStart?: true;
  /** A text that differs once the keys may have changed, for sources where looking is cheap. */
  readonly stamp?: () => string;
  /** Replaces the keys, durably and as a whole; only where the server made the file itself. */
  readonly replace?: (keys: readonly MasterKey[]) => void;
}

/** How long a command may take, in milliseconds, and how much it may say, in bytes. */
const commandTime = 10_000;
const commandOutput = 64 * 1024;

/** Makes the key file whole or not at all: it is written under another name and linked into place. */
const createKeyFile = (file: string): void => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, writeKeys([newMasterKey()]), { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was first: its key counts.
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(draft);
  }
};

/** Replaces the key file: whoever reads it sees the old keys or the new ones, also after a crash. */
const replaceKeyFile = (link: string, keys: readonly MasterKey[]): void => {
  const file = realpathSync(link);
  const draft = `${file}.next`;
  writeFileSync(draft, writeKeys(keys), { mode: 0o600, flush: true });
  renameSync(draft, file);
  const folder = openSync(dirname(file), 'r');
  try {
    // The new name is on disk only once its folder is.
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

const stampOf = (file: string): string => {
  const { ino, size, mtimeNs } = statSync(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
};

const ofFile = (file: string): KeySource => ({
  name: file,
  read: () => parseKeys(readFileSync(file, 'utf8'), file),
  stamp: () => stampOf(file),
});

const ofConfiguredFile = (file: string): KeySource => {
  // Never made up: what is there was sealed under another.
  if (!existsSync(file)) throw new ConfigError(`The file of setting master_key_file does not exist: ${file}.`);
  return ofFile(file);
};

const ofOwnFile = (file: string): KeySource => {
  if (!existsSync(file)) createKeyFile(file);
  return { ...ofFile(file), replace: keys => replaceKeyFile(file, keys) };
};

const whyCommandFailed = (
  error: NodeJS.ErrnoException & { status?: number | null; signal?: string | null },
): string => {
  if (error.code === 'ETIMEDOUT') return `took longer than ${commandTime / 1000} seconds`;
  if (error.code === 'ENOBUFS') return `wrote more than ${commandOutput} bytes`;
  if (typeof error.code === 'string') return `could not be started (${error.code})`;
  return error.signal === null ? `ended with exit code ${error.status}` : `was ended by ${error.signal}`;
};

/** The command's output is the key: neither it nor the error that holds it is shown. */
const ofCommand = ([program = '', ...args]: readonly string[]): KeySource => {
  const name = 'the command of setting master_key_command';
  const run = (): string => {
    try {
      // Waited for: nothing can be opened before it ends, and it runs at the start and once for a key that is not known.
      return execFileSync(program, args, {
        encoding: 'utf8',
        timeout: commandTime,
        killSignal: 'SIGKILL',
        maxBuffer: commandOutput,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      throw new ConfigError(`Setting master_key_command: ${program} ${whyCommandFailed(error as Error)}.`);
    }
  };
  return { name, read: () => parseKeys(run(), name) };
};

/**
 * Finds where the workspace's master keys come from: the environment variable `BOATHOUSE_MASTER_KEY`, or the configured
 * file or command, or `<data>/master.key`, which is made when it is not there.
 *
 * @throws ConfigError when the configured file is missing
 */
export const findKeySource = (
  config: Pick<Config, 'data' | 'master_key_file' | 'master_key_command'>,
  environment: NodeJS.ProcessEnv,
): KeySource => {
  const fromEnvironment = environment['BOATHOUSE_MASTER_KEY'];
  if (fromEnvironment !== undefined) {
    const name = 'BOATHOUSE_MASTER_KEY';
    return { name, read: () => parseKeys(fromEnvironment, name), onlyAtStart: true };
  }
  if (config.master_key_file !== undefined) return ofConfiguredFile(config.master_key_file);
  if (config.master_key_command !== undefined) return ofCommand(config.master_key_command);
  return ofOwnFile(join(config.data, 'master.key'));
};
