import { dataFilesOf } from '../data-files.ts';
import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { readLines } from '../table-lines.ts';

const someFiles = async ({ send, tableWith }: Trial) => {
  const { path } = tableWith({ parquet: true, minFiles: 1 });
  const lines = readLines(await send({ method: 'POST', path: `${path}/query`, body: { limitHint: 1 } }));
  return dataFilesOf(lines).slice(0, 3);
};

/** The beginning of a file is enough to tell it from another one. */
const start = { range: [0, 1023] } as const;

/** The URL with one segment of its path cut off or changed, each in turn. */
const altered = (url: string): readonly string[] => {
  const segments = new URL(url).pathname.split('/').slice(1);
  return segments.map((segment, index) => {
    const other = new URL(url);
    const changed = `${segment.slice(0, -1)}${segment.endsWith('x') ? 'y' : 'x'}`;
    other.pathname = segments.with(index, changed).join('/');
    return other.href;
  });
};

export const fileRules: readonly Rule[] = [
  {
    id: 'files/ranges',
    title: 'The URL of a file gives ranges of it without a token, and it is as large as the answer says',
    requirement: 'Delta Sharing Protocol, "File": url, size; Spark client: reads bytes up to size - 1',
    protects: 'Spark reads the footer of a file by its size.',
    level: 'core',
    check: async trial => {
      for (const { url, size } of await someFiles(trial)) {
        const last = await trial.fetchFile(url, { range: [size - 4, size - 1] });
        ensure(last.status === 206, `A range of a file has status ${last.status} instead of 206.`);
        ensure(
          last.bytes.toString('latin1') === 'PAR1',
          'The last bytes by the stated size are not the end of a Parquet file.',
        );
        // What stores answer to a range beyond the end differs; most say with each range how long the object is.
        const [, whole] = /\/(\d+)$/.exec(last.headers.get('content-range') ?? '') ?? [];
        ensure(whole === undefined || Number(whole) === size, `A file has ${whole} bytes, and its line says ${size}.`);
      }
    },
  },
  {
    id: 'files/one-object',
    title: 'A URL opens one object: the same signature is no good for another path',
    requirement: 'Delta Sharing Protocol, "File": url is pre-signed',
    protects: 'The rest of the storage.',
    level: 'core',
    check: async trial => {
      for (const { url } of await someFiles(trial)) {
        for (const other of altered(url)) {
          const [own, found] = [await trial.fetchFile(url, start), await trial.fetchFile(other, start)];
          // A part of the path may be decoration, which opens the same object; a store may know another place for one.
          const harmless = found.status >= 300 || found.bytes.equals(own.bytes);
          ensure(harmless, `An altered URL has status ${found.status} and opens something else.`);
        }
      }
    },
  },
];
