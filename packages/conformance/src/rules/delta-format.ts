import { capabilitiesOf, ensureRefused, ensureSame } from '../answers.ts';
import { columnsOf, dataFilesOf, metaDataOf, protocolOf } from '../data-files.ts';
import { demandingTables } from '../demanding-tables.ts';
import { ensure, NotOffered, NotTried } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import {
  anyFormat,
  capabilities,
  changes,
  deltaHeaders,
  deltaQuery,
  everyFeature,
  metadata,
  query,
  sendQuery,
} from '../table-calls.ts';
import { endOf, idsOf, isObject, type TableLine } from '../table-lines.ts';

const capabilitiesRequirement = 'Delta Sharing Protocol, "Delta Sharing Capabilities Header"';
const deltaRequirement = 'Delta Sharing Protocol, "API Response Format in Delta"';

/** Lines in the delta format of each table, or `NotOffered` when the server has none. */
const deltaTables = async (
  trial: Trial,
): Promise<readonly { readonly name: string; readonly lines: readonly TableLine[] }[]> => {
  const answers = [];
  for (const { name, path } of trial.tables) answers.push({ name, lines: (await deltaQuery(trial, path)).lines });
  trial.tableWith();
  return answers;
};

const physicalNames = (lines: readonly TableLine[]): ReadonlyMap<string, string> =>
  new Map(
    columnsOf(lines).map(({ name, metadata: facts }) => [
      name,
      String(facts['delta.columnMapping.physicalName'] ?? name),
    ]),
  );

const isMapped = (lines: readonly TableLine[]): boolean => {
  const { configuration } = metaDataOf(lines);
  const mode = isObject(configuration) ? configuration['delta.columnMapping.mode'] : undefined;
  return mode === 'name' || mode === 'id';
};

/** A table of ours with column mapping, in which every name differs from the physical one. */
const knownMapping = async (trial: Trial): Promise<{ readonly name: string; readonly lines: readonly TableLine[] }> => {
  const { name, path } = await trial.lab().table('column-mapping-name');
  return { name, lines: (await query(trial, path, {}, deltaHeaders)).lines };
};

export const deltaFormatRules: readonly Rule[] = [
  {
    id: 'formats/header-matrix',
    title: 'Of each combination of formats and endStreamAction the answer is what its header says',
    requirement: `${capabilitiesRequirement}; Spark client: reads the header in lower case`,
    protects: 'Clients parse the lines by what this header says.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true });
      for (const formats of ['parquet', 'parquet,delta', 'delta,parquet', 'DELTA,PARQUET']) {
        for (const end of ['', ';includeendstreamaction=true', ';includeendstreamaction=false']) {
          const { reply, lines } = await query(
            trial,
            path,
            {},
            capabilities(`responseformat=${formats};${everyFeature}${end}`),
          );
          const said = capabilitiesOf(reply);
          const format = said.get('responseformat') ?? 'parquet';
          const isDelta = isObject(lines[0]?.fields['deltaProtocol']);
          ensure(
            format === (isDelta ? 'delta' : 'parquet'),
            `For ${formats} the header says responseformat=${format}.`,
          );
          const agreed = said.get('includeendstreamaction') === 'true';
          ensure(!agreed || end.endsWith('true'), `For ${formats}${end} the header says includeendstreamaction=true.`);
          ensure(
            agreed === (endOf(lines) !== undefined),
            `For ${formats}${end} the last line is not as the header says.`,
          );
        }
      }
    },
  },
  {
    id: 'formats/no-reader-features',
    title: 'An empty list of reader features is none: a table that needs one is refused with 400',
    requirement: `${capabilitiesRequirement}: readerfeatures`,
    protects: 'Splitting an empty text gives one empty feature, which is not the one that is needed.',
    level: 'core',
    check: async trial => {
      const texts = ['responseformat=delta;readerfeatures=', 'responseformat=delta;readerfeatures=conformance'];
      for (const { path } of (await demandingTables(trial)).slice(0, 1)) {
        for (const headers of [...texts, 'responseformat=parquet'].map(capabilities)) {
          ensureRefused(await sendQuery(trial, path, {}, headers), 400);
          ensureRefused(await trial.send({ path: `${path}/metadata`, headers }), 400);
        }
      }
    },
  },
  {
    id: 'formats/delta-protocol',
    title: 'deltaProtocol is the action of the log: versions of readers and writers, and features from 3 on',
    requirement: `${deltaRequirement}; Delta Transaction Log Protocol, "Protocol Evolution"`,
    protects: 'The Python client hands these lines to a Delta reader as they are.',
    level: 'full',
    check: async trial => {
      for (const { name, lines } of await deltaTables(trial)) {
        const { minReaderVersion, minWriterVersion, readerFeatures } = protocolOf(lines);
        ensure(Number.isInteger(minReaderVersion), `minReaderVersion of ${name} is ${minReaderVersion}.`);
        ensure(Number.isInteger(minWriterVersion), `minWriterVersion of ${name} is ${minWriterVersion}.`);
        const listed = Array.isArray(readerFeatures);
        ensure(
          listed === Number(minReaderVersion) >= 3,
          `${name} has reader version ${minReaderVersion} and features: ${listed}.`,
        );
        ensure(isObject(metaDataOf(lines)['format']), `The deltaMetadata of ${name} has no format.`);
      }
    },
  },
  {
    id: 'formats/deletion-vectors',
    title: 'A deletion vector is inline or at a URL, never at a path, and says how many rows it takes',
    requirement: 'Delta Sharing Protocol, "File in Delta Format"; Delta Transaction Log Protocol, "Deletion Vectors"',
    protects: 'Clients cannot find a deletion vector by a path in a storage that they do not see.',
    level: 'full',
    check: async trial => {
      const vectors = (await deltaTables(trial)).flatMap(({ lines }) =>
        dataFilesOf(lines).map(file => file.deletionVector),
      );
      const found = vectors.filter(vector => vector !== undefined);
      if (found.length === 0) throw new NotTried('The profile shows no table with deletion vectors');
      for (const { storageType, pathOrInlineDv, cardinality } of found) {
        ensure(storageType === 'p' || storageType === 'i', `A deletion vector has the storage type ${storageType}.`);
        const resolved = storageType === 'i' || URL.canParse(String(pathOrInlineDv));
        ensure(resolved, 'A deletion vector of storage type p is at no URL.');
        ensure(Number.isSafeInteger(cardinality), `A deletion vector has the cardinality ${cardinality}.`);
      }
    },
  },
  {
    id: 'formats/mapped-columns',
    title: 'With column mapping, values of partitions and statistics go by the physical names of columns',
    requirement: 'Delta Transaction Log Protocol, "Column Mapping": reader requirements',
    protects: 'A Delta reader looks them up by physical names, and would find nulls.',
    level: 'full',
    check: async trial => {
      const shown = (await deltaTables(trial)).filter(({ lines }) => isMapped(lines));
      const mapped = shown.length > 0 ? shown : [await knownMapping(trial)];
      for (const { name, lines } of mapped) {
        const names = physicalNames(lines);
        const { partitionColumns } = metaDataOf(lines);
        ensure(Array.isArray(partitionColumns), `partitionColumns of ${name} is no list.`);
        const partitions = partitionColumns.map(column => names.get(String(column)) ?? String(column));
        // Columns that were dropped may still be in the statistics of old files, by names that nobody shows any more.
        const physical = new Set(names.values());
        const shownOnly = [...names.keys()].filter(column => !physical.has(column));
        for (const { id, partitionValues, stats } of dataFilesOf(lines)) {
          ensureSame(Object.keys(partitionValues), partitions, `partitionValues of ${id} of ${name}`);
          const { nullCount = {} } = stats ?? {};
          const stray = shownOnly.find(column => isObject(nullCount) && column in nullCount);
          ensure(stray === undefined, `The stats of ${id} of ${name} name ${stray}, which is no physical name.`);
        }
      }
    },
  },
  {
    id: 'formats/same-ids',
    title: 'With one fileidhash the files have the same ids in both formats',
    requirement: 'Delta Sharing Protocol, fileidhash header',
    protects: 'Clients that compare files across formats, which is what the header is for.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const plain = await query(trial, path, {}, { fileidhash: 'parquet' });
      if (plain.reply.headers.get('fileidhash') === null)
        throw new NotOffered('The server does not answer the fileidhash header.');
      const delta = await deltaQuery(trial, path, { fileidhash: 'parquet' });
      ensureSame(idsOf(delta.lines), idsOf(plain.lines), 'The files of the delta format');
    },
  },
  {
    id: 'formats/hash-everywhere',
    title: 'fileidhash is answered by changes as by queries, and a blank one is refused with 400',
    requirement: 'Delta Sharing Protocol, fileidhash header: parquet or delta',
    protects: 'A client that asked for ids of one kind does not get the other.',
    level: 'full',
    check: async trial => {
      const { path, version, parquet } = trial.tableWith({ changeFeed: true });
      const headers = { ...(parquet ? anyFormat : deltaHeaders), fileidhash: 'delta' };
      const { reply } = await changes(trial, path, `startingVersion=${version}`, headers);
      const echo = reply.headers.get('fileidhash');
      if (echo === null) throw new NotOffered('The server does not answer the fileidhash header.');
      ensure(echo === 'delta', `changes answer fileidhash: ${echo}.`);
      ensureRefused(await sendQuery(trial, path, {}, { ...headers, fileidhash: ' ' }), 400);
      await metadata(trial, path, headers);
    },
  },
];
