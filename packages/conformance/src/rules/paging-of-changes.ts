import { capabilitiesOf, ensureSame } from '../answers.ts';
import { countRows, dataFilesOf } from '../data-files.ts';
import { fedTable } from '../fed-table.ts';
import { ensure, NotOffered, NotTried } from '../finding.ts';
import { pageSize, readPages } from '../pages.ts';
import type { Rule, Trial } from '../rule.ts';
import { changes, anyFormatToTheEnd as headers, query, sendQuery, type TableAnswer } from '../table-calls.ts';
import type { TableFacts } from '../table-facts.ts';
import { idsOf, type TableLine } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "EndStreamAction"; reference client: maxFiles, pageToken, refreshToken';

/** The lines of the data files, by what tells them apart. Their order has no meaning in the protocol. */
const namesOf = (lines: readonly TableLine[]): readonly string[] =>
  dataFilesOf(lines).map(({ action, version, id }) => `${action} ${id} of version ${version}`);

/** Reads an answer once whole and once in pages. These must have the lines of the whole. */
const ensureWhole = async (ask: (maxFiles?: number, pageToken?: string) => Promise<TableAnswer>): Promise<void> => {
  const whole = namesOf((await ask()).lines);
  if (whole.length < 2) throw new NotTried('The table has no changes for more than a page');
  const pages = await readPages(pageToken => ask(pageSize(whole.length), pageToken));
  if (pages.length === 1) throw new NotOffered('The server gives all at once.');
  ensureSame(namesOf(pages.flatMap(({ lines }) => lines)), whole, 'The pages');
};

/** Pages of a table that only the delta format has must have its files, and of these as many rows. */
const checkDeltaPages = async (trial: Trial, { path, files }: TableFacts): Promise<void> => {
  const maxFiles = pageSize(files);
  const first = await sendQuery(trial, path, { maxFiles }, headers);
  if (first.status === 400) throw new NotOffered('The server does not page such tables.');
  const ask = (more: object) => query(trial, path, { maxFiles, ...more }, headers);
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
    title: 'The pages of a query since a version make up the whole',
    requirement: `${requirement}; Spark client: compares the first lines of each page`,
    protects: 'A stream of many files loses none at the seams.',
    level: 'full',
    check: async trial => {
      const { path, oldest: startingVersion } = trial.tableWith({ history: true, past: true });
      await ensureWhole((maxFiles, pageToken) => query(trial, path, { startingVersion, maxFiles, pageToken }, headers));
    },
  },
  {
    id: 'paging/change-feed',
    title: 'The pages of the change data feed make up the whole',
    requirement: `${requirement}; Spark client: puts the token into the URL as it is`,
    protects: 'A feed of many files loses no change at the seams.',
    level: 'full',
    check: async trial => {
      const { path, oldest } = await fedTable(trial, { past: true });
      await ensureWhole((maxFiles, pageToken) => {
        const page = maxFiles === undefined ? '' : `&maxFiles=${maxFiles}`;
        // As Spark does: not encoded.
        const token = pageToken === undefined ? '' : `&pageToken=${pageToken}`;
        return changes(trial, path, `startingVersion=${oldest}${page}${token}`, headers);
      });
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
      for (const table of trial.tables.filter(({ parquet, files }) => !parquet && files > 1)) {
        await checkDeltaPages(trial, table);
      }
    },
  },
];
