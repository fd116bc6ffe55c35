import { capabilitiesOf, ensureType } from '../answers.ts';
import { dataFilesOf } from '../data-files.ts';
import { fedTable } from '../fed-table.ts';
import { ensure, NotTried } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { anyFormat, capabilities, changes, deltaHeaders, ensureNoLegacy, query, readAnswer } from '../table-calls.ts';
import { fileLines, isObject } from '../table-lines.ts';

const feedRequirement = 'Delta Sharing Protocol, "Read Change Data Feed from a Table"';
const streamRequirement = 'Delta Sharing Protocol, "Read Data from a Table": startingVersion';

export const changedDataRules: readonly Rule[] = [
  {
    id: 'changes/whole-history',
    title: 'The feed has what is within its bounds, and the version that it begins with in its header',
    requirement: `${feedRequirement}: startingVersion and endingVersion, both inclusive; Delta-Table-Version`,
    protects: 'Clients that follow a table miss no change and apply none twice.',
    level: 'full',
    check: async trial => {
      const { path, oldest, version } = await fedTable(trial, { past: true });
      const all = await changes(trial, path, `startingVersion=${oldest}`, anyFormat);
      ensure(all.version === oldest, `The header says version ${all.version} instead of ${oldest}.`);
      const versions = dataFilesOf(all.lines).map(file => file.version ?? -1);
      const early = versions.find(at => at < oldest);
      ensure(early === undefined, `From version ${oldest} on there is a line of version ${early}.`);
      const part = await changes(trial, path, `startingVersion=${oldest}&endingVersion=${version - 1}`, anyFormat);
      const inside = dataFilesOf(part.lines).map(file => file.version ?? -1);
      const expected = versions.filter(at => at < version);
      // The order of lines has no meaning in the protocol.
      const isSame = inside.toSorted().join() === expected.toSorted().join();
      ensure(isSame, `Until version ${version - 1} there are lines of ${inside}, not of ${expected}.`);
    },
  },
  {
    id: 'changes/one-kind',
    title: 'A version whose changes are recorded has these lines alone, and not its added and removed files too',
    requirement: `${feedRequirement}; Delta Transaction Log Protocol, "Add CDC File"`,
    protects: 'Every change would be applied twice.',
    level: 'full',
    check: async trial => {
      const { path, oldest } = await fedTable(trial);
      const files = dataFilesOf((await changes(trial, path, `startingVersion=${oldest}`, anyFormat)).lines);
      const recorded = new Set(files.filter(({ action }) => action === 'cdf').map(({ version }) => version));
      const doubled = files.find(({ action, version }) => action !== 'cdf' && recorded.has(version));
      ensure(doubled === undefined, `Version ${doubled?.version} has recorded changes and a line ${doubled?.action}.`);
    },
  },
  {
    id: 'changes/by-time',
    title: 'The feed from a time on begins with the first version since then',
    requirement: `${feedRequirement}: startingTimestamp`,
    protects: 'Readers that remember when they read last.',
    level: 'full',
    check: async trial => {
      const { path, oldest } = await fedTable(trial);
      const all = dataFilesOf((await changes(trial, path, `startingVersion=${oldest}`, anyFormat)).lines);
      const [first, last] = [all.at(0), all.at(-1)];
      if (first === undefined || last === undefined) throw new NotTried('The feed of the table is empty');
      const [begin, end] = [first.timestamp, last.timestamp];
      ensure(begin !== undefined && end !== undefined, 'A line of the feed has no timestamp.');
      const at = (time: number) => encodeURIComponent(new Date(time).toISOString());
      const found = await changes(trial, path, `startingTimestamp=${at(end)}`, anyFormat);
      const missing = all.filter(({ timestamp }) => timestamp === end).length > dataFilesOf(found.lines).length;
      ensure(!missing, `From ${at(end)} on, lines of version ${last.version} are missing.`);
      const until = await changes(trial, path, `startingVersion=${oldest}&endingTimestamp=${at(begin)}`, anyFormat);
      const late = dataFilesOf(until.lines).find(({ timestamp = 0 }) => timestamp > begin);
      ensure(late === undefined, `Until ${at(begin)} there is a line of version ${late?.version}.`);
    },
  },
  {
    id: 'changes/delta-format',
    title: 'In the delta format each line of changes has version and timestamp, and each metaData its version',
    requirement:
      'Delta Sharing Protocol, "API Response Format in Delta"; Python client: includeHistoricalMetadata=true',
    protects: 'The Python client builds a log of these lines, and fails without their versions.',
    level: 'full',
    check: async trial => {
      const { path, oldest, version } = await fedTable(trial);
      const search = `startingVersion=${oldest}&endingVersion=${version}&includeHistoricalMetadata=true`;
      const { lines, reply } = await changes(trial, path, search, deltaHeaders);
      ensureNoLegacy(reply);
      for (const { fields } of lines.filter(({ kind }) => kind === 'metaData')) {
        ensure(isObject(fields['deltaMetadata']), 'A line metaData has no deltaMetadata.');
        ensure(Number.isSafeInteger(fields['version']), 'A line metaData has no version.');
      }
      for (const { id, version: at, timestamp } of dataFilesOf(lines)) {
        ensure(at !== undefined && timestamp !== undefined, `The line of ${id} has no version, or no timestamp.`);
      }
    },
  },
  {
    id: 'changes/as-python-asks',
    title: 'The feed without capabilities, of a table that every client reads, has no line beside the changes',
    requirement: `${feedRequirement}; Python client: sends no capabilities, fails at endStreamAction`,
    protects: 'The Python client fails at lines that it did not ask for.',
    level: 'core',
    check: async trial => {
      const { path, oldest } = await fedTable(trial, { parquet: true });
      const { lines, reply } = await changes(trial, path, `startingVersion=${oldest}`);
      const kinds = ['add', 'cdf', 'remove'];
      const other = fileLines(lines).find(({ kind }) => !kinds.includes(kind));
      ensure(other === undefined, `There is a line of the kind ${other?.kind}.`);
      ensure(!lines.some(({ kind }) => kind === 'endStreamAction'), 'endStreamAction comes unasked.');
      ensureType(reply, 'application/x-ndjson', 'The feed');
    },
  },
  {
    id: 'stream/until-later',
    title: 'An endingVersion that is not there yet is a hint, and gives what there is',
    requirement: `${streamRequirement}: endingVersion is a hint`,
    protects: 'Streams that ask for a hundred versions at a time.',
    level: 'full',
    check: async trial => {
      const { path, version } = trial.tableWith({ history: true });
      const plain = await query(trial, path, { startingVersion: version }, anyFormat);
      const body = { startingVersion: version, endingVersion: version + 99 };
      const later = await query(trial, path, body, anyFormat);
      ensure(later.version === version, `The header says version ${later.version} instead of ${version}.`);
      ensure(later.lines.length >= plain.lines.length, 'There are fewer lines than without an endingVersion.');
    },
  },
  {
    id: 'stream/historical-protocol',
    title: 'With includeHistoricalProtocol further protocol lines have their version, later than the first',
    requirement: `${streamRequirement}: includeHistoricalProtocol, delta format`,
    protects: 'Spark stops a stream at a protocol that it does not know, and reads on otherwise.',
    level: 'full',
    check: async trial => {
      const { path, oldest } = trial.tableWith({ history: true, past: true });
      const body = { startingVersion: oldest, includeHistoricalProtocol: true };
      const reply = await trial.send({ method: 'POST', path: `${path}/query`, body, headers: deltaHeaders });
      ensure(reply.status === 200, `The answer has status ${reply.status} instead of 200.`);
      const [, ...rest] = readAnswer(reply).lines;
      for (const { fields } of rest.filter(({ kind }) => kind === 'protocol')) {
        ensure(Number(fields['version']) > oldest, `A further protocol has the version ${fields['version']}.`);
      }
    },
  },
  {
    id: 'stream/end-of-stream',
    title: 'Changes end with endStreamAction when it was agreed on, in queries and in the feed',
    requirement: 'Delta Sharing Protocol, "EndStreamAction"; Spark client: retries an answer without the agreed end',
    protects: 'A stream that was cut off is told from one that is whole.',
    level: 'full',
    check: async trial => {
      const headers = capabilities('responseformat=parquet;includeendstreamaction=true');
      const { path, version } = trial.tableWith({ history: true, parquet: true });
      const answers = [await query(trial, path, { startingVersion: version }, headers)];
      const fed = trial.tables.find(({ changeFeed, parquet }) => changeFeed && parquet);
      if (fed !== undefined) answers.push(await changes(trial, fed.path, `startingVersion=${fed.version}`, headers));
      for (const { reply, lines } of answers) {
        const agreed = capabilitiesOf(reply).get('includeendstreamaction') === 'true';
        const sent = lines.at(-1)?.kind === 'endStreamAction';
        ensure(agreed === sent, `Agreed: ${agreed}; sent: ${sent}.`);
      }
    },
  },
];
