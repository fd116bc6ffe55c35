import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace } from '../../tools/workspace-process.ts';
import type { Benchmark, Outcome, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { startMirror } from './bare-peer.ts';
import { interleavedRates, loadRemarks, type NamedTarget, sidesOf } from './rates.ts';

/** Where a Unity Catalog server listens that the bench may use, such as `http://127.0.0.1:8080`. */
const peerSetting = 'BENCH_UNITY_CATALOG';

const prepareOurs = async (url: string, configFile: string): Promise<NamedTarget> => {
  const workspace = new WorkspaceClient({ configFile, profile: 'DEFAULT' });
  const recipient = await workspace.recipients.create({
    name: 'reader',
    authentication_type: 'TOKEN',
    comment: 'reads',
  });
  await workspace.recipientActivation.retrieveToken({ activation_url: recipient.activation_url ?? '' });
  const { token_value } = await workspace.tokens.create({ comment: 'bench' });
  return {
    who: 'Boathouse',
    url: `${url}/api/2.1/unity-catalog/recipients/reader`,
    headers: { authorization: `Bearer ${token_value}` },
  };
};

/** Makes a catalog in the Unity Catalog that the setting names, unless it is there. */
const preparePeer = async (origin: string): Promise<NamedTarget> => {
  const catalogs = `${origin.replace(/\/+$/, '')}/api/2.1/unity-catalog/catalogs`;
  const body = JSON.stringify({ name: 'boathouse_bench', comment: 'reads' });
  await fetch(catalogs, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return { who: 'Unity Catalog', url: `${catalogs}/boathouse_bench` };
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const workspace = await startWorkspace(new AbortController().signal);
  try {
    const ours = await prepareOurs(workspace.url, workspace.configFile);
    const mirror = await startMirror(ours);
    try {
      const origin = process.env[peerSetting];
      const peers = origin === undefined ? [] : [await preparePeer(origin)];
      const bare = { ...mirror.target, who: 'bare Fastify handler' };
      const rates = await interleavedRates([ours, ...peers, bare], quick);
      const [our = 0, their = 0] = rates.map(({ figures }) => median(figures));
      const missing = `Unity Catalog was not measured: set ${peerSetting} to the address of one that runs`;
      const remarks = loadRemarks(rates);
      return origin === undefined
        ? { unit: 'answers/s', sides: sidesOf(rates), remarks: [missing, ...remarks] }
        : { unit: 'answers/s', sides: sidesOf(rates), met: our >= 3 * their, remarks };
    } finally {
      mirror.stop();
    }
  } finally {
    await workspace.stop();
  }
};

/** What an administrator's read costs. */
export const recipientsGet: Benchmark = {
  name: 'recipients-get',
  title:
    'An administrator reads one recipient, from one process on SQLite. The peer is an open-source Unity Catalog server that is asked for one catalog; beside both, a bare Fastify handler answers the JSON of Boathouse.',
  goal: 'at least 3 × the rate of Unity Catalog',
  note: `The benchmark does not start Unity Catalog itself, because the Maven repository that it was written against does not have the server (io.unitycatalog:unitycatalog-server). ${peerSetting} gives the address of one on the same machine, without authentication and with its default H2 database file.`,
  run,
};
