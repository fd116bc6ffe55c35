import { readdirSync, readFileSync } from 'node:fs';
import { toKebab } from '../names.ts';

/** An operation that Databricks' command line has, from the facts of the official SDK. */
export interface OfficialCommand {
  readonly noun: string;
  readonly verb: string;
  readonly method: string;
  readonly path: string;
  /** The fields that it requires, in its order. */
  readonly required: readonly { readonly name: string; readonly type: string }[];
}

interface Facts {
  readonly services: Readonly<Record<string, Readonly<Record<string, OperationFact>>>>;
  readonly client_names: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
}

interface OperationFact {
  readonly request: { readonly verb: string; readonly path: string };
  readonly params: readonly {
    readonly name: string;
    readonly type: string;
    readonly in: string;
    readonly required: boolean;
  }[];
}

const folder = new URL('../../../contract/facts/', import.meta.url);

/** Every operation of the facts as a command. Types of values that are one word are `str`. */
export const officialCommands = (): readonly OfficialCommand[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .flatMap(file => {
      const facts: Facts = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      const isEnum = (type: string) => facts.types[`${file.replace('.json', '')}.${type}`]?.enum !== undefined;
      return Object.entries(facts.services).flatMap(([service, operations]) =>
        Object.entries(operations).map(([name, { request, params }]) => ({
          noun: (facts.client_names[service] ?? '').replaceAll('_', '-'),
          verb: name.replaceAll('_', '-'),
          method: request.verb,
          path: request.path,
          required: params
            .filter(({ required }) => required)
            .map(({ name: field, type }) => ({
              name: field,
              type: isEnum(type) || type === 'FieldMask' ? 'str' : type,
            })),
        })),
      );
    });

/** Names of the contract's operations in the same form. */
export const commandName = (service: string, operation: string): string => `${toKebab(service)} ${toKebab(operation)}`;
