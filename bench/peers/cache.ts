import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../node_modules/.cache/boathouse-bench/', import.meta.url));

/** A folder for what benchmarks make once and use again: tables, class paths. It is there when this returns. */
export const cacheFolder = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
};
