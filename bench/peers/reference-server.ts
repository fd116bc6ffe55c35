import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { S3Server } from '../../packages/server/test-services/s3.ts';
import { writeCoreSite } from './core-site.ts';
import { classPathOf } from './maven.ts';

const main = fileURLToPath(new URL('./ReferenceParts.java', import.meta.url));

const delta = (artifactId: string) => ({ groupId: 'io.delta', artifactId, version: '3.2.0' });
const hadoop = (artifactId: string) => ({ groupId: 'org.apache.hadoop', artifactId, version: '3.3.4' });

/** The versions that the reference server is built with. */
const libraries = [
  delta('delta-kernel-api'),
  delta('delta-kernel-defaults'),
  delta('delta-standalone_2.12'),
  hadoop('hadoop-client'),
  hadoop('hadoop-aws'),
];

/** The reference server's libraries at work on one table. */
export interface ReferenceParts {
  /** Answers by Delta Kernel, and reads the table anew each time. */
  readonly kernel: string;
  /** Answers by Delta Standalone, with the table in memory. */
  readonly standalone: string;
  stop(): Promise<void>;
}

/**
 * Starts `ReferenceParts.java` in a process of its own.
 *
 * @param table `s3a://bucket/path`
 * @throws Error with its output when it does not start; with what to install, when Java or Maven is missing
 */
export const startReferenceParts = async (store: S3Server, table: string): Promise<ReferenceParts> => {
  const classPath = await classPathOf(...libraries);
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-bench-'));
  writeCoreSite(folder, store);
  const child = spawn('java', ['-cp', [folder, classPath].join(delimiter), main, table], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const ended = once(child, 'exit').catch(() => []);
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const [port] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  if (typeof port === 'string') {
    return { kernel: `http://127.0.0.1:${port}/kernel`, standalone: `http://127.0.0.1:${port}/standalone`, stop };
  }
  await stop();
  throw new Error(`The peer did not start; it needs Java 17.\n${complaints.trim()}`);
};
