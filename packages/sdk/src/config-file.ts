import { ConfigError } from './errors.ts';

/** The sections of a configuration file: name → key → value. */
export type ConfigFile = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads the INI of `~/.databrickscfg`: `[section]`, `key = value`, lines that begin with `#` or `;`. Keys are in lower
 * case, a repeated section continues, and `[DEFAULT]` is a section like others.
 *
 * @param path what the file is called in errors
 * @throws {ConfigError} naming the line that is none of these, without what it holds: it may be a mangled token
 */
export const parseConfigFile = (text: string, path: string): ConfigFile => {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const name = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1]?.trim();
    if (name !== undefined && name !== '') {
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      continue;
    }
    const [, key, value] = /^\s*([^=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined || key.startsWith('[')) {
      throw new ConfigError(`${path}, line ${index + 1}: expected \`[profile]\` or \`key = value\`.`);
    }
    if (section === undefined) {
      throw new ConfigError(`${path}, line ${index + 1}: a setting stands before the first \`[profile]\`.`);
    }
    section.set(key.toLowerCase(), value);
  }
  return sections;
};

/**
 * The text of a configuration file; undefined when there is none, or no file system, as in a browser.
 *
 * @param path may begin with `~/`; `~/.databrickscfg` when undefined
 * @throws the file system's error when the file is there and cannot be read
 */
export const readConfigText = (
  path: string | undefined,
): { readonly path: string; readonly text: string | undefined } => {
  const shown = path ?? '~/.databrickscfg';
  // The console loads this package in a browser, where an import of `node:fs` would fail.
  const node = globalThis.process?.getBuiltinModule;
  if (node === undefined) return { path: shown, text: undefined };
  const { homedir } = node('node:os');
  const real = shown.replace(/^~(?=[/\\])/, () => homedir());
  try {
    return { path: real, text: node('node:fs').readFileSync(real, 'utf8') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { path: real, text: undefined };
    throw error;
  }
};
