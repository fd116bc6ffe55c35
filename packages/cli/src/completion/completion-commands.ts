import { Argument, Command } from 'commander';
import { writeText } from '../output/write-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { candidates } from './candidates.ts';
import { profileNames } from './profile-names.ts';
import { scripts, shells } from './scripts.ts';

/** `boathouse completion SHELL`: the script that makes a shell complete commands, flags and their values. */
export const completionCommand = ({ stdout }: Surroundings): Command =>
  new Command('completion')
    .summary('print a script for completion')
    .description(
      'Prints the script that makes a shell complete commands, flags and profiles. For bash: ' +
        'source <(boathouse completion bash); for zsh: source <(boathouse completion zsh); for fish: ' +
        'boathouse completion fish | source.',
    )
    .addArgument(new Argument('<SHELL>', 'the shell').choices(shells))
    .action((shell: (typeof shells)[number]) => writeText(stdout, scripts[shell]));

/** What the scripts call: the words of the command line so far, of which the last one is to be completed. */
export const completeCommand = (program: Command, { env, stdout }: Surroundings): Command =>
  new Command('__complete')
    .argument('[WORDS...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      const found = candidates(program, words, { profiles: () => profileNames(env) });
      await writeText(stdout, found.map(candidate => `${candidate}\n`).join(''));
    });
