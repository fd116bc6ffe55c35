import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { LocationError, systemCode } from './errors.ts';
import { formatLocation, type LocalLocation } from './location.ts';

/** Whether `path` is `parent` or below it. Both are absolute, without links and without a separator at the end. */
export const isInside = (path: string, parent: string): boolean =>
  path === parent || path.startsWith(parent.endsWith(sep) ? parent : parent + sep);

// What does not exist yet is taken as it is written: a table may be registered before its first file is.
const realPathOf = (path: string): string => {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return join(realPathOf(dirname(path)), basename(path));
  }
};

/**
 * The real folder of a local table. Resolves links without waiting, a few system calls long.
 *
 * @param roots the absolute folders that tables may lie below; a folder that is missing holds nothing
 * @throws LocationError for a folder outside of all roots, or one that cannot be looked at
 */
export const resolveLocal = (location: LocalLocation, roots: readonly string[]): string => {
  const name = formatLocation(location);
  const folder = resolveOr(location.path, error => {
    throw new LocationError(name, `cannot be opened (${systemCode(error)}).`, { cause: error });
  });
  const isAllowed = roots.some(root => {
    const folderOfRoot = resolveOr(root, () => undefined);
    return folderOfRoot !== undefined && isInside(folder, folderOfRoot);
  });
  if (isAllowed) return folder;
  const allowed = roots.length === 0 ? 'There is none' : `The local roots are ${roots.join(', ')}`;
  throw new LocationError(name, `does not lie below a local root. ${allowed}; --local-root DIR adds one.`);
};

const resolveOr = <Other>(path: string, otherwise: (error: unknown) => Other): string | Other => {
  try {
    return realPathOf(path);
  } catch (error) {
    return otherwise(error);
  }
};
