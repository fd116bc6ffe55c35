import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, removeOthers } from './cache.ts';
import { runCommand } from './run-command.ts';

/** A program of ours around a client that its makers publish as a crate. */
export interface RustProgram {
  /** What the program is called on the command line. */
  readonly name: string;
  /** Its folder beside this file, with `Cargo.lock`, which has the version and the checksum of every crate. */
  readonly folder: string;
  /** Crates whose versions are printed. */
  readonly crates: readonly string[];
}

const read = ({ folder }: RustProgram, file: string): string =>
  readFileSync(new URL(`${folder}/${file}`, import.meta.url), 'utf8');

/** The crates whose versions are printed, each with its version. */
export const cratesOf = (program: RustProgram): readonly string[] => {
  const lock = read(program, 'Cargo.lock');
  return program.crates.map(
    name => `${name} ${new RegExp(`^name = "${name}"\nversion = "(.*)"$`, 'm').exec(lock)?.[1]}`,
  );
};

const cargo = async (folder: string, target: string, signal: AbortSignal): Promise<void> => {
  const args = ['build', '--locked', '--quiet', '--target-dir', target];
  const options = { cwd: folder, env: process.env, signal, show: false };
  const { code, output } = await runCommand('cargo', args, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('There is no `cargo` on this machine. Install Rust (https://rustup.rs).');
  });
  if (code !== 0) throw new Error(`\`cargo ${args.join(' ')}\` failed:\n${output.trim()}`);
};

const build = async (program: RustProgram, source: string, folder: string, signal: AbortSignal): Promise<void> => {
  // What lies there in the end is gigabytes, and of no use. Unoptimized, it is built sooner than anything could run faster.
  const target = mkdtempSync(join(tmpdir(), 'boathouse-rust-'));
  const partial = `${folder}.partial`;
  try {
    await cargo(source, target, signal);
    cpSync(join(target, 'debug', program.name), join(partial, program.name));
    // Only a program that is complete has the name that is looked for.
    renameSync(partial, folder);
  } finally {
    for (const left of [target, partial]) rmSync(left, { recursive: true, force: true });
  }
};

/**
 * Gives the folder that holds a program; builds it when it is not there yet, which takes minutes.
 *
 * @returns the folder, to be put into `PATH`
 * @throws Error with what to install, when Rust is missing; with Cargo's output, when building fails
 */
export const ensureRustProgram = async (program: RustProgram, signal: AbortSignal): Promise<string> => {
  const source = fileURLToPath(new URL(program.folder, import.meta.url));
  const texts = ['Cargo.toml', 'Cargo.lock', 'src/main.rs'].map(file => read(program, file));
  const key = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);
  const name = `${program.name}-${key}`;
  const folder = join(cacheFolder, name);
  if (!existsSync(folder)) await build(program, source, folder, signal);
  removeOthers(new RegExp(`^${program.name}-[0-9a-f]{12}$`), name);
  return folder;
};
