import type { Command } from 'commander';
import { tailCommand } from '../audit/tail-command.ts';
import { verifyCommand } from '../audit/verify-command.ts';
import type { Surroundings } from '../surroundings.ts';

/** Commands that are made by hand, in place of that of an operation, by `service.operation`. */
export const handMade: Readonly<Record<string, (surroundings: Surroundings) => Command>> = {
  'audit.follow': tailCommand,
  'audit.verify': verifyCommand,
};
