import type { audit } from '@boathouse/sdk';
import { Command } from 'commander';
import { BrokenTrailError } from '../failures.ts';
import { globalsOf } from '../globals.ts';
import { printable, printableJson } from '../output/printable.ts';
import { barOf, startStatusLine } from '../output/status-line.ts';
import { writeText } from '../output/write-text.ts';
import { signIn } from '../sign-in.ts';
import type { Surroundings } from '../surroundings.ts';

/** `boathouse audit verify`: whether the audit trail is as it was written. */
export const verifyCommand = (surroundings: Surroundings): Command => {
  const command = new Command('verify')
    .summary('verify that the audit trail is as it was written')
    .description(
      'Checks every record by the seals of the audit trail, and the seals by the heads that were anchored beside the ' +
        'database. Ends with exit code 1, and says where, when something was altered, added or removed.',
    );
  return command.action(() => run(command, surroundings));
};

/** What all pages found together. */
type Total = Omit<audit.VerifyAuditResponse, 'next_page_token'>;

const nothing: Total = {
  problems: [],
  batches: 0,
  rows: 0,
  pruned_batches: 0,
  recovered_batches: 0,
  unsealed_rows: 0,
  unsigned_batches: 0,
  heads: 0,
  total_batches: 0,
};

const add = (total: Total, page: audit.VerifyAuditResponse): Total => ({
  problems: [...total.problems, ...page.problems],
  batches: total.batches + page.batches,
  rows: total.rows + page.rows,
  pruned_batches: total.pruned_batches + page.pruned_batches,
  recovered_batches: total.recovered_batches + page.recovered_batches,
  unsealed_rows: total.unsealed_rows + page.unsealed_rows,
  unsigned_batches: total.unsigned_batches + page.unsigned_batches,
  heads: total.heads + page.heads,
  total_batches: page.total_batches,
});

const run = async (command: Command, surroundings: Surroundings): Promise<void> => {
  const { stdout, stderr, signal } = surroundings;
  const globals = globalsOf(command, surroundings);
  const client = signIn(globals, surroundings);
  const line = startStatusLine(stderr);
  let total = nothing;
  try {
    for await (const page of client.audit.verify({}, { signal }).pages()) {
      total = add(total, page);
      line.show(() => progressOf(total));
    }
  } finally {
    line.end();
  }
  if (globals.output === 'json') await writeText(stdout, `${printableJson(JSON.stringify(total, null, 2))}\n`);
  else await writeText(stdout, textOf(total));
  const { length } = total.problems;
  if (length > 0) {
    throw new BrokenTrailError(`The audit trail is not as it was written: ${counted(length, 'problem')}.`);
  }
};

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : noun.endsWith('ch') ? 'es' : 's'}`;

const progressOf = ({ batches, total_batches, rows }: Total): string =>
  `${barOf(total_batches === 0 ? 1 : batches / total_batches)} ${batches}/${total_batches} batches, ${counted(rows, 'record')}`;

const textOf = (total: Total): string => {
  const { rows, batches, heads, problems } = total;
  const checked = `Checked ${counted(rows, 'record')} in ${counted(batches, 'batch')}, and ${counted(heads, 'anchored head')}.`;
  const facts = [
    [total.unsealed_rows, 'record', 'not sealed yet'],
    [total.pruned_batches, 'batch', 'deleted at the end of their retention'],
    [total.recovered_batches, 'batch', 'sealed later, after a server was killed'],
    [total.unsigned_batches, 'batch', 'with a signature that cannot be checked: its key is not there'],
  ] as const;
  const notes = facts.flatMap(([count, noun, what]) => (count === 0 ? [] : [`${counted(count, noun)} ${what}.`]));
  const verdict = problems.length === 0 ? ['All is as it was written.'] : problems.map(problemLine);
  return `${[checked, ...notes, ...verdict].join('\n')}\n`;
};

const timeOf = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

const problemLine = ({ kind, replica, batch, message, first_time, last_time }: audit.AuditProblem): string => {
  const span =
    first_time === undefined || last_time === undefined ? '' : `, ${timeOf(first_time)} to ${timeOf(last_time)}`;
  return `${kind}  batch ${batch} of ${printable(replica)}${span}: ${printable(message)}`;
};
