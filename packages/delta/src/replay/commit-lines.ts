import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DeltaError } from '../errors.ts';
import { isRecord } from '../json.ts';

/** Bytes. DuckDB's own limit for a line. */
const maxLine = 16 * 1024 * 1024;

/**
 * Finds what is wrong with files of one action a line that could not be loaded, by reading them line by line. Slow, and
 * only for messages.
 *
 * @param log absolute path of the directory that holds the files
 * @param kind what the files are, for the message
 * @returns the first problem, or `undefined` if this reader sees none
 */
export async function explainLines(
  log: string,
  names: readonly string[],
  kind: 'commit' | 'checkpoint',
): Promise<DeltaError | undefined> {
  for (const name of names) {
    let lines = 0;
    let actions = 0;
    for await (const line of readLines(join(log, name))) {
      lines++;
      if (line === undefined) return new DeltaError('TOO_LARGE', `Line ${lines} of the ${kind} ${name} is over 16 MiB`);
      if (line.trim() === '') continue;
      actions++;
      const problem = lineProblem(line);
      if (problem !== undefined)
        return new DeltaError('CORRUPT_LOG', `Line ${lines} of the ${kind} ${name} ${problem}`);
    }
    if (actions === 0) return new DeltaError('CORRUPT_LOG', `The ${kind} ${name} holds no actions`);
  }
  return undefined;
}

/**
 * The time that a commit gives itself, in milliseconds since 1970: `inCommitTimestamp` of its first action.
 *
 * @throws DeltaError CORRUPT_LOG if it is not there, though the table says that its commits have it
 */
export async function readInCommitTimestamp(file: string): Promise<number> {
  for await (const line of readLines(file)) {
    const info = line === undefined ? undefined : parseObject(line)?.['commitInfo'];
    const timestamp = isRecord(info) ? info['inCommitTimestamp'] : undefined;
    if (typeof timestamp === 'number' && Number.isSafeInteger(timestamp)) return timestamp;
    break;
  }
  const rule = 'the first action of the newest commit has none';
  throw new DeltaError('CORRUPT_LOG', `The table keeps timestamps in its commits (inCommitTimestamp), but ${rule}`);
}

/** The lines of a file; `undefined`, and then nothing more, for one that is too long. */
async function* readLines(file: string): AsyncIterable<string | undefined> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > maxLine) {
      yield undefined;
      return;
    }
  }
  if (rest !== '') yield rest;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function lineProblem(line: string): string | undefined {
  const action = parseObject(line);
  if (action === undefined) return 'is not a JSON object';
  if (isPresent(action['add']) && isPresent(action['remove'])) return 'holds two actions';
  return fileActionProblem(action, 'add') ?? fileActionProblem(action, 'remove');
}

function fileActionProblem(action: Readonly<Record<string, unknown>>, kind: 'add' | 'remove'): string | undefined {
  const file = action[kind];
  if (!isPresent(file)) return undefined;
  if (!isRecord(file)) return `holds ${article(kind)} that is not an object`;
  const wrong = (field: string, expected: string) => `holds ${article(kind)} whose ${field} is not ${expected}`;
  if (typeof file['path'] !== 'string') return wrong('path', 'a string');
  if (kind === 'add') {
    if (!isWhole(file['size'])) return wrong('size', 'a whole number');
    for (const [field, { expected, test }] of Object.entries(optionalFields)) {
      if (isPresent(file[field]) && !test(file[field])) return wrong(field, expected);
    }
  }
  const { deletionVector } = file;
  return !isPresent(deletionVector) || isDescriptor(deletionVector)
    ? undefined
    : wrong('deletionVector', 'a descriptor');
}

const isWhole = (value: unknown): boolean => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63;
const whole = { expected: 'a whole number', test: isWhole };
const text = { expected: 'a string', test: (value: unknown) => typeof value === 'string' };
const object = { expected: 'an object', test: isRecord };

/** Fields that an add action need not have. */
const optionalFields = {
  modificationTime: whole,
  dataChange: { expected: 'true or false', test: (value: unknown) => typeof value === 'boolean' },
  stats: text,
  partitionValues: object,
  tags: object,
  baseRowId: whole,
  defaultRowCommitVersion: whole,
  clusteringProvider: text,
};

/** What cannot be right of it shows when the file is still there in the end. */
function isDescriptor(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { storageType, pathOrInlineDv, offset } = value;
  return text.test(storageType) && text.test(pathOrInlineDv) && (!isPresent(offset) || isWhole(offset));
}

const article = (kind: string) => (kind === 'add' ? 'an add' : 'a remove');
const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
