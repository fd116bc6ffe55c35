import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, removeOthers } from './cache.ts';
import { runCommand } from './run-command.ts';
import type { ClientShard } from './shards.ts';

/** Lies in an environment that is complete; one without it was interrupted. */
const completeMark = 'complete';

const python = async (program: string, args: readonly string[], signal: AbortSignal): Promise<string> => {
  const { code, output } = await runCommand(program, args, { env: process.env, signal, show: false });
  if (code !== 0) throw new Error(`\`${program} ${args.join(' ')}\` failed:\n${output.trim()}`);
  return output.trim();
};

const pythonVersion = async (signal: AbortSignal): Promise<string> => {
  try {
    return await python('python3', ['--version'], signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(
      'There is no `python3` on this machine. Install Python 3.11 or newer with its venv module (Debian: apt-get install python3-venv).',
    );
  }
};

const make = async (folder: string, requirements: string, signal: AbortSignal): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cacheFolder, { recursive: true });
  await python('python3', ['-m', 'venv', folder], signal);
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '-r', requirements];
  await python(join(folder, 'bin', 'python'), install, signal);
  writeFileSync(join(folder, completeMark), '');
};

/**
 * Gives the Python of a virtual environment that holds what a shard requires; makes it when there is none yet.
 *
 * @param today the date; floating requirements are installed again when it changes
 * @returns the path of the interpreter
 * @throws Error with what to install, when Python is missing; with pip's output, when installing fails
 */
export const ensurePython = async (shard: ClientShard, today: string, signal: AbortSignal): Promise<string> => {
  const version = await pythonVersion(signal);
  const requirements = fileURLToPath(new URL(`${shard.folder}/${shard.requirements}`, import.meta.url));
  const key = createHash('sha256')
    .update(JSON.stringify([version, readFileSync(requirements, 'utf8'), shard.floating ? today : '']))
    .digest('hex')
    .slice(0, 12);
  const name = `${shard.environment}-${key}`;
  const folder = join(cacheFolder, name);
  if (!existsSync(join(folder, completeMark))) await make(folder, requirements, signal);
  removeOthers(new RegExp(`^${shard.environment}-[0-9a-f]{12}$`), name);
  return join(folder, 'bin', 'python');
};
