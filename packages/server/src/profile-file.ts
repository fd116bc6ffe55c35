import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (dataFolder: string) => join(dataFolder, 'databrickscfg');

/** Replaces the file as a whole, readable by its owner alone. */
const replace = (file: string, text: string): void => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
};

/**
 * Writes the administrator's configuration profile, `<data>/databrickscfg`, which every official client reads when
 * `DATABRICKS_CONFIG_FILE` names it.
 */
export const writeProfile = (dataFolder: string, profile: { readonly token: string }): { remove: () => void } => {
  const file = fileIn(dataFolder);
  replace(file, `[DEFAULT]\nhost = \ntoken = ${profile.token}\n`);
  return { remove: () => rmSync(file, { force: true }) };
};

/** Tells the profile where the workspace listens now. Does nothing when the file is not there. */
export const setProfileHost = (dataFolder: string, host: string): void => {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/^host =.*$/m, `host = ${host}`);
  if (changed !== text) replace(file, changed);
};
