import { ensureSame } from '../answers.ts';
import { columnsOf, countRows, dataFilesOf, metaDataOf } from '../data-files.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { ExpectedVersion, FixtureName, LabTable } from '../lab/lab.ts';
import type { Rule, Trial } from '../rule.ts';
import { anyFormat, query, readAnswer, sendQuery } from '../table-calls.ts';

/** A kind of table, and what is known of it: a rule for each. */
interface Kind {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly protects: string;
  readonly fixtures: readonly FixtureName[];
  /** Whether the protocol leaves it to the server to have such tables at all. */
  readonly optional: boolean;
}

const delta = 'Delta Transaction Log Protocol';
const snapshot = 'Delta Sharing Protocol, "Read Data from a Table"';

const kinds: readonly Kind[] = [
  {
    id: 'contents/every-version',
    title:
      'Every version of a table has the files, bytes and rows that the engine that wrote it counts, from the first empty one on',
    requirement: `${snapshot}: version; ${delta}, "Action Reconciliation"`,
    protects: 'Nothing is missing, and nothing that was removed comes back.',
    fixtures: ['schema-evolution', 'change-data-feed'],
    optional: false,
  },
  {
    id: 'contents/checkpoints',
    title: 'A table is the same read from its commits and from a checkpoint, which may be of several files',
    requirement: `${delta}, "Checkpoints"`,
    protects: 'Old tables, whose first commits are gone.',
    fixtures: ['checkpoint-in-parts'],
    optional: false,
  },
  {
    id: 'contents/clustering',
    title: 'A table with clustering has its rows: what only writers need is no reason to refuse it',
    requirement: `${delta}, "Clustered Table": a feature of writers alone`,
    protects: 'Tables with liquid clustering can be read by every client.',
    fixtures: ['clustering'],
    optional: false,
  },
  {
    id: 'contents/v2-checkpoints',
    title: 'A table with V2 checkpoints, whose files are named in sidecars, has its rows',
    requirement: `${delta}, "V2 Spec"`,
    protects: 'Tables of new writers, of which a server that does not know them would show a part.',
    fixtures: ['v2-checkpoint-json'],
    optional: true,
  },
  {
    id: 'contents/deletion-vectors',
    title: 'Records of the files less those that deletion vectors take are the rows, at every version',
    requirement: `${delta}, "Deletion Vectors"; Delta Sharing Protocol, "File in Delta Format"`,
    protects: 'Rows that were deleted are not shown.',
    fixtures: ['deletion-vectors'],
    optional: true,
  },
  {
    id: 'contents/column-mapping',
    title: 'Tables with column mapping, by name and by id, have the columns that users see, at every version',
    requirement: `${delta}, "Column Mapping"; Delta Sharing Protocol, "Metadata in Delta Format"`,
    protects: 'Columns that were renamed or dropped do not come back under other names.',
    fixtures: ['column-mapping-name', 'column-mapping-id', 'mapped-changes'],
    optional: true,
  },
  {
    id: 'contents/new-types',
    title: 'Tables with timestamp_ntz, variant and widened types have their rows and columns',
    requirement: `${delta}, "Timestamp without timezone", "Variant Data Type" and "Type Widening"`,
    protects: 'Clients that know these types.',
    fixtures: ['timestamp-ntz', 'variant', 'type-widening'],
    optional: true,
  },
];

/** Every value that is to be so, found and expected. */
const ensureEqual = (found: unknown, expected: unknown, what: string): void =>
  ensure(found === expected, `${what} is ${found} instead of ${expected}.`);

const checkVersion = async (trial: Trial, { path, name }: LabTable, expected: ExpectedVersion): Promise<void> => {
  const { version, lines } = await query(trial, path, { version: expected.version }, anyFormat);
  const what = `${name} at version ${expected.version}`;
  ensureEqual(version, expected.version, `The version in the header of ${what}`);
  const files = dataFilesOf(lines);
  ensureEqual(files.length, expected.files, `The number of files of ${what}`);
  ensureEqual(
    files.reduce((sum, { size }) => sum + size, 0),
    expected.bytes,
    `The bytes of ${what}`,
  );
  const rows = countRows(files);
  if (rows !== undefined) ensureEqual(rows, expected.rows, `The number of rows of ${what}`);
  ensureEqual(
    columnsOf(lines)
      .map(column => column.name)
      .join(),
    expected.columns.join(),
    `The columns of ${what}`,
  );
};

const checkTable = async (trial: Trial, table: LabTable, optional: boolean): Promise<void> => {
  const reply = await sendQuery(trial, table.path, {}, anyFormat);
  if (optional && reply.status >= 400 && reply.status < 500) {
    throw new NotOffered(`The server refuses a table with ${table.expected.readerFeatures.join(' and ')}.`);
  }
  const { lines } = readAnswer(reply);
  const { partitionColumns } = metaDataOf(lines);
  const columns = Array.isArray(partitionColumns) ? partitionColumns.map(String) : [];
  ensureSame(columns, table.expected.partitionColumns, `Partition columns of ${table.name}`);
  for (const expected of table.expected.versions) await checkVersion(trial, table, expected);
};

/** Tables of known contents: their versions must have them. */
export const contentsRules: readonly Rule[] = kinds.map(({ fixtures, optional, ...facts }) => ({
  ...facts,
  level: optional ? 'full' : 'core',
  check: async trial => {
    for (const fixture of fixtures) await checkTable(trial, await trial.lab().table(fixture), optional);
  },
}));
