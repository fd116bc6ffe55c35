import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Gives the jars that a variable of the environment names.
 *
 * @param variable its name; its value is paths, separated by commas
 * @param content what the jars must hold, for the message
 * @returns the absolute paths, separated by commas, as Spark takes them
 * @throws Error with what to set, when nothing is named or what is named does not exist
 */
export const requireJars = (variable: string, content: string): string => {
  const paths = (process.env[variable] ?? '').split(',').filter(path => path.trim() !== '');
  if (paths.length === 0) throw new Error(`Set ${variable} to the paths of jars, separated by commas: ${content}.`);
  const jars = paths.map(path => resolve(path.trim()));
  const missing = jars.find(path => !existsSync(path));
  if (missing !== undefined) throw new Error(`${variable} names ${missing}, which does not exist.`);
  return jars.join(',');
};
