import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { fileLines, readLines } from '../table-lines.ts';

/** The data files are somewhere else than the server: no token goes there. */
const fetchFile = (url: string, range?: string): Promise<Response> =>
  fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
    headers: range === undefined ? {} : { range },
  });

const someFiles = async ({ send, tableWith }: Trial) => {
  const { path } = tableWith({ parquet: true, minFiles: 1 });
  const lines = readLines(await send({ method: 'POST', path: `${path}/query`, body: { limitHint: 1 } }));
  return fileLines(lines)
    .slice(0, 3)
    .map(({ fields }) => ({ url: String(fields['url']), size: Number(fields['size']) }));
};

const start = 'bytes=0-1023';

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
        const last = await fetchFile(url, `bytes=${size - 4}-${size - 1}`);
        ensure(last.status === 206, `A range of a file has status ${last.status} instead of 206.`);
        ensure((await last.text()) === 'PAR1', 'The last bytes by the stated size are not the end of a Parquet file.');
        const beyond = await fetchFile(url, `bytes=${size}-${size}`);
        await beyond.body?.cancel();
        ensure(beyond.status === 416, `A range after the stated size has status ${beyond.status} instead of 416.`);
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
          const [own, response] = [await fetchFile(url, start), await fetchFile(other, start)];
          const bytes = await response.text();
          // A part of the path may be decoration; what it opens must be the same object.
          const harmless = response.status >= 400 || bytes === (await own.text());
          ensure(harmless, `An altered URL has status ${response.status} and opens something else.`);
        }
      }
    },
  },
];
