import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace } from '../tools/workspace-process.ts';
import { measureRate, type Target } from './load.ts';
import { median } from './median.ts';

const rounds = 5;
const connections = 32;
const roundTime = 2_000;

/** A workspace with ten shares and a recipient who may read them all. */
const prepare = async (configFile: string): Promise<Target> => {
  const workspace = new WorkspaceClient({ configFile, profile: 'DEFAULT' });
  const recipient = await workspace.recipients.create({ name: 'reader', authentication_type: 'TOKEN' });
  for (let number = 0; number < 10; number += 1) {
    const { name = '' } = await workspace.shares.create({ name: `share-${number}` });
    await workspace.shares.updatePermissions({ name, changes: [{ principal: 'reader', add: ['SELECT'] }] });
  }
  const { endpoint = '', bearerToken = '' } = await workspace.recipientActivation.retrieveToken({
    activation_url: recipient.activation_url ?? '',
  });
  return { url: `${endpoint}/shares`, headers: { authorization: `Bearer ${bearerToken}` } };
};

const startPeer = async (answer: string): Promise<{ target: Target; stop: () => void }> => {
  const peer = spawn(process.execPath, [fileURLToPath(new URL('./bare-fastify.ts', import.meta.url)), answer]);
  const [port] = await once(peer.stdout, 'data');
  return { target: { url: `http://127.0.0.1:${String(port).trim()}/delta-sharing/shares` }, stop: () => peer.kill() };
};

/** Lists ten shares as a recipient, on SQLite with the audit trail on, beside a bare Fastify handler with the same JSON. */
export const listShares = async (): Promise<void> => {
  const running = await startWorkspace(new AbortController().signal);
  const ours = await prepare(running.configFile);
  const answer = await (await fetch(ours.url, { headers: ours.headers ?? {} })).text();
  const peer = await startPeer(answer);
  const rates = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const peerRate = await measureRate(peer.target, connections, roundTime);
    const ourRate = await measureRate(ours, connections, roundTime);
    // The first round warms both up.
    if (round > 0) {
      rates.peer.push(peerRate);
      rates.ours.push(ourRate);
    }
  }
  peer.stop();
  await running.stop();
  const [boathouse, bare] = [median(rates.ours), median(rates.peer)];
  process.stdout.write(
    `list-shares, ${connections} connections, medians of ${rounds} interleaved rounds of ${roundTime / 1000} s\n` +
      `  bare Fastify handler   ${bare.toFixed(0)} answers/s\n` +
      `  Boathouse              ${boathouse.toFixed(0)} answers/s, ${(boathouse / bare).toFixed(2)} × (goal: at least 0.5 ×)\n`,
  );
};
