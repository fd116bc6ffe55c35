/**
 * Does what the README's tour says, word for word, in a folder of its own: so that the first thing that somebody tries is
 * tried before. The first block of commands starts the workspace; the others run beside it, in their order.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** What the commands of the tour use of the repository. */
const used = ['examples', 'node_modules', 'packages', 'tools', 'package.json'];

/** The blocks of shell commands below a heading of the README. */
const blocksOf = (heading: string): readonly string[] => {
  const [, section = ''] = readFileSync(join(repository, 'README.md'), 'utf8').split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
};

/** A free port, because the workspace of a developer may have the usual one; the profile tells which it became. */
const environment = { ...process.env, BOATHOUSE_PORT: '0', BOATHOUSE_LOG_LEVEL: 'warn' };

const startWorkspace = (commands: string, cwd: string): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `exec ${commands}`], {
      cwd,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own, so that one signal reaches npx and what it started.
      detached: true,
    });
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      if (chunk.includes('Boathouse is ready at')) resolve(child);
    });
    child.once('exit', code => reject(new Error(`The workspace ended with exit code ${code}.`)));
  });

const runShell = (commands: string, cwd: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const script = `set -euo pipefail\n${commands}`;
    const child = spawn('bash', ['-xc', script], { cwd, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });

const [start, ...steps] = blocksOf('A tour of five minutes');
if (start === undefined || steps.length < 4) throw new Error('The README has no tour any more.');
const folder = mkdtempSync(join(tmpdir(), 'boathouse-tour-'));
for (const name of used) symlinkSync(join(repository, name), join(folder, name));
writeFileSync(join(folder, 'README.md'), '');
const workspace = await startWorkspace(start, folder);
try {
  process.exitCode = await runShell(steps.join('\n'), folder);
} finally {
  workspace.removeAllListeners('exit');
  if (workspace.pid !== undefined) process.kill(-workspace.pid, 'SIGTERM');
  await new Promise(resolve => workspace.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}
