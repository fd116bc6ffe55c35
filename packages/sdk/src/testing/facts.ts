import { readdirSync, readFileSync } from 'node:fs';

/** What is known of an operation from the official Python SDK. */
export interface OperationFact {
  readonly request: { readonly verb: string; readonly path: string };
  readonly params: readonly ParameterFact[];
}

/** A parameter and where it travels. */
export interface ParameterFact {
  readonly name: string;
  readonly in: 'path' | 'query' | 'body' | 'whole body';
  readonly type: string;
}

interface TypeFact {
  readonly enum?: readonly string[];
  readonly fields?: Readonly<Record<string, { readonly type: string }>>;
}

/** The facts of one area of the API. */
interface Facts {
  readonly services: Readonly<Record<string, Readonly<Record<string, OperationFact>>>>;
  readonly client_names: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, TypeFact>>;
}

/** An operation under the names that it has here. */
export interface KnownOperation {
  readonly service: string;
  readonly name: string;
  readonly fact: OperationFact;
  /** A value of a type of the facts, with something in every place that can be encoded wrongly. */
  readonly sample: (type: string) => unknown;
}

const folder = new URL('../../../contract/facts/', import.meta.url);

/** Every operation that official clients know and that the facts list. */
export const knownOperations = (): readonly KnownOperation[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .flatMap(file => {
      const facts: Facts = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      const sample = (type: string) => sampleOf(facts.types, file.replace('.json', ''), type);
      return Object.entries(facts.services).flatMap(([service, operations]) =>
        Object.entries(operations).map(([name, fact]) => ({
          service: camelCase(facts.client_names[service] ?? service),
          name: camelCase(name),
          fact,
          sample,
        })),
      );
    });

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Types within types end here. */
const deepest = 2;

const sampleOf = (types: Facts['types'], area: string, type: string, depth = 0): unknown => {
  if (type === 'str' || type === 'Any') return 'a b/c?d#e&f%25=é';
  if (type === 'int') return 9_007_199_254_740_991;
  if (type === 'float') return 0.5;
  if (type === 'bool') return false;
  if (type.startsWith('List[')) {
    const item = sampleOf(types, area, type.slice('List['.length, -1), depth);
    return [item, item];
  }
  if (type.startsWith('Dict[')) return { 'a.b': 'c' };
  const { enum: values, fields = {} } = types[type.includes('.') ? type : `${area}.${type}`] ?? {};
  if (values !== undefined) return values[0];
  if (depth === deepest) return {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, sampleOf(types, area, field.type, depth + 1)]),
  );
};
