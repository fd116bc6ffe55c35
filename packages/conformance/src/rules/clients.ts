import { capabilitiesOf } from '../answers.ts';
import { columnsOf, dataFilesOf, protocolOf } from '../data-files.ts';
import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { capabilities, everyFeature, metadata, query, readAnswer, type TableAnswer } from '../table-calls.ts';
import { endOf } from '../table-lines.ts';

const pythonFeatures = 'readerfeatures=deletionvectors,columnmapping,timestampntz';

const formatOf = ({ reply }: TableAnswer): string => capabilitiesOf(reply).get('responseformat') ?? 'parquet';

/** What every client demands of the lines: the first two, in the format that the header says, and none unknown. */
const ensureReadable = (answer: TableAnswer, kinds: readonly string[]): void => {
  const { lines } = answer;
  ensure(lines[0]?.kind === 'protocol' && lines[1]?.kind === 'metaData', 'protocol and metaData do not come first.');
  const other = lines.slice(2).find(({ kind }) => !kinds.includes(kind));
  ensure(other === undefined, `There is a line of the kind ${other?.kind}.`);
  const isDelta = 'deltaProtocol' in (lines[0]?.fields ?? {});
  ensure(
    isDelta === (formatOf(answer) === 'delta'),
    `The header says ${formatOf(answer)}, and the lines are otherwise.`,
  );
  columnsOf(lines);
};

const asPython = { 'accept-encoding': 'gzip, deflate', accept: '*/*' };

const readAsPython = async (trial: Trial, path: string): Promise<void> => {
  const first = await trial.send({
    path: `${path}/metadata`,
    headers: { ...asPython, ...capabilities(`responseformat=delta,parquet;${pythonFeatures}`) },
  });
  // A table that needs more than this client knows is refused to it: that is for the user to see.
  if (first.status === 400) return;
  const told = readAnswer(first);
  ensureReadable(told, []);
  const isDelta = formatOf(told) === 'delta';
  const headers = isDelta ? { ...asPython, ...capabilities(`responseformat=delta;${pythonFeatures}`) } : asPython;
  const answer = await query(trial, path, {}, headers);
  ensureReadable(answer, ['file']);
  ensure(
    formatOf(answer) === formatOf(told),
    `Metadata came as ${formatOf(told)}, and the query as ${formatOf(answer)}.`,
  );
  const { minReaderVersion } = protocolOf(answer.lines);
  ensure(Number(minReaderVersion) <= 3, `minReaderVersion is ${minReaderVersion}, and this client takes 3 at most.`);
};

const readAsSpark = async (trial: Trial, path: string): Promise<void> => {
  const told = await metadata(trial, path, capabilities(`responseformat=parquet,delta;${everyFeature}`));
  ensureReadable(told, []);
  const asked = `responseformat=${formatOf(told)};${everyFeature}`;
  const answer = await query(trial, path, { includeRefreshToken: true }, capabilities(asked));
  ensureReadable(answer, ['file', 'endStreamAction']);
  ensure(
    formatOf(answer) === formatOf(told),
    `Metadata came as ${formatOf(told)}, and the query as ${formatOf(answer)}.`,
  );
  const end = endOf(answer.lines);
  ensure(end === undefined || answer.lines.at(-1)?.kind === 'endStreamAction', 'endStreamAction is not the last line.');
  ensure(end?.['errorMessage'] === undefined, `The answer ends with the error ${end?.['errorMessage']}.`);
  const ids = dataFilesOf(answer.lines).map(
    ({ id, deletionVector }) => `${id} ${JSON.stringify(deletionVector?.['offset'])}`,
  );
  ensure(new Set(ids).size === ids.length, 'Two files have the same id, by which Spark caches them.');
};

const streamAsSpark = async (trial: Trial, path: string, oldest: number): Promise<void> => {
  const told = await metadata(trial, path, capabilities(`responseformat=parquet,delta;${everyFeature}`));
  const reply = await trial.send({ path: `${path}/version` });
  const newest = Number(reply.headers.get('delta-table-version') ?? Number.NaN);
  ensure(newest >= oldest, `The version is ${newest}, and ${oldest} was there before.`);
  for (let from = oldest; from <= newest; from += 100) {
    const body = { startingVersion: from, endingVersion: Math.min(from + 99, newest) };
    const answer = await query(trial, path, body, capabilities(`responseformat=${formatOf(told)};${everyFeature}`));
    ensureReadable(answer, ['add', 'remove', 'file', 'metaData', 'protocol', 'endStreamAction']);
    ensure(answer.version === from, `The header says version ${answer.version} instead of ${from}.`);
    const beyond = dataFilesOf(answer.lines).find(({ version = from }) => version < from);
    ensure(beyond === undefined, `A line of version ${beyond?.version} came, before ${from}.`);
  }
};

export const clientRules: readonly Rule[] = [
  {
    id: 'clients/python',
    title: 'Every table can be read by the calls that the Python client makes, in their order',
    requirement: 'Python client: load_as_pandas; "Read Data from a Table" and "Query Table Metadata"',
    protects: 'pandas users, whose client fails at a blank line, an unknown line or a missing header.',
    level: 'core',
    check: async trial => {
      trial.tableWith();
      for (const { path } of trial.tables) await readAsPython(trial, path);
    },
  },
  {
    id: 'clients/spark',
    title: 'Every table can be read by the calls that Spark makes, in their order',
    requirement: 'Spark client and delta-sharing-spark: metadata, then a query with includeRefreshToken',
    protects: 'Spark users, whose client compares formats, versions and first lines.',
    level: 'core',
    check: async trial => {
      trial.tableWith();
      for (const { path } of trial.tables) await readAsSpark(trial, path);
    },
  },
  {
    id: 'clients/spark-streaming',
    title: 'Tables that are shared with history can be streamed by the calls that Spark makes',
    requirement: 'Spark client: version, then queries of a hundred versions at a time',
    protects: 'Structured streaming, which stops at an answer of another version.',
    level: 'full',
    check: async trial => {
      trial.tableWith({ history: true, past: true });
      for (const { path, oldest } of trial.tables.filter(({ history }) => history)) {
        await streamAsSpark(trial, path, oldest);
      }
    },
  },
];
