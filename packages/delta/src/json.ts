import { DeltaError } from './errors.ts';

/** A JSON object from a log, of which nothing is known yet, and what to call it in messages. */
export interface Action {
  readonly fields: Readonly<Record<string, unknown>>;
  /** For messages: "The metaData action of version 7". */
  readonly label: string;
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses the JSON object of one action. Throws DeltaError CORRUPT_LOG. */
export function parseAction(text: string, label: string): Action {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DeltaError('CORRUPT_LOG', `${label} is not valid JSON`, { cause: error });
  }
  if (!isRecord(value)) throw new DeltaError('CORRUPT_LOG', `${label} is not a JSON object`);
  return { fields: value, label };
}

/** The complaint that a field is not what the protocol says. */
export function wrongField(action: Action, name: string, expected: string): DeltaError {
  return new DeltaError('CORRUPT_LOG', `${action.label}: ${name} is not ${expected}`);
}

/** A field that must be text. */
export function stringField(action: Action, name: string): string {
  const value = action.fields[name];
  if (typeof value !== 'string') throw wrongField(action, name, 'a string');
  return value;
}

/** A field that may be text, `null` or absent. */
export function optionalString(action: Action, name: string): string | undefined {
  const value = action.fields[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw wrongField(action, name, 'a string');
  return value;
}

/** A field that must be a whole number that JavaScript holds exactly. */
export function integerField(action: Action, name: string): number {
  const value = action.fields[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongField(action, name, 'a whole number');
  return value;
}

/** A field that is a list of texts, `null` or absent. */
export function stringList(action: Action, name: string): readonly string[] | undefined {
  const value = action.fields[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(item => typeof item === 'string')) {
    throw wrongField(action, name, 'a list of strings');
  }
  return value;
}

/** A field that is an object of texts; `null` and absent are the empty one, a `null` value is left out. */
export function stringMap(action: Action, name: string): Readonly<Record<string, string>> {
  const value = action.fields[name] ?? {};
  if (!isRecord(value)) throw wrongField(action, name, 'an object of strings');
  const entries: [string, string][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'string') entries.push([key, item]);
    else if (item !== null) throw wrongField(action, name, 'an object of strings');
  }
  return Object.fromEntries(entries);
}
