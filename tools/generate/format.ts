import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from './sdk-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files as Biome wants them: formatted, imports in order. Works in a folder of its own, all files at once. */
export const format = (files: Files): Files => {
  const folder = mkdtempSync(join(tmpdir(), 'generate-'));
  try {
    writeFileSync(join(folder, 'biome.json'), biomeConfiguration());
    for (const [path, text] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const biome = join(root, 'node_modules/.bin/biome');
    const args = ['check', '--write', '--linter-enabled=false', '--colors=off', '.'];
    execFileSync(biome, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    return new Map([...files.keys()].map(path => [path, readFileSync(join(folder, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The repository's rules, without what speaks of its folders and its git. */
const biomeConfiguration = (): string => {
  const { formatter, javascript }: Record<string, unknown> = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  return JSON.stringify({ root: true, formatter, javascript });
};
