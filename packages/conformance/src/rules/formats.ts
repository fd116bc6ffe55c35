import { capabilitiesOf, ensureRefused, ensureSame } from '../answers.ts';
import { dataFilesOf } from '../data-files.ts';
import { demandingTables } from '../demanding-tables.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { capabilities, deltaQuery, everyFeature as features, sendQuery } from '../table-calls.ts';
import { endOf, idsOf, isObject, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "Delta Sharing Capabilities Header"';

const query = (trial: Pick<Trial, 'send'>, path: string, headers: Readonly<Record<string, string>>) =>
  sendQuery(trial, path, {}, headers);

export const formatRules: readonly Rule[] = [
  {
    id: 'formats/parquet',
    title: 'responseformat=parquet is obeyed where the table allows, and answered in lower case',
    requirement,
    protects: 'Spark compares the answer in lower case.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true });
      const reply = await query(trial, path, capabilities('ResponseFormat=Parquet'));
      readLines(reply);
      const format = capabilitiesOf(reply).get('responseformat');
      ensure(format === undefined || format === 'parquet', `The server answers responseformat=${format}.`);
    },
  },
  {
    id: 'formats/delta',
    title: 'responseformat=delta gives the actions of the log with URLs in the place of paths',
    requirement: 'Delta Sharing Protocol, "API Response Format in Delta"',
    protects: 'Clients that read deletion vectors and column mapping.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ minFiles: 1 });
      const { reply, lines } = await deltaQuery(trial, path);
      ensure(
        capabilitiesOf(reply).get('responseformat') === 'delta',
        'The server does not answer responseformat=delta.',
      );
      const [protocol, metaData, ...files] = lines;
      ensure(protocol !== undefined && 'deltaProtocol' in protocol.fields, 'The first line has no deltaProtocol.');
      ensure(metaData !== undefined && 'deltaMetadata' in metaData.fields, 'The second line has no deltaMetadata.');
      for (const { kind, fields } of files) {
        const single = fields['deltaSingleAction'];
        ensure(kind === 'file' && isObject(single) && 'add' in single, `There is a line ${kind} without an add.`);
      }
      dataFilesOf(files);
    },
  },
  {
    id: 'formats/choice',
    title: 'Of parquet and delta the server chooses one, says which, and keeps to it in metadata and query',
    requirement,
    protects: 'Clients ask for metadata first and query in the format that they were told.',
    level: 'core',
    check: async trial => {
      const { path, parquet } = trial.tableWith();
      const headers = capabilities(`responseformat=delta,parquet;${features}`);
      const metadata = await trial.send({ path: `${path}/metadata`, headers });
      const format = capabilitiesOf(metadata).get('responseformat') ?? 'parquet';
      ensure(parquet || format === 'delta', 'parquet is chosen for a table that needs more.');
      const isDelta = 'deltaProtocol' in (readLines(metadata)[0]?.fields ?? {});
      ensure(isDelta === (format === 'delta'), `The server says ${format} and answers in the other format.`);
      readLines(await query(trial, path, capabilities(`responseformat=${format};${features}`)));
    },
  },
  {
    id: 'formats/missing-reader-features',
    title: 'A table that needs reader features is refused to clients that do not have them, with 400',
    requirement: `${requirement}: readerfeatures`,
    protects: 'A client without deletion vectors would show rows that were deleted.',
    level: 'core',
    check: async trial => {
      for (const { path } of await demandingTables(trial)) {
        ensureRefused(await query(trial, path, {}), 400);
        ensureRefused(await query(trial, path, capabilities('responseformat=delta')), 400);
      }
    },
  },
  {
    id: 'formats/end-stream-action',
    title: 'endStreamAction comes last when it was agreed on, and never otherwise',
    requirement: `${requirement}: includeendstreamaction`,
    protects: 'Spark takes an answer without the agreed end for one that was cut off; Python fails at one unasked.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true });
      const plain = readLines(await query(trial, path, {}));
      ensure(endOf(plain) === undefined, 'endStreamAction comes unasked.');
      const reply = await query(trial, path, capabilities('responseformat=parquet;includeendstreamaction=true'));
      const lines = readLines(reply);
      const agreed = capabilitiesOf(reply).get('includeendstreamaction') === 'true';
      ensure(agreed === (endOf(lines) !== undefined), `Agreed: ${agreed}; sent: ${endOf(lines) !== undefined}.`);
      ensure(!agreed || lines.at(-1)?.kind === 'endStreamAction', 'endStreamAction is not the last line.');
    },
  },
  {
    id: 'formats/file-id-hash',
    title: 'fileidhash is answered in lower case, gives stable ids, and anything unknown is refused with 400',
    requirement: 'Delta Sharing Protocol, fileidhash header',
    protects: 'Clients that compare files across formats.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const reply = await query(trial, path, { fileidhash: 'Delta' });
      const echo = reply.headers.get('fileidhash');
      if (echo === null) throw new NotOffered('The server does not answer the fileidhash header.');
      ensure(echo === 'delta', `The server answers fileidhash: ${echo}.`);
      const again = await query(trial, path, { fileidhash: 'delta' });
      ensureSame(idsOf(readLines(again)), idsOf(readLines(reply)), 'The ids at the second time');
      ensureRefused(await query(trial, path, { fileidhash: 'crc32' }), 400);
    },
  },
  {
    id: 'formats/same-files',
    title: 'Both formats list as many files, of the same sizes',
    requirement: 'Delta Sharing Protocol, "File"',
    protects: 'A table has the same rows whichever client reads it.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true, minFiles: 1 });
      const delta = await deltaQuery(trial, path);
      const sizes = dataFilesOf(readLines(await query(trial, path, {}))).map(({ size }) => size);
      const others = dataFilesOf(delta.lines).map(({ size }) => size);
      const isSame = sizes.toSorted().join() === others.toSorted().join();
      ensure(isSame, `In the parquet format there are files of ${sizes} bytes, in the delta format of ${others}.`);
    },
  },
];
