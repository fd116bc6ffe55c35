import type { SharedVolume } from '@boathouse/recipient';
import { Command } from 'commander';
import { globalsOf } from '../globals.ts';
import { toTitle } from '../names.ts';
import { writeItems } from '../output/write-items.ts';
import type { Surroundings } from '../surroundings.ts';
import { openVolume } from './open-table.ts';

/** `boathouse recipient list-files PROFILE#SHARE.SCHEMA.VOLUME [PATH]`: the files of a shared volume. */
export const listFilesCommand = (surroundings: Surroundings): Command => {
  const command = new Command('list-files').summary('list the files of a volume');
  return command
    .description('Lists the files of a volume at any depth, or those below a folder of it.')
    .argument('<VOLUME>', 'PROFILE#SHARE.SCHEMA.VOLUME')
    .argument('[PATH]', 'a folder of the volume')
    .action(async (url: string, path: string | undefined) => {
      const globals = globalsOf(command, surroundings);
      const volume = await openVolume(url, globals, surroundings);
      const columns = ['path', 'size', 'modificationTime'].map(field => ({ title: toTitle(field), field }));
      await writeItems(shownFiles(volume, path), columns, globals.output, surroundings.stdout);
    });
};

/** The files without their URLs, which are keys to them. */
async function* shownFiles(volume: SharedVolume, path: string | undefined): AsyncGenerator<unknown> {
  for await (const { url: _, expirationTimestamp: __, ...file } of volume.files({ path })) yield file;
}
