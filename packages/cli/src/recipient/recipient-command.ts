import { Readable } from 'node:stream';
import type { SharingClient } from '@boathouse/recipient';
import { Command } from 'commander';
import { globalsOf } from '../globals.ts';
import { toTitle } from '../names.ts';
import type { Columns } from '../output/columns.ts';
import { writeItems } from '../output/write-items.ts';
import type { Surroundings } from '../surroundings.ts';
import { changesCommand } from './changes-command.ts';
import { downloadCommand } from './download-command.ts';
import { listFilesCommand } from './list-files-command.ts';
import { openClient, openTable } from './open-table.ts';
import { readCommand } from './read-command.ts';
import { typeText } from './type-text.ts';

/** `boathouse recipient …`: reads what others share with you, from any Delta Sharing server. */
export const recipientCommand = (surroundings: Surroundings): Command =>
  new Command('recipient')
    .summary('read what is shared with you')
    .description(
      'Reads what is shared with you, from any Delta Sharing server, by the profile file that you were given.',
    )
    .addCommand(
      listCommand('shares', 'list the shares that a profile opens', ['name', 'comment'], surroundings, client =>
        client.listShares(),
      ),
    )
    .addCommand(
      listCommand('tables', 'list the tables of all shares', ['share', 'schema', 'name'], surroundings, allTables),
    )
    .addCommand(
      listCommand('volumes', 'list the volumes of all shares', ['share', 'schema', 'name'], surroundings, allVolumes),
    )
    .addCommand(columnsCommand(surroundings))
    .addCommand(readCommand(surroundings))
    .addCommand(changesCommand(surroundings))
    .addCommand(listFilesCommand(surroundings))
    .addCommand(downloadCommand(surroundings));

const listCommand = (
  what: string,
  summary: string,
  fields: readonly string[],
  surroundings: Surroundings,
  list: (client: SharingClient) => AsyncIterable<unknown>,
): Command => {
  const columns = columnsNamed(fields);
  const command = new Command(`list-${what}`).summary(summary).description(`${summary.replace(/^l/, 'L')}.`);
  return command.argument('<PROFILE>', 'the profile file').action(async (profile: string) => {
    const globals = globalsOf(command, surroundings);
    const client = await openClient(profile, globals, surroundings);
    await writeItems(list(client), columns, globals.output, surroundings.stdout);
  });
};

const columnsNamed = (fields: readonly string[]): Columns => fields.map(field => ({ title: toTitle(field), field }));

async function* allTables(client: SharingClient): AsyncGenerator<unknown> {
  for await (const { name } of client.listShares()) yield* client.listAllTables(name);
}

async function* allVolumes(client: SharingClient): AsyncGenerator<unknown> {
  for await (const { name } of client.listShares()) yield* client.listAllVolumes(name);
}

const columnsCommand = (surroundings: Surroundings): Command => {
  const command = new Command('list-columns').summary('list the columns of a table');
  return command
    .description('Lists the columns of a table with their Delta types.')
    .argument('<TABLE>', 'PROFILE#SHARE.SCHEMA.TABLE')
    .action(async (url: string) => {
      const globals = globalsOf(command, surroundings);
      const table = await openTable(url, globals, surroundings);
      const { schema, partitionColumns } = await table.metadata();
      const columns = schema.fields.map(({ name, type, nullable, metadata }) => ({
        name,
        type: typeText(type),
        nullable,
        partition: partitionColumns.includes(name),
        comment: metadata['comment'],
      }));
      const shown = columnsNamed(['name', 'type', 'nullable', 'partition', 'comment']);
      await writeItems(Readable.from(columns), shown, globals.output, surroundings.stdout);
    });
};
