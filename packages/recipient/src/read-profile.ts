import { ProfileError } from './errors.ts';
import { type Profile, parseProfile } from './profile.ts';

/**
 * Reads a profile from wherever it is.
 *
 * @param source the path of a profile file, the JSON text of one (it begins with `{`), or the object in it
 * @param now what `expirationTime` is compared with
 * @throws {ProfileError} as `parseProfile`, or `UNREADABLE` for a file that cannot be read
 */
export async function readProfile(source: string | object, now?: Date): Promise<Profile> {
  if (typeof source !== 'string' || source.trimStart().startsWith('{')) return parseProfile(source, now);
  return parseProfile(await readText(source), now);
}

async function readText(path: string): Promise<string> {
  // Imported here alone, so that everything else of this package also runs in a browser.
  const { readFile } = await import('node:fs/promises');
  try {
    const text = await readFile(path, 'utf8');
    return text.replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    // What is no path may be a mangled profile, and that would show its token.
    const name = /["\n]/.test(path) ? '' : ` ${path}`;
    throw new ProfileError('UNREADABLE', `The profile file${name} cannot be read (${code}).`);
  }
}
