import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../interop/run-command.ts';
import { cacheFolder } from './cache.ts';

/** Milliseconds. */
const patience = 600_000;

/** Lies in an environment that is complete; one without it was interrupted. */
const completeMark = 'complete';

const run = async (program: string, args: readonly string[]): Promise<void> => {
  const options = { env: process.env, signal: AbortSignal.timeout(patience), show: false };
  const { code, output } = await runCommand(program, args, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`There is no \`${program}\` on this machine. Install Python 3.11 or newer with its venv module.`);
  });
  if (code !== 0) throw new Error(`\`${program} ${args.join(' ')}\` failed:\n${output.trim()}`);
};

/**
 * Gives the Python of a virtual environment with some packages, which it makes the first time.
 *
 * @param requirements path of a file for pip with exact versions
 * @returns the path of the interpreter
 * @throws Error with what to install, when Python is missing; with pip's output, when installing fails
 */
export const pythonWith = async (requirements: string): Promise<string> => {
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder('python'), key);
  const interpreter = join(folder, 'bin', 'python');
  if (existsSync(join(folder, completeMark))) return interpreter;
  rmSync(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', folder]);
  await run(interpreter, ['-m', 'pip', 'install', '--quiet', '--no-input', '--requirement', requirements]);
  writeFileSync(join(folder, completeMark), '');
  return interpreter;
};
