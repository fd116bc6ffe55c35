import type { Operation } from '@boathouse/contract';
import type { Command } from 'commander';
import { UsageError } from '../failures.ts';
import { globalsOf } from '../globals.ts';
import { columnsOf } from '../output/columns.ts';
import { writeItems } from '../output/write-items.ts';
import { writeObject } from '../output/write-object.ts';
import { signIn } from '../sign-in.ts';
import type { Surroundings } from '../surroundings.ts';
import { callOperation } from './call-operation.ts';
import { readJsonArgument } from './json-argument.ts';
import type { FieldOption } from './options.ts';
import type { Positional } from './positionals.ts';
import { requestOf } from './request.ts';

/** An operation with its two names. */
export interface NamedOperation {
  readonly service: string;
  readonly name: string;
  readonly operation: Operation;
}

type Options = Readonly<Record<string, unknown>>;

/** Where an operation's fields stand on the command line. */
export interface Shape {
  readonly positionals: readonly Positional[];
  readonly fieldOptions: readonly FieldOption[];
}

/**
 * Calls the operation that a parsed command is for, and writes its answer.
 *
 * @throws UsageError before anything is sent, for a command that is not right; LoginError; what the SDK throws
 */
export const runOperation = async (
  named: NamedOperation,
  command: Command,
  shape: Shape,
  surroundings: Surroundings,
): Promise<void> => {
  const { operation } = named;
  const options = command.opts<Options>();
  const json = typeof options['json'] === 'string' ? await readJsonArgument(options['json'], surroundings) : {};
  const words = command.processedArgs as readonly (string | undefined)[];
  const { request, unknown } = withUsage(command, () =>
    requestOf(operation, shape.positionals, { words, flags: flagsOf(shape, options), json }),
  );
  for (const field of unknown) surroundings.stderr.write(`Warning: the operation has no field "${field}".\n`);
  const globals = globalsOf(command, surroundings);
  const client = signIn(globals, surroundings, operation);
  const answer = await callOperation(client, named, request, surroundings.signal);
  if (answer.kind === 'object') return writeObject(answer.value, globals.output, surroundings.stdout);
  const columns = columnsOf(`${named.service}.${named.name}`, operation);
  const limit = shape.fieldOptions.some(({ field }) => field === 'limit') ? undefined : options['limit'];
  const items = typeof limit === 'number' ? take(answer.items, limit) : answer.items;
  return writeItems(items, columns, globals.output, surroundings.stdout);
};

/** The fields that were given by flags. */
const flagsOf = ({ fieldOptions }: Shape, options: Options): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    fieldOptions.flatMap(({ field, option }) => {
      const value = options[option.attributeName()];
      return value === undefined ? [] : [[field, value]];
    }),
  );

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
