import { ensureRefused, ensureSame, jsonOf } from '../answers.ts';
import { ensureCredentials } from '../credentials.ts';
import { ensure, NotOffered, NotTried } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { listAll, segment } from '../survey.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Everything of a kind that the shares have, with the path of each. Throws `NotOffered` where the server has no such list. */
const listEvery = async ({ send }: Trial, kind: 'volumes' | 'skills' | 'models') => {
  const found: { readonly item: Fields; readonly path: string }[] = [];
  for (const { name } of await listAll(send, '/shares')) {
    const share = `/shares/${segment(name)}`;
    const reply = await send({ path: `${share}/all-${kind}` });
    if ([404, 405, 501].includes(reply.status)) throw new NotOffered(`The server has no list of ${kind}.`);
    for (const item of await listAll(send, `${share}/all-${kind}`)) {
      found.push({ item, path: `${share}/schemas/${segment(item['schema'])}/${kind}/${segment(item['name'])}` });
    }
  }
  return found;
};

const nameOf = ({ share, schema, name }: Fields): string => `${share}.${schema}.${name}`;

/** What all kinds have in common: each item names its place, is found by its name, and is listed in its schema. */
const checkKind = async (trial: Trial, kind: 'volumes' | 'skills' | 'models'): Promise<void> => {
  const listed = await listEvery(trial, kind);
  for (const { item, path } of listed) {
    for (const field of ['name', 'schema', 'share']) {
      ensure(typeof item[field] === 'string' && item[field] !== '', `An item of ${kind} has no ${field}.`);
    }
    const found = jsonOf(await trial.send({ path }));
    ensure(nameOf(found) === nameOf(item), `${nameOf(item)} is found as ${nameOf(found)}.`);
  }
  const folders = new Set(listed.map(({ path }) => path.slice(0, path.lastIndexOf('/'))));
  const bySchema: Fields[] = [];
  for (const folder of folders) bySchema.push(...(await listAll(trial.send, folder)));
  ensureSame(
    bySchema.map(nameOf),
    listed.map(({ item }) => nameOf(item)),
    `The ${kind} of all schemas`,
  );
};

export const openSharingRules: readonly Rule[] = [
  {
    id: 'opensharing/table',
    title: 'A table is found by its name, with its format',
    requirement: 'OpenSharing, tables: GET of a table',
    protects: 'Clients that choose between Delta and Iceberg before they read.',
    level: 'full',
    check: async ({ send, tableWith }) => {
      const { path, name, schema, share } = tableWith();
      const reply = await send({ path });
      if ([404, 405, 501].includes(reply.status)) throw new NotOffered('The server has no call for one table.');
      const table = jsonOf(reply);
      ensure(nameOf(table) === `${share}.${schema}.${name}`, `The table is found as ${nameOf(table)}.`);
      const formats = String(table['format'] ?? 'delta')
        .toLowerCase()
        .split(',');
      ensure(
        formats.every(format => ['delta', 'iceberg', 'parquet'].includes(format.trim())),
        `The format is ${table['format']}.`,
      );
    },
  },
  {
    id: 'opensharing/volumes',
    title: 'Volumes are listed by share and by schema alike, and found by their names',
    requirement: 'OpenSharing, volumes: lists and GET of a volume',
    protects: 'Clients that go either way see the same volumes.',
    level: 'full',
    check: trial => checkKind(trial, 'volumes'),
  },
  {
    id: 'opensharing/unknown-volume',
    title: 'A volume, or the volumes of a share, that is not there is answered with 404',
    requirement: 'OpenSharing, volumes: 404',
    protects: 'A misspelt name is told as such.',
    level: 'full',
    check: async trial => {
      await listEvery(trial, 'volumes');
      const { share, schema } = trial.tableWith();
      const path = `/shares/${segment(share)}/schemas/${segment(schema)}/volumes/conformance_none`;
      ensureRefused(await trial.send({ path }), 404);
      ensureRefused(await trial.send({ path: '/shares/conformance_none/all-volumes' }), 404);
      const credentials = { method: 'POST', path: `${path}/temporary-volume-credentials`, body: {} } as const;
      ensureRefused(await trial.send(credentials), 404);
    },
  },
  {
    id: 'opensharing/volume-credentials',
    title: 'Credentials of a volume are of one kind, whole and not over yet',
    requirement: 'OpenSharing, volumes: temporary-volume-credentials',
    protects: 'Clients hand them to the library of the cloud as they are.',
    level: 'full',
    check: async trial => {
      const [volume] = await listEvery(trial, 'volumes');
      if (volume === undefined) throw new NotTried('The profile shows no volume');
      const reply = await trial.send({ method: 'POST', path: `${volume.path}/temporary-volume-credentials`, body: {} });
      if (reply.status === 400 || reply.status === 501) throw new NotOffered('The storage gives no credentials.');
      ensureCredentials(jsonOf(reply));
    },
  },
  {
    id: 'opensharing/skills',
    title: 'Skills are listed by share and by schema alike, and found by their names',
    requirement: 'OpenSharing, agent skills: lists and GET of a skill',
    protects: 'Clients that go either way see the same skills.',
    level: 'full',
    check: trial => checkKind(trial, 'skills'),
  },
  {
    id: 'opensharing/models',
    title: 'Models are listed by share and by schema alike, and found by their names',
    requirement: 'OpenSharing, models: lists and GET of a model',
    protects: 'Clients that go either way see the same models.',
    level: 'full',
    check: trial => checkKind(trial, 'models'),
  },
];
