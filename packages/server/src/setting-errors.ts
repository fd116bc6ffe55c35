import { ConfigError } from './config.ts';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Does what a setting asks for, and names the setting when it cannot be done.
 *
 * @param setting its name
 * @param what what was tried, in words that hold no secret
 * @throws ConfigError
 */
export const usingSetting = async <T>(setting: string, what: string, use: () => T | Promise<T>): Promise<T> => {
  try {
    return await use();
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`Setting ${setting}: ${what}: ${reasonOf(cause)}`, { cause });
  }
};
