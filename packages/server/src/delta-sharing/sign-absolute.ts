import { signLocalUrl } from '../storage/local-urls.ts';
import { isAbsolutePath } from '../storage/object-path.ts';
import type { SignOptions, TableStore } from '../storage/object-store.ts';
import type { AbsoluteFiles, LocatedFile } from './absolute-paths.ts';

/** The paths of each store, with the places that their URLs have in the whole. */
const byStore = (
  files: readonly LocatedFile[],
): Map<TableStore, { readonly path: string; readonly place: number }[]> => {
  const groups = new Map<TableStore, { readonly path: string; readonly place: number }[]>();
  files.forEach(({ store, path }, place) => {
    const group = groups.get(store);
    if (group === undefined) groups.set(store, [{ path, place }]);
    else group.push({ path, place });
  });
  return groups;
};

/** Unlike other paths of local URLs, a URI says by itself which folder it is below. */
const signUri = (path: string, options: SignOptions): string =>
  options.publicUrl + signLocalUrl({ ...options, path }, options.signingKey);

/**
 * Signs the files of a table of which some are named by URIs.
 *
 * A file in a folder of the server gets a URL that says its URI: whoever serves it asks again whether it may be read.
 *
 * @returns as `sign` of a store does
 */
export const signAbsolute = async (
  paths: readonly string[],
  locate: AbsoluteFiles,
  { store, options }: { readonly store: TableStore; readonly options: SignOptions },
): Promise<readonly string[]> => {
  const files: LocatedFile[] = [];
  for (const path of paths) files.push(isAbsolutePath(path) ? await locate(path) : { store, path, isOwn: true });
  const urls: string[] = [];
  for (const [holder, group] of byStore(files)) {
    const isServed = holder.kind === 'local' && holder !== store;
    const signed = isServed
      ? group.map(({ place }) => signUri(paths[place] ?? '', options))
      : await holder.sign(
          group.map(({ path }) => path),
          options,
        );
    group.forEach(({ place }, index) => {
      urls[place] = signed[index] ?? '';
    });
  }
  return urls;
};
