import { parseConfigFile } from '@boathouse/sdk';

/**
 * The text of a configuration file in which a profile has the given settings. Comments, other profiles, and the profile's
 * other settings stay as they are.
 *
 * @param text the file as it is; empty for a new one
 * @param path what it is called in errors
 * @throws ConfigError when it is broken: what cannot be read is not written over
 */
export const withProfile = (
  text: string,
  path: string,
  profile: string,
  settings: Readonly<Record<string, string>>,
): string => {
  parseConfigFile(text, path);
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const head = lines.findIndex(line => sectionOf(line) === profile);
  const added = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  if (head === -1) return joined([...lines, ...(lines.length === 0 ? [] : ['']), `[${profile}]`, ...added]);
  let section: string | undefined;
  const kept = lines.map(line => {
    section = sectionOf(line) ?? section;
    return section !== profile || !(keyOf(line) in settings);
  });
  // The profile may be continued further down, and there the last word counts: what is set leaves every part of it.
  return joined(lines.flatMap((line, index) => (index === head ? [line, ...added] : kept[index] ? [line] : [])));
};

const joined = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

const sectionOf = (line: string): string | undefined => /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1]?.trim();

const keyOf = (line: string): string => /^\s*([^#;=:\s][^=:]*?)\s*[=:]/.exec(line)?.[1]?.toLowerCase() ?? '';
