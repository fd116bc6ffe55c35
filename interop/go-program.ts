import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, removeOthers } from './cache.ts';
import { runCommand } from './run-command.ts';

/** A program that its makers publish as a Go module. */
export interface GoProgram {
  /** What the program is called on the command line. */
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** The checksum of the module, as Go's checksum database has it. */
  readonly sum: string;
  /** The folder of the program in the module. */
  readonly main: string;
}

const go = async (folder: string, args: readonly string[], signal: AbortSignal): Promise<string> => {
  // Without cgo the program does not depend on what C libraries this machine has.
  const options = { cwd: folder, env: { ...process.env, CGO_ENABLED: '0' }, signal, show: false };
  const { code, output } = await runCommand('go', args, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('There is no `go` on this machine. Install Go 1.26 or newer (https://go.dev/dl).');
  });
  if (code !== 0) throw new Error(`\`go ${args.join(' ')}\` failed:\n${output.trim()}`);
  return output;
};

/** Downloads a module, which Go checks against its checksum database, and gives the folder that holds it. */
const download = async ({ module, version, sum }: GoProgram, scratch: string, signal: AbortSignal): Promise<string> => {
  const described = await go(scratch, ['mod', 'download', '-json', `${module}@${version}`], signal);
  const { Dir, Sum } = JSON.parse(described) as { readonly Dir: string; readonly Sum: string };
  if (Sum !== sum) throw new Error(`The checksum of ${module} ${version} is ${Sum}, where ${sum} is expected.`);
  return Dir;
};

/**
 * Builds in the module's own folder, as its makers do: `go install` refuses a module that replaces dependencies.
 * Go checks every dependency against the go.sum in it.
 */
const build = async (program: GoProgram, folder: string, signal: AbortSignal): Promise<void> => {
  // Not below a module of somebody else's, whose settings would count.
  const scratch = mkdtempSync(join(tmpdir(), 'boathouse-go-'));
  const partial = `${folder}.partial`;
  try {
    const source = await download(program, scratch, signal);
    const flags = ['-trimpath', '-buildvcs=false', '-ldflags=-s -w'];
    await go(source, ['build', ...flags, '-o', join(partial, program.name), program.main], signal);
    // Only a program that is complete has the name that is looked for.
    renameSync(partial, folder);
  } finally {
    for (const left of [scratch, partial]) rmSync(left, { recursive: true, force: true });
  }
};

/**
 * Gives the folder that holds a program; builds it when it is not there yet, which takes minutes.
 *
 * @returns the folder, to be put into `PATH`
 * @throws Error with what to install, when Go is missing; with Go's output, when building fails; with both checksums,
 *   when the module is not the one that is expected
 */
export const ensureGoProgram = async (program: GoProgram, signal: AbortSignal): Promise<string> => {
  const name = `${program.name}-${program.version}`;
  const folder = join(cacheFolder, name);
  if (!existsSync(folder)) await build(program, folder, signal);
  removeOthers(new RegExp(`^${program.name}-v[0-9.]+$`), name);
  return folder;
};
