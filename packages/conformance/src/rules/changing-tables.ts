import { setTimeout as wait } from 'node:timers/promises';
import { ensureRefused, ensureSame, versionOf } from '../answers.ts';
import { countRows, dataFilesOf } from '../data-files.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { LabTable } from '../lab/lab.ts';
import { readPages, tokenOf } from '../pages.ts';
import type { Rule, Trial } from '../rule.ts';
import { anyFormat, anyFormatToTheEnd, query, sendQuery, type TableAnswer } from '../table-calls.ts';
import { idsOf, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "Read Data from a Table": an answer is of the version in its header';

/** A table of five files, of which the next commit takes two. */
const beforeRemoval = (trial: Trial): Promise<LabTable> => trial.lab().table('schema-evolution', { upToVersion: 6 });

/** A table of two files, to which every commit adds another one. */
const growing = (trial: Trial): Promise<LabTable> => trial.lab().table('checkpoint-in-parts', { upToVersion: 2 });

/** The answer must have the rows and files of the version that it says, and of no other. */
const ensureOneVersion = ({ expected }: LabTable, { version, lines }: TableAnswer): void => {
  const [files, own] = [dataFilesOf(lines), expected.versions[version]];
  ensure(own !== undefined, `There is no version ${version}.`);
  const [rows, found] = [countRows(files) ?? own.rows, files.length];
  ensure(found === own.files, `An answer of version ${version} has ${found} files instead of ${own.files}.`);
  ensure(rows === own.rows, `An answer of version ${version} has ${rows} rows instead of ${own.rows}.`);
};

export const changingTableRules: readonly Rule[] = [
  {
    id: 'changing/pages',
    title: 'A commit between two pages changes nothing: all pages are of the version of the first one',
    requirement: `${requirement}; Spark client: compares the versions and first lines of pages`,
    protects: 'Pages of two versions together would lose files or double rows.',
    level: 'full',
    check: async trial => {
      const table = await beforeRemoval(trial);
      const { lines } = await query(trial, table.path, {}, anyFormat);
      let appended = false;
      const pages = await readPages(async pageToken => {
        if (pageToken === undefined) return query(trial, table.path, { maxFiles: 2 }, anyFormatToTheEnd);
        if (!appended) await table.append();
        appended = true;
        return query(trial, table.path, { maxFiles: 2, pageToken }, anyFormatToTheEnd);
      });
      if (pages.length === 1) throw new NotOffered('The server does not page queries.');
      ensureSame(
        pages.flatMap(page => idsOf(page.lines)),
        idsOf(lines),
        'The pages',
      );
    },
  },
  {
    id: 'changing/pages-of-changes',
    title: 'A commit between two pages of changes adds nothing to them: they end where the first page saw the end',
    requirement:
      'Delta Sharing Protocol, "Read Data from a Table": startingVersion; Spark client: first lines of pages',
    protects: 'A stream notes how far it has read: what slipped in would be read again.',
    level: 'full',
    check: async trial => {
      const table = await beforeRemoval(trial);
      const since = { startingVersion: 0 };
      const { lines } = await query(trial, table.path, since, anyFormat);
      let appended = false;
      const pages = await readPages(async pageToken => {
        if (pageToken === undefined) return query(trial, table.path, { ...since, maxFiles: 2 }, anyFormatToTheEnd);
        if (!appended) await table.append();
        appended = true;
        return query(trial, table.path, { ...since, maxFiles: 2, pageToken }, anyFormatToTheEnd);
      });
      if (pages.length === 1) throw new NotOffered('The server does not page changes.');
      const found = pages.flatMap(page => dataFilesOf(page.lines)).map(({ action, id }) => `${action} ${id}`);
      const expected = dataFilesOf(lines).map(({ action, id }) => `${action} ${id}`);
      ensureSame(found, expected, 'The pages');
    },
  },
  {
    id: 'changing/refresh-token',
    title: 'A refresh token gives the files of its own version, also when the table has a newer one',
    requirement:
      'Delta Sharing Protocol, "EndStreamAction": refreshToken; Spark client: renews URLs of files by their ids',
    protects: 'Spark looks for the URLs of the files that it is reading, and fails when they are gone.',
    level: 'full',
    check: async trial => {
      const table = await beforeRemoval(trial);
      const first = await query(trial, table.path, { includeRefreshToken: true }, anyFormatToTheEnd);
      const refreshToken = tokenOf(first.lines, 'refreshToken');
      if (refreshToken === undefined) throw new NotOffered('The server gives no refresh tokens.');
      await table.append();
      const again = await query(trial, table.path, { refreshToken }, anyFormatToTheEnd);
      ensure(
        again.version === first.version,
        `The refreshed answer is of version ${again.version}, not ${first.version}.`,
      );
      ensureSame(idsOf(again.lines), idsOf(first.lines), 'The refreshed files');
    },
  },
  {
    id: 'changing/new-version',
    title: 'A commit is seen: version, metadata and query tell the new one, and the one before is still there',
    requirement: 'Delta Sharing Protocol, "Query Table Version"; "Read Data from a Table": version',
    protects: 'Readers that wait for new data, and those that read what was.',
    level: 'core',
    check: async trial => {
      const table = await growing(trial);
      const before = table.version;
      const old = await query(trial, table.path, { version: before }, anyFormat);
      await table.append();
      const told = versionOf(await trial.send({ path: `${table.path}/version` }));
      ensure(told === before + 1, `version tells ${told} instead of ${before + 1}.`);
      const answer = await query(trial, table.path, {}, anyFormat);
      ensure(answer.version === before + 1, `The query is of version ${answer.version} instead of ${before + 1}.`);
      ensureOneVersion(table, answer);
      const again = await query(trial, table.path, { version: before }, anyFormat);
      ensureSame(idsOf(again.lines), idsOf(old.lines), `The files of version ${before}`);
    },
  },
  {
    id: 'changing/not-there-yet',
    title:
      'A version that is not there yet is refused, what changed since then is nothing, and both come when it is there',
    requirement: `${requirement}; 400 or 404`,
    protects: 'A client that asked too early is not refused for ever.',
    level: 'full',
    check: async trial => {
      const table = await growing(trial);
      const next = table.version + 1;
      ensureRefused(await sendQuery(trial, table.path, { version: next }, anyFormat), 400, 404);
      const early = await sendQuery(trial, table.path, { startingVersion: next }, anyFormat);
      // Of what changed since then, nothing is a right answer as well.
      if (early.status !== 200) ensureRefused(early, 400, 404);
      else ensure(dataFilesOf(readLines(early)).length === 0, `Lines came since version ${next}, which is not there.`);
      await table.append();
      ensureOneVersion(table, await query(trial, table.path, { version: next }, anyFormat));
      const since = await query(trial, table.path, { startingVersion: next }, anyFormat);
      const other = dataFilesOf(since.lines).find(({ version }) => version !== next);
      ensure(other === undefined, `A line of version ${other?.version} came, since ${next}.`);
    },
  },
  {
    id: 'changing/at-once',
    title: 'Of many queries at once while commits arrive, each answer is whole and of the version that it says',
    requirement,
    protects: 'Tables that are written while they are read, as most are.',
    level: 'core',
    check: async trial => {
      const table = await growing(trial);
      let writing = true;
      const read = async (): Promise<void> => {
        for (let asked = 0; writing || asked < 3; asked += 1) {
          ensureOneVersion(table, await query(trial, table.path, {}, anyFormat));
          await wait(5);
        }
      };
      const readers = Array.from({ length: 8 }, read);
      const write = async (): Promise<void> => {
        for (let commits = 0; commits < 3; commits += 1) await table.append();
      };
      const outcomes = await Promise.allSettled([write().finally(() => (writing = false)), ...readers]);
      const failed = outcomes.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      ensureOneVersion(table, await query(trial, table.path, {}, anyFormat));
    },
  },
];
