import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { vectorType } from '../replay/logical-file.ts';
import { temporaryFolder } from '../testing/test-table.ts';
import type { ReadFilesJob } from './jobs.ts';
import { WorkerPool } from './worker-pool.ts';
import { conditionFlags, WorkerProcess } from './worker-process.ts';

const directory = temporaryFolder();
const limits = { directory, memoryLimit: '64MB', maxSpill: 1e8 };
const job: ReadFilesJob = {
  kind: 'read-files',
  file: join(directory, 'files.parquet'),
  rows: [0, 10],
  countRecords: false,
  style: { format: 'parquet', fileIdHash: 'md5' },
};
let worker = new WorkerProcess(limits);

beforeAll(async () => {
  const database = await (await DuckDBInstance.create(':memory:')).connect();
  await database.run(`COPY (SELECT 'a' AS path, '{}' AS partition_values, 1 AS size, NULL::VARCHAR AS stats, NULL::${vectorType} AS vector, 1::UBIGINT AS sort_key)
    TO '${job.file}' (FORMAT parquet)`);
});

afterEach(async () => {
  await worker.close();
  worker = new WorkerProcess(limits);
});

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const line = '0cc175b9c0f1b6a831c399e269772661\ta\t1\t"partitionValues":{},"size":1';

it('works on several jobs at once', async () => {
  const results = await Promise.all([
    worker.run(job),
    worker.run({ kind: 'find-keys', file: job.file, numbers: [0] }),
    worker.run(job),
  ]);
  expect([text(results[0]), results[1], text(results[2])]).toEqual([line, { 0: '1' }, line]);
});

it('fails the jobs it was at when it dies, and starts again with the next', async () => {
  await worker.run(job);
  const first = worker.pid ?? 0;
  const lost = worker.run(job);
  process.kill(first, 'SIGKILL');
  await expect(lost).rejects.toMatchObject({ code: 'REPLAY_FAILED', message: expect.stringContaining('SIGKILL') });
  expect(text(await worker.run(job))).toBe(line);
  expect(worker.pid).not.toBe(first);
});

it('is killed when a job takes too long', async () => {
  await worker.run(job);
  const first = worker.pid;
  await expect(worker.run(job, 0)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  expect(text(await worker.run(job))).toBe(line);
  expect(worker.pid).not.toBe(first);
});

it('says what is wrong with a file, without its place on this machine', async () => {
  writeFileSync(join(directory, 'bad.parquet'), 'PAR1 and no more');
  const failed = worker.run({ ...job, file: join(directory, 'bad.parquet') });
  await expect(failed).rejects.toMatchObject({ code: 'CORRUPT_LOG', message: expect.not.stringContaining(directory) });
});

it('reaches nothing outside its directory', async () => {
  const other = join(temporaryFolder(), 'files.parquet');
  writeFileSync(other, 'x');
  await expect(worker.run({ ...job, file: other })).rejects.toMatchObject({
    code: 'REPLAY_FAILED',
    message: expect.not.stringContaining('/'),
    cause: { message: expect.stringContaining('disabled by configuration') },
  });
});

it('has no secrets of this process in its environment', async () => {
  await worker.run(job);
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(`/proc/${worker.pid}/environ`, 'utf8').split('\0').filter(Boolean)).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/^(PATH|HOME)=/)]),
  );
});

it('stays when the terminal interrupts, and ends when closed', async () => {
  await worker.run(job);
  const pid = worker.pid ?? 0;
  process.kill(pid, 'SIGINT');
  process.kill(pid, 'SIGTERM');
  expect(text(await worker.run(job))).toBe(line);
  await worker.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('gives each task of a pool a worker to itself, in the order of asking', async () => {
  const pool = new WorkerPool(2, limits);
  const running = new Set<WorkerProcess>();
  const order: number[] = [];
  const task = (number: number) =>
    pool.use(async own => {
      expect(running.has(own)).toBe(false);
      running.add(own);
      order.push(number);
      await new Promise(resolve => setTimeout(resolve, 10));
      running.delete(own);
      if (number === 1) throw new Error('one that fails');
    });
  const ends = await Promise.allSettled([0, 1, 2, 3, 4].map(task));
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  await pool.close();
});

it('gives a worker no flag by which it would run the program that started it', () => {
  const flags = [
    '--conditions=a',
    '-C',
    'b',
    '--conditions',
    'c',
    '-Cd',
    '--inspect',
    '--test',
    '--eval',
    'import "x"',
    '-C',
  ];
  expect(conditionFlags(flags)).toEqual(['--conditions=a', '--conditions=b', '--conditions=c', '-Cd']);
});
