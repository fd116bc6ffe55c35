import { capabilitiesOf, ensureSame } from '../answers.ts';
import { countRows, type DataFile, dataFilesOf } from '../data-files.ts';
import { fedTable } from '../fed-table.ts';
import { ensure, NotOffered } from '../finding.ts';
import { readPages } from '../pages.ts';
import type { Rule, Trial } from '../rule.ts';
import { changes, anyFormatToTheEnd as headers, query, sendQuery, type TableAnswer } from '../table-calls.ts';
import { idsOf } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "EndStreamAction"; reference client: maxFiles, pageToken, refreshToken';

const namesOf = (files: readonly DataFile[]): string =>
  files.map(({ action, version, id }) => `${action} ${version} ${id}`).join('\n');

/** The pages must be those lines of the whole, in their order. */
const ensureWhole = (pages: readonly TableAnswer[], whole: TableAnswer): void => {
  if (pages.length === 1) throw new NotOffered('The server gives all at once.');
  const found = namesOf(pages.flatMap(({ lines }) => dataFilesOf(lines)));
  ensure(found === namesOf(dataFilesOf(whole.lines)), 'The pages together are not the whole answer.');
};

/** Pages of a table that only the delta format has must have its files, and of these as many rows. */
const checkDeltaPages = async (trial: Trial, path: string): Promise<void> => {
  const first = await sendQuery(trial, path, { maxFiles: 1 }, headers);
  if (first.status === 400) throw new NotOffered('The server does not page such tables.');
  const ask = (more: object) => query(trial, path, { maxFiles: 1, ...more }, headers);
  const pages = await readPages(pageToken => ask(pageToken === undefined ? {} : { pageToken }));
  const formats = new Set(pages.map(({ reply }) => capabilitiesOf(reply).get('responseformat')));
  ensure(formats.size === 1, `The pages are of the formats ${[...formats]}.`);
  const whole = await query(trial, path, {}, headers);
  const lines = pages.flatMap(page => page.lines);
  ensureSame(
    pages.flatMap(page => idsOf(page.lines)),
    idsOf(whole.lines),
    'The pages',
  );
  const [rows, all] = [countRows(dataFilesOf(lines)), countRows(dataFilesOf(whole.lines))];
  ensure(rows === all, `The pages have ${rows} rows together instead of ${all}.`);
};

export const changePagingRules: readonly Rule[] = [
  {
    id: 'paging/changes-since',
    title: 'The pages of a query since a version make up the whole, in its order',
    requirement: `${requirement}; Spark client: compares the first lines of each page`,
    protects: 'A stream of many files loses none at the seams.',
    level: 'full',
    check: async trial => {
      const { path, oldest: startingVersion } = trial.tableWith({ history: true, past: true });
      const ask = (more: object) => query(trial, path, { startingVersion, ...more }, headers);
      const pages = await readPages(pageToken => ask({ maxFiles: 1, ...(pageToken && { pageToken }) }));
      ensureWhole(pages, await ask({}));
    },
  },
  {
    id: 'paging/change-feed',
    title: 'The pages of the change data feed make up the whole, in its order',
    requirement: `${requirement}; Spark client: puts the token into the URL as it is`,
    protects: 'A feed of many files loses no change at the seams.',
    level: 'full',
    check: async trial => {
      const { path, oldest } = await fedTable(trial, { past: true });
      const ask = (more: string) => changes(trial, path, `startingVersion=${oldest}${more}`, headers);
      const pages = await readPages(token => ask(`&maxFiles=1${token === undefined ? '' : `&pageToken=${token}`}`));
      ensureWhole(pages, await ask(''));
    },
  },
  {
    id: 'paging/delta-format',
    title:
      'The pages of a table with reader features are of one format and make up the whole, with its deletion vectors',
    requirement: `${requirement}; Spark client: the same format on every page`,
    protects: 'A page without its deletion vectors would show rows that were deleted.',
    level: 'full',
    check: async trial => {
      trial.tableWith({ parquet: false, minFiles: 2 });
      for (const { path } of trial.tables.filter(table => !table.parquet && table.files > 1)) {
        await checkDeltaPages(trial, path);
      }
    },
  },
];
