import { columnsOf, dataFilesOf } from '../data-files.ts';
import { ensure } from '../finding.ts';
import type { Expected } from '../lab/lab.ts';
import type { Rule } from '../rule.ts';
import { anyFormat, changes, query } from '../table-calls.ts';
import { fileLines, type TableLine } from '../table-lines.ts';

const isMetaData = ({ kind }: TableLine): boolean => kind === 'metaData';

/** Versions at which the columns became others. */
const newColumns = ({ versions }: Expected): readonly number[] =>
  versions.slice(1).flatMap(({ version, columns }, index) => {
    const before = versions[index]?.columns ?? [];
    return before.join() === columns.join() ? [] : [version];
  });

/** Each change of the columns must be told by a line of its version. Where it stands has no meaning in the protocol. */
const ensureTold = (lines: readonly TableLine[], expected: Expected): void => {
  const [first] = lines;
  ensure(first !== undefined, 'No line came.');
  const changed = fileLines(lines);
  for (const version of newColumns(expected)) {
    const line = changed.find(found => isMetaData(found) && found.fields['version'] === version);
    ensure(line !== undefined, `The columns changed at version ${version}, and no metaData of it came.`);
    const names = columnsOf([first, line]).map(({ name }) => name);
    const wanted = expected.versions[version]?.columns.join();
    ensure(
      names.join() === wanted,
      `The metaData of version ${version} has the columns ${names} instead of ${wanted}.`,
    );
  }
};

export const knownHistoryRules: readonly Rule[] = [
  {
    id: 'contents/schema-changes',
    title: 'A stream tells each change of the columns by a metaData line of its version',
    requirement: 'Delta Sharing Protocol, "Read Data from a Table": startingVersion, metadata changes are inlined',
    protects: 'Spark stops a stream at new columns and starts again with them, instead of dropping them.',
    level: 'full',
    check: async trial => {
      const { path, expected } = await trial.lab().table('schema-evolution');
      ensureTold((await query(trial, path, { startingVersion: 0 }, anyFormat)).lines, expected);
    },
  },
  {
    id: 'contents/schema-changes-in-feed',
    title: 'The feed tells changes of the columns with includeHistoricalMetadata, and not without',
    requirement: 'Delta Sharing Protocol, "Read Change Data Feed from a Table": includeHistoricalMetadata',
    protects: 'The Python client fails at a metaData line that it did not ask for, and needs those that it asked for.',
    level: 'full',
    check: async trial => {
      const { path, expected } = await trial.lab().table('schema-evolution', { changeFeed: true });
      const asked = await changes(trial, path, 'startingVersion=0&includeHistoricalMetadata=true', anyFormat);
      ensureTold(asked.lines, expected);
      const plain = await changes(trial, path, 'startingVersion=0', anyFormat);
      ensure(!fileLines(plain.lines).some(isMetaData), 'A further metaData comes unasked.');
    },
  },
  {
    id: 'contents/rearranged',
    title: 'A commit that only puts rows into other files is no change: a stream has no line of it',
    requirement:
      'Delta Transaction Log Protocol, "Add File and Remove File": dataChange; Spark client: streams rows once',
    protects: 'After OPTIMIZE a stream would read every row a second time.',
    level: 'core',
    check: async trial => {
      const { path, expected } = await trial.lab().table('clustering');
      const [before, after] = [expected.versions[2], expected.versions[3]];
      ensure(before?.rows === after?.rows && before?.files !== after?.files, 'The fixture rearranges nothing.');
      const { lines } = await query(trial, path, { startingVersion: 3, endingVersion: 3 }, anyFormat);
      const line = dataFilesOf(lines).find(({ version }) => version === 3);
      ensure(line === undefined, `There is a line ${line?.action} of version 3, which changes no row.`);
    },
  },
];
