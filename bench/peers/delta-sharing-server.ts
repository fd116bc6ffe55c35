import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../packages/server/test-services/free-port.ts';
import type { S3Server } from '../../packages/server/test-services/s3.ts';
import { isExecutable } from '../../packages/server/test-services/service-process.ts';
import type { Query } from '../tables/receive.ts';
import { writeCoreSite } from './core-site.ts';

/** Names the start script of a release of the delta-io reference server, which is published on GitHub alone. */
const variable = 'BOATHOUSE_DELTA_SHARING_SERVER';

/** Milliseconds. It takes some seconds to start, more beside other work. */
const patience = 60_000;

/** The reference server at work on one table. */
export interface DeltaSharingServer {
  /** With its version, when the release tells it. */
  readonly who: string;
  readonly query: Query;
  stop(): Promise<void>;
}

/**
 * The start script that `BOATHOUSE_DELTA_SHARING_SERVER` names: `bin/delta-sharing-server` of an unpacked release.
 *
 * @returns undefined without the variable
 * @throws Error when what it names is no program
 */
export const findDeltaSharingServer = (): string | undefined => {
  const script = process.env[variable];
  if (script === undefined || isExecutable(script)) return script;
  throw new Error(`${variable}=${script} is not a program: give the path of bin/delta-sharing-server.`);
};

const nameOf = (script: string): string => {
  const libraries = join(dirname(script), '..', 'lib');
  const jars = existsSync(libraries) ? readdirSync(libraries) : [];
  const [version] = jars.flatMap(jar => /delta-sharing-server-(\d.*)\.jar$/.exec(jar)?.[1] ?? []);
  return version === undefined ? 'delta-sharing-server' : `delta-sharing-server ${version}`;
};

const configOf = (table: string, port: number, bearerToken: string) => ({
  version: 1,
  shares: [{ name: 'bench', schemas: [{ name: 'default', tables: [{ name: 'table', location: table }] }] }],
  host: '127.0.0.1',
  port,
  endpoint: '/delta-sharing',
  authorization: { bearerToken },
  requestTimeoutSeconds: 600,
});

const surroundings = (folder: string, { region, accessKeyId, secretAccessKey }: S3Server) => ({
  ...process.env,
  // Its script takes no class path. What is on the one of the JVM itself comes before its own conf folder.
  JAVA_TOOL_OPTIONS: `-Xbootclasspath/a:${folder}`,
  // It signs URLs with the credentials of its surroundings, not with those of core-site.xml.
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_REGION: region,
});

const isReady = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/delta-sharing/shares`)).status === 401;
  } catch {
    return false;
  }
};

/**
 * Starts the reference server with one table in its configuration.
 *
 * @param script what `findDeltaSharingServer` found
 * @param table `s3a://bucket/path`
 * @throws Error with its output when it ends, or does not answer within a minute
 */
export const startDeltaSharingServer = async (
  script: string,
  store: S3Server,
  table: string,
): Promise<DeltaSharingServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-bench-'));
  const [config, port, token] = [join(folder, 'server.yaml'), await freePort(), randomBytes(18).toString('base64url')];
  writeCoreSite(folder, store);
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configOf(table, port, token)), { mode: 0o600 });
  const child = spawn(script, ['--config', config], {
    env: surroundings(folder, store),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = `${output}${chunk}`.slice(-4_000)));
  const ended = once(child, 'exit').catch(() => []);
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const end = Date.now() + patience; Date.now() < end && child.exitCode === null; await sleep(200)) {
    if (!(await isReady(port))) continue;
    const url = `http://127.0.0.1:${port}/delta-sharing/shares/bench/schemas/default/tables/table/query`;
    return { who: nameOf(script), query: { url, token }, stop };
  }
  await stop();
  throw new Error(`${script} did not start.\n${output.trim()}`);
};
