import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';

const decode = (text: string, source: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) {
    throw new ConfigError(
      `The master key in ${source} must be 32 bytes in base64 (make one: openssl rand -base64 32).`,
    );
  }
  return key;
};

/** Makes the key file whole or not at all: it is written under another name and linked into place. */
const createKeyFile = (file: string): void => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was first: its key counts.
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(draft);
  }
};

/**
 * Finds the workspace's master key: the environment variable `BOATHOUSE_MASTER_KEY`, or the configured file, or
 * `<data>/master.key`, which is made when it is not there.
 *
 * @throws ConfigError when the configured file is missing or does not hold 32 bytes in base64
 */
export const readMasterKey = (
  dataFolder: string,
  configuredFile: string | undefined,
  environment: NodeJS.ProcessEnv,
): Buffer => {
  const fromEnvironment = environment['BOATHOUSE_MASTER_KEY'];
  if (fromEnvironment !== undefined) return decode(fromEnvironment, 'BOATHOUSE_MASTER_KEY');
  if (configuredFile !== undefined) {
    // Never made up: what is there was sealed under another.
    if (!existsSync(configuredFile))
      throw new ConfigError(`The file of setting master_key_file does not exist: ${configuredFile}.`);
    return decode(readFileSync(configuredFile, 'utf8'), configuredFile);
  }
  const file = join(dataFolder, 'master.key');
  if (!existsSync(file)) createKeyFile(file);
  return decode(readFileSync(file, 'utf8'), file);
};
