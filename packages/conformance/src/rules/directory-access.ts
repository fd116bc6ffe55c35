import { ensureRefused, jsonOf } from '../answers.ts';
import { ensureCredentials } from '../credentials.ts';
import { metaDataOf } from '../data-files.ts';
import { ensure, NotOffered } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { anyFormat, metadata } from '../table-calls.ts';
import { isObject, type TableLine } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, temporary table credentials and accessModes';

/** Fields of metaData that stand beside `deltaMetadata` in the delta format. */
const accessOf = (lines: readonly TableLine[]) => {
  const { accessModes, location } = { ...metaDataOf(lines), ...lines[1]?.fields };
  return { modes: Array.isArray(accessModes) ? accessModes.map(String) : [], location };
};

/** A table that can be read as a directory. Throws `NotOffered` when there is none. */
const directoryTable = async (trial: Trial) => {
  trial.tableWith();
  for (const { path } of trial.tables) {
    const { modes, location } = accessOf((await metadata(trial, path, anyFormat)).lines);
    if (modes.includes('dir')) return { path, location };
  }
  throw new NotOffered('No table has dir among its accessModes.');
};

const ask = ({ send }: Trial, path: string, body: object) =>
  send({ method: 'POST', path: `${path}/temporary-table-credentials`, body });

const credentialsIn = (fields: Readonly<Record<string, unknown>>) => {
  const { credentials } = fields;
  ensure(isObject(credentials), 'The answer has no credentials.');
  ensureCredentials(credentials);
  return credentials;
};

export const directoryRules: readonly Rule[] = [
  {
    id: 'directory/location',
    title: 'Metadata of a table that can be read as a directory has its location',
    requirement: `${requirement}: location is there when dir is`,
    protects: 'Clients that read the directory have to know where it is.',
    level: 'full',
    check: async trial => {
      const { location } = await directoryTable(trial);
      const isPlace = typeof location === 'string' && /^[a-z][a-z0-9+.-]*:\/\/./i.test(location);
      ensure(isPlace, `The location is ${JSON.stringify(location)}.`);
    },
  },
  {
    id: 'directory/credentials',
    title: 'Credentials for the location are of one kind, whole, not over yet, and say what they are for',
    requirement,
    protects: 'Clients hand them to the library of the cloud as they are.',
    level: 'full',
    check: async trial => {
      const { path, location } = await directoryTable(trial);
      const credentials = credentialsIn(jsonOf(await ask(trial, path, { location })));
      const bare = (text: unknown) => String(text).replace(/^s3a:/, 's3:').replace(/\/+$/, '');
      ensure(bare(credentials['location']) === bare(location), 'The credentials are for another location.');
    },
  },
  {
    id: 'directory/elsewhere',
    title: 'Credentials for other places are refused: what the table lies in, and what begins with the same text',
    requirement: `${requirement}: location is the root of the table or an auxiliary location`,
    protects: 'The tables beside this one, which are not shared.',
    level: 'core',
    check: async trial => {
      const { path, location } = await directoryTable(trial);
      const root = String(location).replace(/\/+$/, '');
      const parent = root.slice(0, root.lastIndexOf('/'));
      for (const other of [
        parent,
        `${root}2`,
        `${root}/../conformance`,
        's3://conformance-none/table',
        'conformance',
      ]) {
        ensureRefused(await ask(trial, path, { location: other }), 400, 403, 404);
      }
    },
  },
  {
    id: 'directory/by-url-alone',
    title:
      'A table without dir among its accessModes gives an error for credentials, or whole credentials, and nothing between',
    requirement: `${requirement}: without accessModes a table is read by URLs`,
    protects: 'Clients that try the directory first.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith();
      const reply = await ask(trial, path, {});
      if (reply.status === 200) credentialsIn(jsonOf(reply));
      else ensure(reply.status >= 400, `The answer has status ${reply.status}.`);
    },
  },
];
