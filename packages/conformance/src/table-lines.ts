import type { Reply } from './exchange.ts';
import { ensure } from './finding.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A line of an answer: its one key, and what stands there. */
export interface TableLine {
  readonly kind: string;
  readonly fields: Fields;
  /** The line as it came. */
  readonly text: string;
}

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON of an object, or a finding that says what it was instead. */
export const parseObject = (text: string, what: string): Fields => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    ensure(false, `${what} is not JSON: ${JSON.stringify(text.slice(0, 80))}`);
  }
  ensure(isObject(value), `${what} is not a JSON object.`);
  return value;
};

/**
 * Reads NDJSON as strictly as the Python client does: it fails at a blank line, and at whatever is no JSON object.
 *
 * @throws Finding
 */
export const readLines = (reply: Reply): readonly TableLine[] => {
  ensure(reply.status === 200, `The answer has status ${reply.status} instead of 200.`);
  const texts = reply.text.split('\n');
  if (texts.at(-1) === '') texts.pop();
  return texts.map((text, index) => {
    ensure(text.trim() !== '', `Line ${index + 1} is blank.`);
    const line = parseObject(text, `Line ${index + 1}`);
    const [kind = '', ...others] = Object.keys(line);
    ensure(others.length === 0 && kind !== '', `Line ${index + 1} has the keys ${Object.keys(line)} instead of one.`);
    const fields = line[kind];
    ensure(isObject(fields), `Line ${index + 1} holds no object under ${kind}.`);
    return { kind, fields, text };
  });
};

/** The lines after protocol and metaData, but for `endStreamAction`. */
export const fileLines = (lines: readonly TableLine[]): readonly TableLine[] =>
  lines.slice(2).filter(({ kind }) => kind !== 'endStreamAction');

/** The ids of the files that an answer lists. */
export const idsOf = (lines: readonly TableLine[]): readonly string[] =>
  fileLines(lines).map(({ fields }) => String(fields['id']));

/** The `endStreamAction` of an answer, if it has one. */
export const endOf = (lines: readonly TableLine[]): Fields | undefined =>
  lines.find(({ kind }) => kind === 'endStreamAction')?.fields;
