import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from '../failures.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * Reads the value of `--json`: JSON itself, `@FILE`, or `@-` for standard input.
 *
 * @throws UsageError when it cannot be read, or is no object
 */
export const readJsonArgument = async (
  argument: string,
  { stdin }: Surroundings,
): Promise<Readonly<Record<string, unknown>>> => {
  const value = parse(await textOf(argument, stdin), argument);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UsageError(`--json must hold an object, such as '{"name": "sales"}'.`);
};

const textOf = async (argument: string, stdin: Surroundings['stdin']): Promise<string> => {
  if (!argument.startsWith('@')) return argument;
  const file = argument.slice(1);
  if (file === '-') return text(stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--json: ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
};

const parse = (json: string, argument: string): unknown => {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    const where = argument.startsWith('@') ? `${argument.slice(1)} does not hold JSON` : 'is not JSON';
    throw new UsageError(`--json: ${where}. Give an object, @FILE, or @- for standard input.`);
  }
};
