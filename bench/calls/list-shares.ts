import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace } from '../../tools/workspace-process.ts';
import type { Benchmark, Outcome, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { startMirror } from './bare-peer.ts';
import { interleavedRates, loadRemarks, type NamedTarget, sidesOf } from './rates.ts';

/** A workspace with ten shares and a recipient who may read them all. */
const prepare = async (configFile: string): Promise<NamedTarget> => {
  const workspace = new WorkspaceClient({ configFile, profile: 'DEFAULT' });
  const recipient = await workspace.recipients.create({ name: 'reader', authentication_type: 'TOKEN' });
  for (let number = 0; number < 10; number += 1) {
    const { name = '' } = await workspace.shares.create({ name: `share-${number}` });
    await workspace.shares.updatePermissions({ name, changes: [{ principal: 'reader', add: ['SELECT'] }] });
  }
  const { endpoint = '', bearerToken = '' } = await workspace.recipientActivation.retrieveToken({
    activation_url: recipient.activation_url ?? '',
  });
  return { who: 'Boathouse', url: `${endpoint}/shares`, headers: { authorization: `Bearer ${bearerToken}` } };
};

const run = async ({ quick }: RunOptions): Promise<Outcome> => {
  const workspace = await startWorkspace(new AbortController().signal);
  try {
    const ours = await prepare(workspace.configFile);
    const peer = await startMirror(ours);
    try {
      const bare = { ...peer.target, who: 'bare Fastify handler' };
      const rates = await interleavedRates([ours, bare], quick);
      const [our = 0, their = 0] = rates.map(({ figures }) => median(figures));
      return { unit: 'answers/s', sides: sidesOf(rates), met: our >= 0.5 * their, remarks: loadRemarks(rates) };
    } finally {
      peer.stop();
    }
  } finally {
    await workspace.stop();
  }
};

/** What a recipient's call costs beyond HTTP: authentication, grants, and an audit record that is on disk. */
export const listShares: Benchmark = {
  name: 'list-shares',
  title:
    'A recipient lists ten shares, from one process on SQLite. Each answer waits until its audit record is on disk. The peer answers the same JSON and does nothing else.',
  goal: 'at least 0.5 × its rate',
  note: 'By a profile, of the time that Boathouse spends on an answer 27 % is the commit, which some 17 answers share and half of which waits for the disk; 16 % is the socket, 15 % the two reads (token, grants), 5 % the insert of the audit record; the rest is spread thinly over HTTP, validation and the answer. All of the peer’s work takes as long as the commit alone. To remember grants from one request to the next would save the reads, but then revocations would not hold at once.',
  run,
};
