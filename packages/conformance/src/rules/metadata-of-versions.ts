import { ensureRefused } from '../answers.ts';
import { dataFilesOf, metaDataOf, protocolOf } from '../data-files.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { anyFormat, metadata, query, type TableAnswer } from '../table-calls.ts';

const requirement = 'Delta Sharing Protocol, "Query Table Metadata"';

/** Entries in one order: servers keep maps and sets in any. */
const sorted = (value: unknown): readonly unknown[] =>
  (Array.isArray(value) ? value : Object.entries(value ?? {})).map(entry => JSON.stringify(entry)).toSorted();

/** What a client builds its table from: this must not depend on which call it asks. */
const facts = ({ lines }: TableAnswer): string => {
  const { id, schemaString, partitionColumns, configuration } = metaDataOf(lines);
  const { minReaderVersion, readerFeatures } = protocolOf(lines);
  const sets = [sorted(configuration), sorted(readerFeatures)];
  return JSON.stringify({ id, schemaString, partitionColumns, minReaderVersion, sets });
};

export const metadataOfVersionRules: readonly Rule[] = [
  {
    id: 'metadata/same-as-query',
    title: 'Metadata and a query of the same version tell the same protocol, schema, partitions and configuration',
    requirement: `${requirement} and "Read Data from a Table"; Spark client: plans by one and reads by the other`,
    protects: 'Spark plans with the schema of the metadata and reads the files of the query.',
    level: 'core',
    check: async trial => {
      for (const { path, name, history, version } of trial.tables) {
        const [search, body] = history ? [`?version=${version}`, { version }] : ['', {}];
        const one = await metadata(trial, path, anyFormat, search);
        const other = await query(trial, path, body, anyFormat);
        ensure(one.version !== other.version || facts(one) === facts(other), `They differ for the table ${name}.`);
      }
      trial.tableWith();
    },
  },
  {
    id: 'metadata/of-a-version',
    title: 'Metadata of a past version has that version in its header',
    requirement: `${requirement}: version`,
    protects: 'Time travel plans with the schema of its version.',
    level: 'full',
    check: async trial => {
      const { path, oldest } = trial.tableWith({ history: true, past: true });
      const { version, lines } = await metadata(trial, path, anyFormat, `?version=${oldest}`);
      ensure(version === oldest, `The header says ${version} instead of ${oldest}.`);
      ensure(lines.length === 2, `There are ${lines.length} lines instead of two.`);
    },
  },
  {
    id: 'metadata/impossible',
    title: 'Metadata of two moments at once, of none that is there, and of the past without history are refused',
    requirement: `${requirement}: version and timestamp exclude each other; 400`,
    protects: 'A mistake is told instead of answered with the newest schema.',
    level: 'full',
    check: async ({ send, tableWith, tables }) => {
      const { path, version } = tableWith({ history: true });
      const at = (search: string, table = path) => send({ path: `${table}/metadata?${search}`, headers: anyFormat });
      ensureRefused(await at(`version=${version}&timestamp=2022-01-01T00:00:00Z`), 400);
      ensureRefused(await at('version=-1'), 400);
      ensureRefused(await at('version=first'), 400);
      ensureRefused(await at('timestamp=yesterday'), 400);
      ensureRefused(await at(`version=${version + 100}`), 400, 404);
      const present = tables.find(({ history }) => !history);
      if (present !== undefined) ensureRefused(await at('version=0', present.path), 400);
    },
  },
  {
    id: 'metadata/size',
    title: 'size and numFiles of the metadata are those of the files',
    requirement: 'Delta Sharing Protocol, "Metadata": size and numFiles, which are optional',
    protects: 'Engines plan joins by the size of a table.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const { lines } = await query(trial, path, {});
      const { size, numFiles } = metaDataOf(lines);
      if ((size ?? numFiles ?? null) === null) throw new NotOffered('The metadata has no size and no numFiles.');
      const files = dataFilesOf(lines);
      const bytes = files.reduce((sum, file) => sum + file.size, 0);
      ensure((numFiles ?? files.length) === files.length, `numFiles is ${numFiles}, and ${files.length} came.`);
      ensure((size ?? bytes) === bytes, `size is ${size}, and the files have ${bytes} bytes.`);
    },
  },
  {
    id: 'metadata/reader-version',
    title: 'In the parquet format every table has minReaderVersion 1, whatever its log says',
    requirement: 'Delta Sharing Protocol, "Protocol"; Spark client: takes 2 at most, and Python 3',
    protects: 'Clients refuse tables of a reader version that they do not know.',
    level: 'core',
    check: async trial => {
      for (const { path, name } of trial.tables.filter(({ parquet }) => parquet)) {
        for (const { lines } of [await metadata(trial, path), await query(trial, path, { limitHint: 1 })]) {
          const { minReaderVersion } = protocolOf(lines);
          ensure(minReaderVersion === 1, `minReaderVersion of ${name} is ${minReaderVersion} instead of 1.`);
        }
      }
      trial.tableWith({ parquet: true });
    },
  },
];
