import { parseConfigFile, readConfigText } from '../config-file.ts';
import { ConfigError } from '../errors.ts';
import {
  decisiveSettings,
  decisiveVariables,
  type Environment,
  type SettingName,
  settingOf,
  settings,
} from './settings.ts';

/** A setting and where it was found, for people: `DATABRICKS_HOST`, `profile "DEFAULT" of ~/.databrickscfg`. */
export interface FoundSetting {
  readonly value: string;
  readonly source: string;
  /** Whether the program itself gave it, which settles what the environment leaves open. */
  readonly isOption: boolean;
}

/** All settings that were found, and where they were looked for last. */
export interface FoundSettings {
  readonly found: Readonly<Partial<Record<SettingName, FoundSetting>>>;
  /** For errors about what is missing. */
  readonly lookedIn: string;
  /** The profile that was read, by its name and the path of its file. */
  readonly profile: { readonly name: string; readonly path: string } | undefined;
}

/** Where to look. */
export interface Places {
  /** By the names that the client's options have. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly env: Environment;
  readonly profile: string | undefined;
  readonly configFile: string | undefined;
}

interface Profile {
  readonly values: ReadonlyMap<string, string>;
  /** Where it was looked for. */
  readonly source: string;
  readonly profile: FoundSettings['profile'];
}

const fileLeftAlone: Profile = {
  values: new Map(),
  source: 'the configuration file, which is not read when a host or a credential is set and no profile is named',
  profile: undefined,
};

const optionOf = ({ options }: Places, name: SettingName): string | undefined => {
  const value = options[settingOf(name).option];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const variableOf = (
  { env }: Places,
  name: SettingName,
): { readonly value: string; readonly source: string } | undefined => {
  const { variable, olderVariable } = settingOf(name);
  for (const source of [variable, olderVariable]) {
    const value = source === undefined ? undefined : env[source];
    if (value !== undefined && value !== '') return { value, source: source ?? '' };
  }
  return undefined;
};

/**
 * Finds every setting in the order of the official clients: what is given, then the environment, then the profile of
 * the configuration file. The file is left alone when a host or a credential is known already and no profile is named.
 *
 * @throws {ConfigError} when a profile is named that is not there, or the file is broken
 */
export const findSettings = (places: Places): FoundSettings => {
  const { env } = places;
  const isDecided =
    decisiveSettings.some(name => optionOf(places, name) !== undefined || variableOf(places, name) !== undefined) ||
    decisiveVariables.some(variable => Boolean(env[variable]));
  const named = places.profile || env['DATABRICKS_CONFIG_PROFILE'] || undefined;
  const file = isDecided && named === undefined ? fileLeftAlone : readProfile(places, named);
  const found: Partial<Record<SettingName, FoundSetting>> = {};
  for (const name of Object.keys(settings) as SettingName[]) {
    const setting = find(places, file, name);
    if (setting !== undefined) found[name] = setting;
  }
  return { found, lookedIn: file.source, profile: file.profile };
};

const find = (places: Places, file: Profile, name: SettingName): FoundSetting | undefined => {
  const option = optionOf(places, name);
  if (option !== undefined) {
    return { value: option, source: `the option ${settingOf(name).option}`, isOption: true };
  }
  const variable = variableOf(places, name);
  if (variable !== undefined) return { ...variable, isOption: false };
  const value = file.values.get(name);
  return value === undefined || value === '' ? undefined : { value, source: file.source, isOption: false };
};

const readProfile = ({ configFile, env }: Places, named: string | undefined): Profile => {
  const { path, text } = readText(configFile || env['DATABRICKS_CONFIG_FILE'] || undefined);
  if (text === undefined) {
    if (named !== undefined) throw new ConfigError(`Profile "${named}" was asked for, and there is no file ${path}.`);
    return { values: new Map(), source: `${path}, which does not exist`, profile: undefined };
  }
  const sections = parseConfigFile(text, path);
  const name = named ?? (sections.get('__settings__')?.get('default_profile') || 'DEFAULT');
  const values = sections.get(name);
  if (values === undefined && named !== undefined) {
    const others = [...sections.keys()].filter(other => other !== '__settings__').join(', ') || 'none';
    throw new ConfigError(`${path} has no profile "${named}". Its profiles: ${others}.`);
  }
  return {
    values: values ?? new Map(),
    source: `profile "${name}" of ${path}`,
    profile: values === undefined ? undefined : { name, path },
  };
};

const readText = (configFile: string | undefined): ReturnType<typeof readConfigText> => {
  try {
    return readConfigText(configFile);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw new ConfigError(`The configuration file cannot be read: ${reason}`, { cause });
  }
};
