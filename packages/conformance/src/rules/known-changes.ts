import { ensureRefused, ensureSame, versionOf } from '../answers.ts';
import { countRows, type DataFile, dataFilesOf } from '../data-files.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { FixtureName, LabTable } from '../lab/lab.ts';
import { countRecords } from '../parquet-records.ts';
import type { Rule, Trial } from '../rule.ts';
import { anyFormat, capabilities, changes, everyFeature, query, sendQuery } from '../table-calls.ts';
import { idsOf } from '../table-lines.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

const recordsIn = async (trial: Trial, files: readonly DataFile[]): Promise<number> => {
  const counts: number[] = [];
  for (const { url, size } of files) counts.push(await countRecords(trial, url, size));
  return sum(counts);
};

const ofVersion = (files: readonly DataFile[], version: number): readonly DataFile[] =>
  files.filter(file => file.version === version);

/** Compares the lines of one version with what the engine recorded of it: by kind where a line is of one kind alone. */
const checkChanges = async (
  trial: Trial,
  { name, expected }: LabTable,
  files: readonly DataFile[],
  version: number,
): Promise<void> => {
  const { insert = 0, delete: deleted = 0, ...updates } = expected.versions[version]?.changes ?? {};
  const all = insert + deleted + sum(Object.values(updates));
  const own = ofVersion(files, version);
  // A file of which only some rows went stands in two lines: then the records of the lines are not the changes.
  if (own.some(({ deletionVector, action }) => deletionVector !== undefined && action !== 'cdf')) return;
  const what = `${name} at version ${version}`;
  const found = await recordsIn(trial, own);
  ensure(found === all, `The lines of ${what} hold ${found} changes instead of ${all}.`);
  if (own.some(({ action }) => action === 'cdf')) return;
  const added = await recordsIn(
    trial,
    own.filter(({ action }) => action === 'add'),
  );
  ensure(added === insert, `The lines of ${what} add ${added} rows instead of ${insert}.`);
};

/** Goes from nothing through all changes, and compares what is then there with each version. */
const replay = async (trial: Trial, fixture: FixtureName): Promise<void> => {
  const { path, expected, name } = await trial.lab().table(fixture);
  const all = dataFilesOf((await query(trial, path, { startingVersion: 0 }, anyFormat)).lines);
  const active = new Set<string>();
  for (const { version } of expected.versions) {
    const own = ofVersion(all, version);
    for (const { id } of own.filter(({ action }) => action === 'remove')) active.delete(id);
    for (const { id } of own.filter(({ action }) => action === 'add')) active.add(id);
    const { lines } = await query(trial, path, { version }, anyFormat);
    ensureSame([...active], idsOf(lines), `Files of ${name} at version ${version}, by its changes`);
  }
};

/** Features that a client must know, each with a table that cannot be read without. */
const needed: readonly (readonly [FixtureName, string])[] = [
  ['column-mapping-name', 'columnmapping'],
  ['column-mapping-id', 'columnmapping'],
  ['deletion-vectors', 'deletionvectors'],
  ['timestamp-ntz', 'timestampntz'],
  ['variant', 'varianttype'],
];

const without = (feature: string): string => {
  const others = everyFeature
    .slice(everyFeature.indexOf('=') + 1)
    .split(',')
    .filter(name => !name.startsWith(feature));
  return `responseformat=delta;readerfeatures=${others.join(',')}`;
};

export const knownChangesRules: readonly Rule[] = [
  {
    id: 'contents/change-feed',
    title:
      'The change data feed has the changes that the engine recorded: as many rows at every version, as inserts where they are',
    requirement:
      'Delta Sharing Protocol, "Read Change Data Feed from a Table"; Delta Transaction Log Protocol, "Add CDC File"',
    protects: 'Whoever follows a table has in the end what the table has.',
    level: 'full',
    check: async trial => {
      for (const fixture of ['change-data-feed', 'schema-evolution', 'mapped-changes'] as const) {
        const table = await trial.lab().table(fixture, { changeFeed: true });
        const reply = await trial.send({ path: `${table.path}/changes?startingVersion=0`, headers: anyFormat });
        if (reply.status === 400 && fixture === 'mapped-changes')
          throw new NotOffered('The server has no feed of such tables.');
        const files = dataFilesOf((await changes(trial, table.path, 'startingVersion=0', anyFormat)).lines);
        for (const { version } of table.expected.versions) await checkChanges(trial, table, files, version);
      }
    },
  },
  {
    id: 'contents/replay',
    title: 'Adding and removing files by the changes since version 0 gives the files of each version',
    requirement: 'Delta Sharing Protocol, "Data Change Files"; "File": id is the same in every answer',
    protects: 'A stream ends with the rows that the table has.',
    level: 'full',
    check: async trial => {
      for (const fixture of ['schema-evolution', 'checkpoint-in-parts', 'column-mapping-name'] as const) {
        await replay(trial, fixture);
      }
    },
  },
  {
    id: 'contents/commit-times',
    title: 'Where the log says when a commit was made, that is the time that versions are found by',
    requirement:
      'Delta Transaction Log Protocol, "In-Commit Timestamps"; Delta Sharing Protocol: timestamp, startingTimestamp',
    protects: 'Times that do not change when a table is copied.',
    level: 'full',
    check: async trial => {
      const { path, expected } = await trial.lab().table('in-commit-timestamps');
      for (const { version, inCommitTimestamp } of expected.versions) {
        if (inCommitTimestamp === undefined) continue;
        const time = new Date(inCommitTimestamp).toISOString();
        const at = await query(trial, path, { timestamp: time }, anyFormat);
        ensure(at.version === version, `At ${time} the version is ${at.version} instead of ${version}.`);
        const since = versionOf(
          await trial.send({ path: `${path}/version?startingTimestamp=${encodeURIComponent(time)}` }),
        );
        ensure(since === version, `From ${time} on the version is ${since} instead of ${version}.`);
        const other = dataFilesOf(at.lines).find(
          ({ timestamp = inCommitTimestamp }) => timestamp !== inCommitTimestamp,
        );
        ensure(other === undefined, `A file of version ${version} has the timestamp ${other?.timestamp}.`);
      }
    },
  },
  {
    id: 'contents/features-demanded',
    title:
      'A table that cannot be read without a feature is refused to who does not list it, and to who takes parquet alone',
    requirement: 'Delta Sharing Protocol, "Delta Sharing Capabilities Header": readerfeatures',
    protects: 'Clients that do not know a feature would show wrong rows or columns.',
    level: 'core',
    check: async trial => {
      for (const [fixture, feature] of needed) {
        const { path } = await trial.lab().table(fixture);
        for (const text of [without(feature), 'responseformat=delta', 'responseformat=parquet']) {
          ensureRefused(await sendQuery(trial, path, {}, capabilities(text)), 400);
        }
        ensureRefused(await sendQuery(trial, path, {}), 400);
      }
    },
  },
  {
    id: 'contents/honest-statistics',
    title: 'The files hold as many records as their statistics say',
    requirement: 'Delta Sharing Protocol, "Per-file Statistics": numRecords',
    protects: 'Counts that clients answer by statistics alone.',
    level: 'full',
    check: async trial => {
      const { path, expected } = await trial.lab().table('schema-evolution');
      const files = dataFilesOf((await query(trial, path, {}, anyFormat)).lines);
      const [stated, held] = [countRows(files), await recordsIn(trial, files)];
      ensure(
        stated === undefined || stated === held,
        `The statistics say ${stated} records, and the files hold ${held}.`,
      );
      const rows = expected.versions.at(-1)?.rows;
      ensure(held === rows, `The files hold ${held} records instead of ${rows}.`);
    },
  },
];
