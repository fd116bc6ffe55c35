/** Percent-encodes a text for a URL. Stricter than encodeURIComponent, which leaves `!'()*` alone. */
export const encodeText = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

const plainPath = /^[\w.~/-]*$/;

// `%2F` in the result can only be a slash of the path: a path's own `%` has become `%25`.
const encodePath = (path: string): string => (plainPath.test(path) ? path : encodeText(path).replaceAll('%2F', '/'));

/** Most folders whose encoded form is remembered while one answer is signed. */
const mostFolders = 10_000;

/**
 * Makes a function that percent-encodes the paths of one answer, all but their slashes. The files of a partition have its
 * folder in common, and a folder `date=2026-11-22/` has to be encoded: that is done once.
 */
export const pathEncoder = (): ((path: string) => string) => {
  const folders = new Map<string, string>();
  return path => {
    const end = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, end);
    let encoded = folders.get(folder);
    if (encoded === undefined) {
      encoded = encodePath(folder);
      if (folders.size < mostFolders) folders.set(folder, encoded);
    }
    return encoded + encodePath(path.slice(end));
  };
};
