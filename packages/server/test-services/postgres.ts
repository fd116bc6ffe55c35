import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** A PostgreSQL server that somebody started. */
export interface PostgresServer {
  /** URL of a superuser, who may make databases. */
  readonly url: string;
  stop(): void;
}

const debianRoot = '/usr/lib/postgresql';

/** The folder of the newest server binaries that Debian's packages put on this machine. */
const findBinaries = (): string | undefined => {
  if (!existsSync(debianRoot)) return undefined;
  const versions = readdirSync(debianRoot).sort((one, other) => Number(other) - Number(one));
  return versions.map(version => join(debianRoot, version, 'bin')).find(folder => existsSync(join(folder, 'initdb')));
};

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
const asServerUser = (command: string, args: readonly string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args]]
    : [command, [...args]];

const waitUntilReady = async (bin: string, port: number): Promise<void> => {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  throw new Error('PostgreSQL did not become ready within 10 seconds.');
};

/**
 * Starts a throw-away PostgreSQL server from Debian's packages.
 *
 * @returns undefined when this machine has none (`apt-get install postgresql`)
 */
export const startPostgres = async (): Promise<PostgresServer | undefined> => {
  const bin = findBinaries();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-postgres-'));
  const data = join(folder, 'data');
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder]);
  execFileSync(...asServerUser(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8']), {
    stdio: 'ignore',
  });
  const port = await freePort();
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'max_connections=300'];
  const server = spawn(...asServerUser(join(bin, 'postgres'), options), { stdio: 'ignore' });
  await waitUntilReady(bin, port);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      server.kill('SIGINT');
      server.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    },
  };
};
