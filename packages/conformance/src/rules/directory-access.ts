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

/** Tables that can be read as a directory. Throws `NotOffered` when there is none. */
const directoryTables = async (trial: Trial) => {
  trial.tableWith();
  const found: { readonly path: string; readonly name: string; readonly location: unknown }[] = [];
  for (const { path, name } of trial.tables) {
    const { modes, location } = accessOf((await metadata(trial, path, anyFormat)).lines);
    if (modes.includes('dir')) found.push({ path, name, location });
  }
  if (found.length > 0) return found;
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
      for (const { name, location } of await directoryTables(trial)) {
        const isPlace = typeof location === 'string' && /^[a-z][a-z0-9+.-]*:\/\/./i.test(location);
        ensure(isPlace, `The location of ${name} is ${JSON.stringify(location)}.`);
      }
    },
  },
  {
    id: 'directory/credentials',
    title:
      'Every table with dir among its accessModes, with or without history, gives whole credentials of one kind for its location',
    requirement,
    protects: 'Clients hand them to the library of the cloud as they are, and have no other way to read such a table.',
    level: 'full',
    check: async trial => {
      const bare = (text: unknown) => String(text).replace(/^s3a:/, 's3:').replace(/\/+$/, '');
      for (const { path, name, location } of await directoryTables(trial)) {
        const credentials = credentialsIn(jsonOf(await ask(trial, path, { location })));
        const isFor = bare(credentials['location']) === bare(location);
        ensure(isFor, `The credentials of ${name} are for ${credentials['location']} instead of ${location}.`);
      }
    },
  },
  {
    id: 'directory/elsewhere',
    title: 'Credentials for other places are refused: what the table lies in, and what begins with the same text',
    requirement: `${requirement}: location is the root of the table or an auxiliary location`,
    protects: 'The tables beside this one, which are not shared.',
    level: 'core',
    check: async trial => {
      for (const { path, location } of (await directoryTables(trial)).slice(0, 1)) {
        const root = String(location).replace(/\/+$/, '');
        const parent = root.slice(0, root.lastIndexOf('/'));
        const others = [parent, `${root}2`, `${root}/../conformance`, 's3://conformance-none/table', 'conformance'];
        for (const other of others) {
          ensureRefused(await ask(trial, path, { location: other }), 400, 403, 404);
        }
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
