import type { Command, Option } from 'commander';

/** Values that are not in the commands themselves. */
export interface Values {
  /** The profiles of the configuration file. */
  readonly profiles: () => readonly string[];
}

/**
 * What may stand in place of the last word: verbs, flags, or the values of the flag before it. In the order of help.
 *
 * @param words behind the program's name; the last one may be empty
 */
export const candidates = (program: Command, words: readonly string[], values: Values): readonly string[] => {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const { command, given } = walk(program, before);
  const starting = (all: readonly string[]) => all.filter(word => word.startsWith(last));
  const flag = findOption(command, before.at(-1) ?? '');
  if (flag?.required === true) return starting(valuesOf(flag, values));
  if (last.startsWith('-'))
    return starting(optionsOf(command).flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])));
  const verbs = command.commands.map(verb => verb.name()).filter(name => !name.startsWith('__'));
  if (verbs.length > 0) return starting(verbs);
  return starting(command.registeredArguments[given]?.argChoices ?? []);
};

/** The command that the words lead to, and how many of its arguments are there. */
const walk = (program: Command, words: readonly string[]): { readonly command: Command; readonly given: number } => {
  let command = program;
  let given = 0;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word.startsWith('-')) {
      if (findOption(command, word)?.required === true) index += 1;
      continue;
    }
    const next = command.commands.find(child => child.name() === word || child.aliases().includes(word));
    if (next === undefined) given += 1;
    else command = next;
  }
  return { command, given };
};

/** The options of a command and of those above it. */
const optionsOf = (command: Command): readonly Option[] => [
  ...command.options,
  ...(command.parent === null ? [] : optionsOf(command.parent)),
];

const findOption = (command: Command, flag: string): Option | undefined =>
  optionsOf(command).find(({ long, short }) => flag !== '' && (flag === long || flag === short));

const valuesOf = (option: Option, { profiles }: Values): readonly string[] =>
  option.attributeName() === 'profile' ? profiles() : (option.argChoices ?? []);
