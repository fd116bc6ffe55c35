import { setTimeout } from 'node:timers/promises';
import type { audit, WorkspaceClient } from '@boathouse/sdk';
import { Command } from 'commander';
import { globalsOf } from '../globals.ts';
import { printableJson } from '../output/printable.ts';
import { writeText } from '../output/write-text.ts';
import { signIn } from '../sign-in.ts';
import type { Surroundings } from '../surroundings.ts';
import { recordLine } from './record-line.ts';
import { parseSince } from './since.ts';

/** How often the trail is asked for more, in milliseconds. */
const interval = 1000;

interface TailOptions {
  readonly since: string;
  readonly follow?: true;
  readonly recipient?: string;
  readonly user?: string;
  readonly service?: string;
  readonly action?: string;
  readonly failed?: true;
}

/** `boathouse audit tail`: what was done lately, and what is done now. */
export const tailCommand = (surroundings: Surroundings): Command => {
  const command = new Command('tail')
    .summary('show what was done lately, and follow what is done')
    .description(
      'Shows the latest records of the audit trail, oldest first: as lines for people on a terminal, else as JSON lines. ' +
        'With --follow it goes on until it is interrupted, and shows each record once.',
    )
    .option('--since <when>', 'how far to look back: 30s, 15m, 1h, 7d, or a date', '1h')
    .option('-f, --follow', 'go on with what is recorded from now on')
    .option('--recipient <name>', 'only what this recipient did')
    .option('--user <name>', 'only what this user, or service principal by its application id, did')
    .option('--service <name>', 'only actions of this service, such as unityCatalog')
    .option('--action <name>', 'only this action, such as createShare')
    .option('--failed', 'only what failed or was denied');
  return command.action(() => run(command, surroundings));
};

const requestOf = (options: TailOptions): audit.AuditFollowRequest => ({
  start_time: parseSince(options.since, Date.now()),
  ...(options.recipient === undefined ? {} : { recipient_name: options.recipient }),
  ...(options.user === undefined ? {} : { principal: options.user }),
  ...(options.service === undefined ? {} : { service_name: options.service }),
  ...(options.action === undefined ? {} : { action_name: options.action }),
  ...(options.failed === undefined ? {} : { outcome: 'FAILED' }),
});

const run = async (command: Command, surroundings: Surroundings): Promise<void> => {
  const options = command.opts<TailOptions>();
  const { stdout, signal } = surroundings;
  const globals = globalsOf(command, surroundings);
  const request = requestOf(options);
  const client = signIn(globals, surroundings);
  const isForPeople = stdout.isTTY === true && globals.output === 'text';
  const textOf = (record: audit.AuditRecord) =>
    isForPeople ? recordLine(record, stdout.columns ?? 120) : printableJson(JSON.stringify(record));
  try {
    for await (const record of records(client, request, options.follow === true, signal)) {
      await writeText(stdout, `${textOf(record)}\n`);
    }
  } catch (error) {
    // To interrupt it is how following ends.
    if (options.follow !== true || !signal.aborted) throw error;
  }
};

async function* records(
  client: WorkspaceClient,
  request: audit.AuditFollowRequest,
  isEndless: boolean,
  signal: AbortSignal,
): AsyncGenerator<audit.AuditRecord> {
  let position: string | undefined;
  for (;;) {
    const page = await client.audit.follow({ ...request, ...(position === undefined ? {} : { position }) }, { signal });
    yield* page.records;
    position = page.position;
    if (!page.caught_up) continue;
    if (!isEndless) return;
    await setTimeout(interval, undefined, { signal });
  }
}
