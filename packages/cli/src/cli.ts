import { failureOf } from './failures.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs one command to its end.
 *
 * @param args what stands behind the program's name
 * @returns the exit code
 */
export const runCli = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    // What people try first, though in other places it is a flag of operations.
    const words = args[0] === '--version' ? ['version'] : [...args];
    await createProgram(surroundings).parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    const { message, exitCode, stack } = failureOf(error, surroundings.signal);
    if (message !== undefined) surroundings.stderr.write(`Error: ${stack ?? message}\n`);
    return exitCode;
  }
};
