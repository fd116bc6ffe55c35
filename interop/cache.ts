import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where shards keep what they install and build. It may be deleted at any time. */
export const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/boathouse-interop/', import.meta.url));

/**
 * Removes what was kept for older requirements or versions.
 *
 * @param pattern the names of all that this one replaces, its own included
 * @param kept the name of the one that stays
 */
export const removeOthers = (pattern: RegExp, kept: string): void => {
  for (const name of readdirSync(cacheFolder).filter(entry => pattern.test(entry) && entry !== kept)) {
    rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
};
