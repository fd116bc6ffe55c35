import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';
import { isExecutable, serviceReady } from './service-process.ts';

/** A running S3-compatible server that checks signatures, with one empty bucket folder per name that is asked for. */
export interface S3Server {
  /** `http://127.0.0.1:<port>`. It takes the bucket in the path. */
  readonly endpoint: string;
  readonly region: string;
  /** Credentials that may do everything, new with each start. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Ends the process and removes what it stored. */
  stop(): Promise<void>;
}

/** How to get the server that these tests are run against. */
export const installS3Server = 'go install github.com/versity/versitygw/cmd/versitygw@v1.8.0';

const goFolder = (): string[] => {
  try {
    return [join(execFileSync('go', ['env', 'GOPATH'], { encoding: 'utf8' }).trim(), 'bin')];
  } catch {
    return [];
  }
};

/**
 * The path of versitygw: `BOATHOUSE_VERSITYGW`, else on PATH, else where `go install` puts it.
 *
 * @returns undefined when it is not on this machine, after saying so
 * @throws Error instead when `BOATHOUSE_REQUIRE_SERVICES` is 1, or `BOATHOUSE_VERSITYGW` names no program
 */
export const findS3Server = (): string | undefined => {
  const named = process.env['BOATHOUSE_VERSITYGW'];
  if (named !== undefined && !isExecutable(named)) throw new Error(`BOATHOUSE_VERSITYGW=${named} is not a program.`);
  if (named !== undefined) return named;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...goFolder()];
  const found = folders.map(folder => join(folder, 'versitygw')).find(isExecutable);
  if (found !== undefined) return found;
  const advice = `versitygw is not on this machine: ${installS3Server}, or set BOATHOUSE_VERSITYGW to its path.`;
  if (process.env['BOATHOUSE_REQUIRE_SERVICES'] === '1') throw new Error(advice);
  console.warn(`Tests against an S3 server are skipped. ${advice}`);
  return undefined;
};

const isHealthy = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(`${endpoint}/healthz`)).ok;
  } catch {
    return false;
  }
};

/**
 * Starts versitygw over a new temporary folder, on a free port of the loopback address.
 *
 * @param binary what `findS3Server` found
 * @param buckets names of the buckets that it starts with
 */
export const startS3Server = async (binary: string, buckets: readonly string[]): Promise<S3Server> => {
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-s3-'));
  const [data, metadata] = [join(folder, 'data'), join(folder, 'metadata')];
  for (const path of [data, metadata, ...buckets.map(bucket => join(data, bucket))]) mkdirSync(path);
  const accessKeyId = `AK${randomBytes(9).toString('hex').toUpperCase()}`;
  const secretAccessKey = randomBytes(30).toString('base64');
  const port = await freePort();
  const options = ['--port', `127.0.0.1:${port}`, '--health', '/healthz', '--quiet'];
  // The sidecar spares the folder from having to support extended attributes.
  const child = spawn(binary, [...options, 'posix', '--sidecar', metadata, data], {
    env: { ...process.env, ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = await serviceReady({ name: 'versitygw', child, isReady: () => isHealthy(endpoint), remove });
  return { endpoint, region: 'us-east-1', accessKeyId, secretAccessKey, stop };
};
