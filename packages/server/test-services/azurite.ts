import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';
import { isExecutable, serviceReady } from './service-process.ts';

/** A running emulator of Azure Blob Storage that checks signatures, with one account and nothing in it. */
export interface AzureServer {
  /** `http://127.0.0.1:<port>/<account>`, or `https`. */
  readonly endpoint: string;
  readonly account: string;
  /** In base64, new with each start. */
  readonly accountKey: string;
  /** Ends the process and removes what it stored. */
  stop(): Promise<void>;
}

/** How to get the emulator that these tests are run against. */
export const installAzurite = 'npm install --global azurite@3.37.0';

/**
 * The path of `azurite-blob`: `BOATHOUSE_AZURITE`, else on PATH.
 *
 * @returns undefined when it is not on this machine, after saying so
 * @throws Error instead when `BOATHOUSE_REQUIRE_SERVICES` is 1, or `BOATHOUSE_AZURITE` names no program
 */
export const findAzurite = (): string | undefined => {
  const named = process.env['BOATHOUSE_AZURITE'];
  if (named !== undefined && !isExecutable(named)) throw new Error(`BOATHOUSE_AZURITE=${named} is not a program.`);
  if (named !== undefined) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map(folder => join(folder, 'azurite-blob')).find(isExecutable);
  if (found !== undefined) return found;
  const advice = `Azurite is not on this machine: ${installAzurite}, or set BOATHOUSE_AZURITE to the path of azurite-blob.`;
  if (process.env['BOATHOUSE_REQUIRE_SERVICES'] === '1') throw new Error(advice);
  console.warn(`Tests against Azure Blob Storage are skipped. ${advice}`);
  return undefined;
};

const answers = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** Files with a certificate for 127.0.0.1 and its key, both PEM. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Starts Azurite over a new temporary folder, on a free port of the loopback address.
 *
 * @param program what `findAzurite` found
 * @param tls makes it speak https alone, and take tokens of Microsoft Entra ID besides. It does not check who issued them.
 */
export const startAzurite = async (program: string, tls?: ServerCertificate): Promise<AzureServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-azurite-'));
  const account = `boat${randomBytes(4).toString('hex')}`;
  const accountKey = randomBytes(64).toString('base64');
  const port = await freePort();
  const options = ['--blobHost', '127.0.0.1', '--blobPort', String(port), '--location', folder];
  if (tls !== undefined) options.push('--oauth', 'basic', '--cert', tls.certificate, '--key', tls.key);
  // It is a script, which takes the Node that is first on PATH: ours, because others may be too old for it.
  const child = spawn(process.execPath, [program, ...options, '--silent', '--disableTelemetry'], {
    env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${accountKey}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endpoint = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/${account}`;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = await serviceReady({ name: 'Azurite', child, isReady: () => answers(port), remove });
  return { endpoint, account, accountKey, stop };
};
