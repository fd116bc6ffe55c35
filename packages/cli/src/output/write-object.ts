import type { OutputFormat } from '../globals.ts';
import type { Terminal } from '../surroundings.ts';
import { cellOf } from './cell.ts';
import { printableJson } from './printable.ts';
import { writeText } from './write-text.ts';

/**
 * Writes an answer that is one object: JSON, or a line for each field. On a terminal the values stand below each other,
 * else a tab divides them from the names. An answer without fields is written as nothing.
 */
export const writeObject = async (value: unknown, format: OutputFormat, stdout: Terminal): Promise<void> => {
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (fields.length === 0) return;
  if (format === 'json') return writeText(stdout, `${printableJson(JSON.stringify(value, null, 2))}\n`);
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(([name, field]) =>
    stdout.isTTY === true ? `${name.padEnd(width)}  ${cellOf(name, field)}` : `${name}\t${cellOf(name, field)}`,
  );
  await writeText(stdout, `${lines.map(line => line.trimEnd()).join('\n')}\n`);
};
