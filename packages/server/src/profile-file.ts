import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'databrickscfg';
const draftPattern = /^databrickscfg\.[0-9a-f-]+$/;

const write = (file: string, text: string): void => writeFileSync(file, text, { mode: 0o600, flush: true });

/** A profile that was written and is not in its place yet. */
export interface ProfileDraft {
  /** Puts it in its place. */
  publish(): void;
  remove(): void;
}

/**
 * Writes the administrator's configuration profile, beside the place where it will be. It comes before the database knows
 * the token, so that a crash in between loses none.
 *
 * @param id sets it apart from the draft of another replica in the same folder
 */
export const draftProfile = (dataFolder: string, id: string, token: string): ProfileDraft => {
  const draft = join(dataFolder, `${fileName}.${id}`);
  write(draft, `[DEFAULT]\nhost = \ntoken = ${token}\n`);
  return {
    publish: () => renameSync(draft, join(dataFolder, fileName)),
    remove: () => rmSync(draft, { force: true }),
  };
};

/**
 * Puts the draft in its place that a crash left behind, if there is one.
 *
 * @param isKnown whether the database knows a token
 */
export const adoptDraft = async (dataFolder: string, isKnown: (token: string) => Promise<boolean>): Promise<void> => {
  if (existsSync(join(dataFolder, fileName))) return;
  for (const name of readdirSync(dataFolder).filter(file => draftPattern.test(file))) {
    const draft = join(dataFolder, name);
    const [, token = ''] = /^token = (\S+)$/m.exec(readFileSync(draft, 'utf8')) ?? [];
    if (await isKnown(token)) renameSync(draft, join(dataFolder, fileName));
  }
};

/** Tells the profile, `<data>/databrickscfg`, where the workspace listens now. Does nothing when it is not there. */
export const setProfileHost = (dataFolder: string, host: string): void => {
  const file = join(dataFolder, fileName);
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/^host =.*$/m, `host = ${host}`);
  if (changed === text) return;
  const next = `${file}.next`;
  write(next, changed);
  renameSync(next, file);
};
