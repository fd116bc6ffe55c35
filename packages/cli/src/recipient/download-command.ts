import { resolve, sep } from 'node:path';
import type { SharedVolume, VolumeFile } from '@boathouse/recipient';
import { Command } from 'commander';
import { UsageError } from '../failures.ts';
import { globalsOf } from '../globals.ts';
import { startStatusLine } from '../output/status-line.ts';
import { replaceFile } from '../replace-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { openVolume } from './open-table.ts';

/** Files of one answer: few, so that the URLs of the last of them have not run out when their turn comes. */
const filesAtOnce = 100;

/** `boathouse recipient download PROFILE#SHARE.SCHEMA.VOLUME [PATH] --to DIR`: copies the files of a shared volume. */
export const downloadCommand = (surroundings: Surroundings): Command => {
  const command = new Command('download').summary('download the files of a volume');
  return command
    .description(
      'Downloads the files of a volume, or those below a folder of it, one after the other. They keep their paths. ' +
        'Each file gets its name when all of it is written.',
    )
    .argument('<VOLUME>', 'PROFILE#SHARE.SCHEMA.VOLUME')
    .argument('[PATH]', 'a folder of the volume')
    .requiredOption('--to <dir>', 'the folder to write to; it is made when it is not there')
    .action(async (url: string, path: string | undefined) => {
      const { to } = command.opts<{ readonly to: string }>();
      const volume = await openVolume(url, globalsOf(command, surroundings), surroundings);
      const files = await download(volume, path, to, surroundings);
      if (files > 0) return;
      const where = path === undefined ? '' : ` below ${path}`;
      throw new UsageError(`${volume.name.volume} has no files${where}.`);
    });
};

/** Downloads files, and gives their number. */
const download = async (
  volume: SharedVolume,
  path: string | undefined,
  to: string,
  { stderr }: Surroundings,
): Promise<number> => {
  const line = startStatusLine(stderr);
  let [files, bytes] = [0, 0];
  async function* content(file: VolumeFile): AsyncGenerator<Uint8Array> {
    for await (const part of volume.read(file)) {
      bytes += part.length;
      line.show(() => `${volume.name.volume} ${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${file.path}`);
      yield part;
    }
  }
  try {
    for await (const file of volume.files({ path, maxResults: filesAtOnce })) {
      await replaceFile(targetOf(to, file.path), content(file), 0o666);
      files += 1;
    }
  } finally {
    line.end();
  }
  return files;
};

/**
 * Where a file goes. A server is not trusted to name places outside of the folder.
 *
 * @throws UsageError
 */
export const targetOf = (folder: string, path: string): string => {
  const root = resolve(folder);
  const segments = path.split('/');
  const target = resolve(root, ...segments);
  // What resolving changes is a name that leads elsewhere.
  const written = (root.endsWith(sep) ? root : root + sep) + segments.join(sep);
  if (target === written && !path.includes('\0')) return target;
  throw new UsageError(`The server names a file ${JSON.stringify(path)}, which is no path below ${root}.`);
};
