import { type Environment, parseConfigFile, readConfigText } from '@boathouse/sdk';

/** The profiles of the configuration file; none when there is no file, or one that cannot be read. */
export const profileNames = (env: Environment): readonly string[] => {
  try {
    const { path, text = '' } = readConfigText(env['DATABRICKS_CONFIG_FILE'] || undefined);
    return [...parseConfigFile(text, path).keys()].filter(name => name !== '__settings__');
  } catch {
    // An error in the middle of a line that somebody types would only be in the way.
    return [];
  }
};
