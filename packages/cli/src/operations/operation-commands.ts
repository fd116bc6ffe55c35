import { type Operation, type Service, schemaOf, services } from '@boathouse/contract';
import { Argument, Command, Option, type ParseOptionsResult } from 'commander';
import { UsageError } from '../failures.ts';
import { globalsOf } from '../globals.ts';
import { toKebab, toTitle } from '../names.ts';
import { type Columns, columnsOf } from '../output/columns.ts';
import { writeItems } from '../output/write-items.ts';
import { writeObject } from '../output/write-object.ts';
import { signIn } from '../sign-in.ts';
import type { Surroundings } from '../surroundings.ts';
import { callOperation } from './call-operation.ts';
import { readJsonArgument } from './json-argument.ts';
import { type FieldOption, optionsOf, parseWord, withValues } from './options.ts';
import { type Positional, placeholder, positionalsOf } from './positionals.ts';
import { requestOf } from './request.ts';

/** Verbs that Databricks' command line knows beside those of the operations. */
const aliases: Readonly<Record<string, string>> = { 'shares.listShares': 'list' };

/** An operation with its two names. */
interface Named {
  readonly service: string;
  readonly name: string;
  readonly operation: Operation;
}

/** One command for each service that has methods in the SDK, with one for each of its operations. */
export const operationCommands = (surroundings: Surroundings): readonly Command[] =>
  Object.values(services)
    // Recipients speak that protocol with their own credential: `boathouse recipient`.
    .filter(({ name }) => name !== 'deltaSharing')
    .map((service: Service) => {
      const noun = new Command(toKebab(service.name)).description(service.description).helpGroup(groupOf(service));
      for (const [name, operation] of Object.entries(service.operations)) {
        noun.addCommand(operationCommand({ service: service.name, name, operation }, surroundings));
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

const operationCommand = (named: Named, surroundings: Surroundings): Command => {
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
  return command.action(() => run(named, command, { positionals, fieldOptions }, surroundings));
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

interface Shape {
  readonly positionals: readonly Positional[];
  readonly fieldOptions: readonly FieldOption[];
}

const run = async (named: Named, command: Command, shape: Shape, surroundings: Surroundings): Promise<void> => {
  const { operation } = named;
  const options = command.opts<Readonly<Record<string, unknown>>>();
  const flags = Object.fromEntries(
    shape.fieldOptions.flatMap(({ field, option }) => {
      const value = options[option.attributeName()];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  const json = typeof options['json'] === 'string' ? await readJsonArgument(options['json'], surroundings) : {};
  const words = command.processedArgs as readonly (string | undefined)[];
  const { request, unknown } = withUsage(command, () =>
    requestOf(operation, shape.positionals, { words, flags, json }),
  );
  for (const field of unknown) surroundings.stderr.write(`Warning: the operation has no field "${field}".\n`);
  const globals = globalsOf(command, surroundings);
  const client = signIn(globals, surroundings, operation);
  const answer = await callOperation(client, named, request, surroundings.signal);
  if (answer.kind === 'object') return writeObject(answer.value, globals.output, surroundings.stdout);
  const columns: Columns = columnsOf(`${named.service}.${named.name}`, operation);
  const limit = shape.fieldOptions.some(({ field }) => field === 'limit') ? undefined : options['limit'];
  const items = typeof limit === 'number' ? take(answer.items, limit) : answer.items;
  return writeItems(items, columns, globals.output, surroundings.stdout);
};

/** Adds to what is wrong how the command is used. */
const withUsage = <T>(command: Command, action: () => T): T => {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const name = `${command.parent?.name()} ${command.name()}`;
    throw new UsageError(`${error.message}\nUsage: boathouse ${name} ${command.usage()}`);
  }
};

async function* take<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T> {
  if (most <= 0) return;
  let left = most;
  for await (const item of items) {
    yield item;
    left -= 1;
    if (left === 0) return;
  }
}
