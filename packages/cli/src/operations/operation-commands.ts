import { type Operation, type Service, schemaOf, services } from '@boathouse/contract';
import { Argument, Command, Option, type ParseOptionsResult } from 'commander';
import { toKebab, toTitle } from '../names.ts';
import type { Surroundings } from '../surroundings.ts';
import { handMade } from './hand-made.ts';
import { type FieldOption, optionsOf, parseWord, withValues } from './options.ts';
import { type Positional, placeholder, positionalsOf } from './positionals.ts';
import { type NamedOperation, runOperation } from './run-operation.ts';

/** Verbs that Databricks' command line knows beside those of the operations. */
const aliases: Readonly<Record<string, string>> = { 'shares.listShares': 'list' };

/** One command for each service that has methods in the SDK, with one for each of its operations. */
export const operationCommands = (surroundings: Surroundings): readonly Command[] =>
  Object.values(services)
    // Recipients speak that protocol with their own credential: `boathouse recipient`.
    .filter(({ name }) => name !== 'deltaSharing')
    .map((service: Service) => {
      const noun = new Command(toKebab(service.name)).description(service.description).helpGroup(groupOf(service));
      for (const [name, operation] of Object.entries(service.operations)) {
        const byHand = handMade[`${service.name}.${name}`];
        noun.addCommand(
          byHand === undefined
            ? operationCommand({ service: service.name, name, operation }, surroundings)
            : byHand(surroundings),
        );
      }
      return noun;
    });

const groupOf = ({ domain }: Service): string => `${toTitle(domain)}:`;

/** Understands `--flag=true` and `--flag=false` for flags that take no value. */
class OperationCommand extends Command {
  override parseOptions(args: string[]): ParseOptionsResult {
    const isTruth = (flag: string) => this.options.some(option => option.long === flag && option.isBoolean());
    const plain = args.map(word => {
      const [, flag = '', value] = /^--([a-z-]+)=(true|false)$/.exec(word) ?? [];
      return isTruth(`--${flag}`) ? `--${value === 'true' ? '' : 'no-'}${flag}` : word;
    });
    return super.parseOptions(plain);
  }
}

const operationCommand = (named: NamedOperation, surroundings: Surroundings): Command => {
  const { service, name, operation } = named;
  const key = `${service}.${name}`;
  const positionals = positionalsOf(key, operation);
  const fieldOptions = optionsOf(
    operation,
    positionals.map(({ field }) => field),
  );
  const command = new OperationCommand(toKebab(name)).summary(operation.summary).description(textOf(operation));
  const alias = aliases[key];
  if (alias !== undefined) command.alias(alias);
  for (const positional of positionals) command.addArgument(argumentOf(positional, operation));
  for (const { option } of fieldOptions) command.addOption(option);
  if (takesJson(operation))
    command.addOption(new Option('--json <object>', 'fields as JSON, @FILE, or @- for standard input'));
  const limit = limitOption(operation, fieldOptions);
  if (limit !== undefined) command.addOption(limit);
  command.usage([...positionals.map(usageOf), '[flags]'].join(' '));
  return command.action(() => runOperation(named, command, { positionals, fieldOptions }, surroundings));
};

const textOf = ({ summary, description }: Operation): string =>
  `${summary}.${description === undefined ? '' : ` ${description}`}`;

const argumentOf = ({ field }: Positional, { request }: Operation): Argument => {
  const schema = schemaOf(request).properties?.[field];
  // Optional for the parser: the field may come by `--json`, and `requestOf` knows which are missing.
  return withValues(new Argument(`[${placeholder(field)}]`, schema?.description ?? ''), schema ?? {});
};

const usageOf = ({ field, required }: Positional): string =>
  required ? placeholder(field) : `[${placeholder(field)}]`;

const takesJson = ({ request }: Operation): boolean => Object.keys(schemaOf(request).properties ?? {}).length > 0;

/** Lists end by themselves; `--limit` ends them earlier, unless the operation has such a field of its own. */
const limitOption = ({ paging }: Operation, fieldOptions: readonly FieldOption[]): Option | undefined => {
  if (paging === undefined || fieldOptions.some(({ option }) => option.long === '--limit')) return undefined;
  return new Option('--limit <number>', 'the most items to answer').argParser(word =>
    parseWord('--limit', { type: 'integer' }, word),
  );
};
