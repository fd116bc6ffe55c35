import { ensureRefused, versionOf } from '../answers.ts';
import { dataFilesOf } from '../data-files.ts';
import { ensure, NotTried } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { anyFormat, metadata, query, sendQuery } from '../table-calls.ts';

const requirement =
  'Delta Sharing Protocol, "Query Table Version": startingTimestamp; "Read Data from a Table": timestamp';

/** When a version was made, in milliseconds since 1970, as the lines of the changes tell it. */
interface Commit {
  readonly version: number;
  readonly time: number;
}

/** The commits of a table, as far as they changed rows, with the times that the server itself tells, oldest first. */
const commitsOf = async (trial: Trial): Promise<{ readonly path: string; readonly commits: readonly Commit[] }> => {
  const { path, oldest } = trial.tableWith({ history: true, past: true });
  const { lines } = await query(trial, path, { startingVersion: oldest }, anyFormat);
  const times = new Map(dataFilesOf(lines).map(({ version = -1, timestamp = -1 }) => [version, timestamp]));
  const commits = [...times].map(([version, time]) => ({ version, time })).filter(({ time }) => time >= 0);
  if (commits.length === 0) throw new NotTried('The changes of the table tell no times');
  return { path, commits };
};

const iso = (time: number): string => new Date(time).toISOString();

/** Times must rise with versions: only then does a time mean one version. */
export const momentRules: readonly Rule[] = [
  {
    id: 'time-travel/timestamp',
    title: 'A timestamp means the newest version until then: that of a commit, the commit itself',
    requirement: `${requirement}; Delta Lake: time travel by timestamp`,
    protects: 'A report of yesterday is of yesterday.',
    level: 'full',
    check: async trial => {
      const { path, commits } = await commitsOf(trial);
      for (const [index, { version, time }] of commits.entries()) {
        const next = commits[index + 1];
        const { version: found } = await query(trial, path, { timestamp: iso(time) }, anyFormat);
        // Of commits at the same time the last one is meant; those that changed no rows have no line to be seen by.
        const isIt = found >= version && (next === undefined || found < next.version || next.time === time);
        ensure(isIt, `At ${iso(time)}, when version ${version} was made, the version is ${found}.`);
        const told = await metadata(trial, path, anyFormat, `?timestamp=${encodeURIComponent(iso(time))}`);
        ensure(
          told.version === found,
          `Metadata at ${iso(time)} is of version ${told.version}, and the query of ${found}.`,
        );
      }
    },
  },
  {
    id: 'time-travel/before-the-beginning',
    title: 'A timestamp before the first version is refused',
    requirement: `${requirement}; reference server: 400`,
    protects: 'A time at which there was no table is not read as an empty table.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ history: true });
      ensureRefused(await sendQuery(trial, path, { timestamp: '1970-01-02T00:00:00Z' }, anyFormat), 400, 404);
    },
  },
  {
    id: 'time-travel/after-the-end',
    title: 'A timestamp after the newest version is refused',
    requirement: `${requirement}; Delta Lake: time travel by timestamp; reference server: 400`,
    protects: 'A report of tomorrow is not made today, and another one tomorrow under the same name.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ history: true });
      ensureRefused(await sendQuery(trial, path, { timestamp: '2999-01-01T00:00:00Z' }, anyFormat), 400, 404);
    },
  },
  {
    id: 'version/at-a-time',
    title: 'startingTimestamp gives the first version at or after it, and the first of all for a time before',
    requirement,
    protects: 'Incremental readers miss no commit and read none twice.',
    level: 'full',
    check: async trial => {
      const { path, commits } = await commitsOf(trial);
      const from = async (time: number) =>
        versionOf(await trial.send({ path: `${path}/version?startingTimestamp=${encodeURIComponent(iso(time))}` }));
      for (const [index, { version, time }] of commits.entries()) {
        const before = commits[index - 1];
        const found = await from(time);
        const isIt = found <= version && (before === undefined || found > before.version || before.time === time);
        ensure(isIt, `From ${iso(time)}, when version ${version} was made, the version is ${found}.`);
      }
      const [first] = commits;
      ensure((await from(0)) <= (first?.version ?? 0), 'From 1970 on, the version is not the first.');
    },
  },
  {
    id: 'version/no-history',
    title: 'startingTimestamp of a table that is shared without its history is refused with 400',
    requirement: `${requirement}; reference server: only of tables shared with history`,
    protects: 'When past commits were made is not told either.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path } = tableWith({ history: false });
      ensureRefused(await send({ path: `${path}/version?startingTimestamp=2000-01-01T00:00:00Z` }), 400);
    },
  },
];
