import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedMark } from './module-text.ts';
import { type Files, sdkFolder } from './sdk-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What has to be done so that the repository holds exactly these generated files. */
export interface Difference {
  /** Files that are missing or have other text. */
  readonly outdated: readonly string[];
  /** Generated sources that nothing makes any more. */
  readonly leftOver: readonly string[];
}

/** Compares the generated files with those in the repository. */
export const compare = (files: Files): Difference => ({
  outdated: [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path),
  leftOver: globSync(`${sdkFolder}/**/*.ts`, { cwd: root }).filter(
    path => !files.has(path) && read(path)?.startsWith(generatedMark) === true,
  ),
});

/** Brings the repository in step. */
export const write = (files: Files, { outdated, leftOver }: Difference): void => {
  for (const path of outdated) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) ?? '');
  }
  for (const path of leftOver) rmSync(join(root, path));
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
};
