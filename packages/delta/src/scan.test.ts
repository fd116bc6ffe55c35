import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DeltaError } from './errors.ts';
import type { Predicate } from './predicate/predicate.ts';
import { sortKey } from './replay/active-files.ts';
import { vectorType } from './replay/logical-file.ts';
import { countFiles as countPassing, type ScanOptions, type ScanSource, scanFiles } from './scan.ts';
import type { ScannedFile } from './scanned-file.ts';
import { schemaString, temporaryFolder } from './testing/test-table.ts';
import { openDatabase } from './worker/database.ts';
import type { Job } from './worker/jobs.ts';
import { countFiles, findKeys, readFiles } from './worker/read-files.ts';

const numFiles = 20_000;
let file: string;
let source: ScanSource;
/** The jobs that the scans of a test asked for. */
const jobs: Job[] = [];

beforeAll(async () => {
  const directory = temporaryFolder();
  file = join(directory, 'files.parquet');
  const writer = await (await DuckDBInstance.create(':memory:')).connect();
  // File i is in the partition i % 10 and holds the ids 10 i to 10 i + 9; every seventh has no statistics.
  await writer.run(`COPY (
      SELECT *, ${sortKey} AS sort_key FROM (
        SELECT 'p=' || i % 10 || '/a%20b-' || i AS path, NULL::${vectorType} AS vector, true AS data_change, NULL::VARCHAR AS extras, 1000 + i AS size, i AS modification_time,
          '{"p":"' || i % 10 || '"}' AS partition_values, CASE WHEN i % 7 > 0 THEN
            '{"numRecords":10,"minValues":{"id":' || 10 * i || '},"maxValues":{"id":' || 10 * i + 9 || '},"nullCount":{"id":0}}' END AS stats
        FROM range(${numFiles}) AS files(i)))
    TO '${file}' (FORMAT parquet, ROW_GROUP_SIZE 4096)`);
  const reader = await openDatabase({ directory, memoryLimit: '128MB', maxSpill: 1e9 });
  const run = async (job: Job) => {
    jobs.push(job);
    const connection = await reader.connect();
    if (job.kind === 'find-keys') return findKeys(connection, job);
    if (job.kind === 'count-files') return countFiles(connection, job);
    if (job.kind === 'read-files') return readFiles(connection, job);
    throw new Error('a scan replays nothing');
  };
  const metadata = {
    id: 'x',
    format: { provider: 'parquet', options: {} },
    schemaString: schemaString({ id: 'long', p: 'integer' }),
    partitionColumns: ['p'],
    configuration: {},
  };
  const protocol = { minReaderVersion: 1, minWriterVersion: 2 };
  source = { worker: { run: run as ScanSource['worker']['run'] }, file, numFiles, protocol, metadata };
});

async function collect(options: ScanOptions, from = source): Promise<ScannedFile[]> {
  jobs.length = 0;
  const files: ScannedFile[] = [];
  for await (const batch of scanFiles(from, options)) files.push(...batch);
  return files;
}

const numberOf = ({ path }: ScannedFile) => Number(path.slice(path.lastIndexOf('-') + 1));
const column = (name: string) => ({ op: 'column' as const, name, valueType: 'long' as const });
const compare = (op: 'equal' | 'lessThan', name: string, value: number): Predicate => ({
  op,
  children: [column(name), { op: 'literal', value: String(value), valueType: 'long' }],
});

describe('a scan', () => {
  it('gives every file once, ready for a response', async () => {
    const files = await collect({});
    expect(new Set(files.map(numberOf)).size).toBe(numFiles);
    const third = files.find(own => numberOf(own) === 3);
    const stats = '{"numRecords":10,"minValues":{"id":30},"maxValues":{"id":39},"nullCount":{"id":0}}';
    expect(third).toEqual({
      path: 'p=3/a b-3',
      id: createHash('md5').update('p=3/a%20b-3').digest('hex'),
      json: `"partitionValues":{"p":"3"},"size":1003,"stats":${JSON.stringify(stats)}`,
      size: 1003,
    });
    expect(files.find(own => numberOf(own) === 7)?.json).toBe('"partitionValues":{"p":"7"},"size":1007');
  });

  it('has read at most one window more than was taken', async () => {
    jobs.length = 0;
    const batches = scanFiles(source, {})[Symbol.asyncIterator]();
    expect(jobs).toHaveLength(0);
    const taken: ScannedFile[] = [];
    const take = async () => taken.push(...((await batches.next()).value ?? []));
    await take();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(jobs).toHaveLength(2);
    // The first window has 1024 rows.
    while (taken.length <= 1024) await take();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(jobs).toHaveLength(3);
    await batches.return?.(undefined);
    expect(await batches.next()).toMatchObject({ done: true });
    expect(jobs).toHaveLength(3);
  });

  it('comes in batches of some ten kilobytes, whatever a window has', async () => {
    for await (const batch of scanFiles(source, {})) {
      const bytes = batch.map(({ path, json }) => path.length + json.length).reduce((sum, own) => sum + own, 0);
      expect(bytes).toBeLessThan(40_000);
    }
  });

  it('leaves out files by partition and by statistics, never one without statistics', async () => {
    const byPartition = await collect({ predicate: compare('equal', 'p', 4) });
    expect(byPartition.map(numberOf).every(number => number % 10 === 4)).toBe(true);
    expect(byPartition).toHaveLength(numFiles / 10);
    const byId = new Set((await collect({ predicate: compare('lessThan', 'id', 1000) })).map(numberOf));
    for (let number = 0; number < numFiles; number++) expect(byId.has(number)).toBe(number < 100 || number % 7 === 0);
  });
});

describe('a partition filter', () => {
  const of = (...values: readonly string[]) => ({
    clauses: values.map(value => [{ column: 'P', op: 'EQUAL' as const, value }]),
  });

  it('goes with predicates, limits and pages over all windows', async () => {
    const filter = of('4', '+07');
    const every = await collect({ filter });
    expect(new Set(every.map(own => numberOf(own) % 10))).toEqual(new Set([4, 7]));
    expect(every).toHaveLength(numFiles / 5);
    const pages = await Promise.all([collect({ filter, to: 900 }), collect({ filter, from: 900 })]);
    expect(pages.flat().map(numberOf).sort()).toEqual(every.map(numberOf).sort());
    // Numbers are those of the files that pass: how many do not is nobody's to know.
    expect(pages.map(page => page.length)).toEqual([900, numFiles / 5 - 900]);
    expect(await collect({ filter, from: numFiles / 5 })).toEqual([]);
    expect(await collect({ filter, from: numFiles / 5 - 1, to: numFiles })).toHaveLength(1);
    expect(await countPassing(source, filter)).toBe(numFiles / 5);
    expect(await countPassing(source, { clauses: [] })).toBe(0);
    const predicate = compare('equal', 'p', 4);
    expect((await collect({ filter, predicate })).every(own => numberOf(own) % 10 === 4)).toBe(true);
    expect(await collect({ filter: of('5'), predicate })).toEqual([]);
    const few = await collect({ filter, predicate: compare('lessThan', 'id', 100_000), limit: 95 });
    expect(few.filter(own => own.json.includes('numRecords')).length).toBeGreaterThanOrEqual(10);
    expect(few.every(own => [4, 7].includes(numberOf(own) % 10))).toBe(true);
  });
});

describe('the numbers of files', () => {
  it('cut a version into pages that together are the whole, in the order of their ids', async () => {
    const pages = await Promise.all(
      [0, 1, 7000, 19_999].map((from, index, all) => collect({ from, to: all[index + 1] ?? numFiles })),
    );
    expect(pages.map(page => page.length)).toEqual([1, 6999, 12_999, 1]);
    expect(new Set(pages.flat().map(numberOf)).size).toBe(numFiles);
    const ids = pages.map(page => page.map(({ id }) => id).sort());
    expect(ids.flat()).toEqual(ids.flat().sort());
  });

  it('go with predicates', async () => {
    const predicate = compare('equal', 'p', 4);
    const pages = await Promise.all([collect({ to: 9000, predicate }), collect({ from: 9000, predicate })]);
    expect(new Set(pages.flat().map(numberOf)).size).toBe(numFiles / 10);
  });

  it('may lie past the end', async () => {
    expect(await collect({ from: numFiles })).toEqual([]);
    expect(await collect({ from: 5, to: 5 })).toEqual([]);
    expect(await collect({ from: numFiles - 2, to: 10 * numFiles })).toHaveLength(2);
  });
});

describe('a limit', () => {
  it('stops as soon as the files surely hold enough rows, having read one window', async () => {
    const files = await collect({ limit: 95 });
    const sure = files.filter(own => own.json.includes('numRecords'));
    expect(sure).toHaveLength(10);
    expect(files.at(-1)).toBe(sure.at(-1));
    expect(jobs).toHaveLength(1);
  });

  it('counts only files of which every row matches, and never leaves out a row that is needed', async () => {
    const run = fc.record({ below: fc.nat(3000), limit: fc.nat(3000) });
    await fc.assert(
      fc.asyncProperty(run, async ({ below, limit }) => {
        const files = await collect({ predicate: compare('lessThan', 'id', below), limit });
        const matching = (number: number) => Math.min(10, Math.max(0, below - 10 * number));
        const found = files.map(numberOf).reduce((sum, number) => sum + matching(number), 0);
        expect(found).toBeGreaterThanOrEqual(Math.min(limit, below));
      }),
      { numRuns: 15 },
    );
  });

  it('of nothing needs no file', async () => {
    expect(await collect({ limit: 0 })).toEqual([]);
  });
});

describe('a window that fails', () => {
  it('is read once more when the worker died, and then no more', async () => {
    let deaths = 1;
    const dying: ScanSource['worker']['run'] = job =>
      deaths-- > 0 ? Promise.reject(new DeltaError('REPLAY_FAILED', 'died')) : source.worker.run(job);
    expect(await collect({}, { ...source, worker: { run: dying } })).toHaveLength(numFiles);
    deaths = 2;
    await expect(collect({}, { ...source, worker: { run: dying } })).rejects.toMatchObject({ code: 'REPLAY_FAILED' });
  });

  it('is made smaller when it takes too much memory', async () => {
    const frugal: ScanSource['worker']['run'] = job =>
      job.kind === 'read-files' && job.rows[1] - job.rows[0] > 700
        ? Promise.reject(new DeltaError('TOO_LARGE', 'too much'))
        : source.worker.run(job);
    expect(await collect({}, { ...source, worker: { run: frugal } })).toHaveLength(numFiles);
  });
});

it.each([{ limit: -1 }, { from: 0.5 }, { to: Number.NaN }])('refuses the options %j', async options => {
  await expect(collect(options)).rejects.toThrow(RangeError);
});
