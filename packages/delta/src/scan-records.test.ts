import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ScanRecorder } from './scan-record.ts';
import type { ScannedFile } from './scanned-file.ts';
import type { Snapshot } from './snapshot.ts';
import { open, refTo } from './testing/test-snapshots.ts';
import { TestTable, temporaryFolder } from './testing/test-table.ts';

/** More than one window of a scan. */
const numFiles = 3000;

const bigTable = () =>
  TestTable.plain(
    ...Array.from({ length: numFiles }, (_, number) => ({ add: { path: `part-${number}`, size: number } })),
  );

const records = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true })
    .map(name => join(directory, String(name)))
    .filter(name => name.endsWith('.lines') && !basename(name).startsWith('new-'));

const scanAll = async (snapshot: Snapshot, options = {}): Promise<readonly ScannedFile[]> => {
  const files: ScannedFile[] = [];
  for await (const batch of snapshot.scan(options)) files.push(...batch);
  return files;
};

/** A snapshot that was scanned once, whose record is on the disk. */
const recorded = async (directory = temporaryFolder()) => {
  const table = refTo(bigTable());
  const snapshots = await open({ directory });
  const snapshot = await snapshots.open(table);
  const files = await scanAll(snapshot);
  await expect.poll(() => records(directory)).toHaveLength(1);
  return { directory, table, snapshots, snapshot, files, record: records(directory)[0] ?? '' };
};

it('is what a scan of all files reads from then on', async () => {
  const { snapshot, files, record } = await recorded();
  expect(files).toHaveLength(numFiles);
  expect(await scanAll(snapshot)).toEqual(files);
  writeFileSync(record, readFileSync(record, 'utf8').replaceAll('part-', 'PART-'));
  expect((await scanAll(snapshot)).map(({ path }) => path).sort()).toEqual(
    files.map(({ path }) => path.replace('part-', 'PART-')).sort(),
  );
});

it('is not read by a scan of some files, nor by one that describes them in another way', async () => {
  const { directory, snapshot, record } = await recorded();
  writeFileSync(record, readFileSync(record, 'utf8').replaceAll('part-', 'PART-'));
  const paths = async (options: object) => (await scanAll(snapshot, options)).map(({ path }) => path).join();
  expect(await paths({ from: 10 })).not.toContain('PART-');
  expect(await paths({ limit: 1 })).not.toContain('PART-');
  expect(records(directory)).toHaveLength(1);
  expect(await paths({ format: 'delta' })).not.toContain('PART-');
  expect(await paths({ fileIdHash: 'sha256' })).not.toContain('PART-');
  await expect.poll(() => records(directory)).toHaveLength(3);
});

it('is kept over a restart, unless it is cut off', async () => {
  const { directory, table, snapshots, record } = await recorded();
  writeFileSync(record, readFileSync(record, 'utf8').replaceAll('part-', 'PART-'));
  await snapshots.close();
  const again = await open({ directory });
  expect((await scanAll(await again.open(table)))[0]?.path).toMatch(/^PART-/);
  await again.close();
  const { size } = statSync(record);
  truncateSync(record, 1000);
  const last = await open({ directory });
  const files = await scanAll(await last.open(table));
  expect(files).toHaveLength(numFiles);
  expect(files[0]?.path).toMatch(/^part-/);
  await last.close();
  expect(statSync(record).size).toBe(size);
});

it('fails a scan rather than give fewer files, once it is cut off', async () => {
  const { snapshot, record } = await recorded();
  truncateSync(record, 1000);
  await expect(scanAll(snapshot)).rejects.toThrow('have been cut off');
});

it('is read at once, and after a restart only when it was on the disk by then', async () => {
  const directory = temporaryFolder();
  const table = refTo(bigTable());
  const snapshots = await open({ directory });
  await scanAll(await snapshots.open(table));
  await snapshots.close();
  const [record = ''] = records(directory);
  const made = join(dirname(record), `new-${basename(record)}`);
  writeFileSync(made, readFileSync(record, 'utf8').replaceAll('part-', 'PART-'));
  unlinkSync(record);
  const again = await open({ directory });
  expect((await scanAll(await again.open(table)))[0]?.path).toMatch(/^part-/);
  await again.close();
  expect(records(directory)).toEqual([record]);
});

it('is not made of a scan that was given up', async () => {
  const directory = temporaryFolder();
  const snapshots = await open({ directory });
  const snapshot = await snapshots.open(refTo(bigTable()));
  for await (const batch of snapshot.scan()) {
    expect(batch.length).toBeGreaterThan(0);
    break;
  }
  await snapshots.close();
  expect(readdirSync(directory, { recursive: true }).filter(name => /lines|work/.test(String(name)))).toEqual([]);
});

it('is made once by scans at the same time, which all give every file', async () => {
  const directory = temporaryFolder();
  const snapshots = await open({ directory });
  const snapshot = await snapshots.open(refTo(bigTable()));
  const scans = await Promise.all([scanAll(snapshot), scanAll(snapshot), scanAll(snapshot)]);
  expect(scans.map(({ length }) => length)).toEqual([numFiles, numFiles, numFiles]);
  await snapshots.close();
  expect(records(directory)).toHaveLength(1);
});

it('goes with its snapshot when there is too much', async () => {
  const { directory, record } = await recorded();
  const snapshots = await open({ directory, maxBytes: 10_000 });
  await snapshots.open(refTo(TestTable.plain({ add: { path: 'other' } })));
  await expect.poll(() => records(directory)).not.toContain(record);
});

it('is not kept where it and its snapshot are more than the cache may hold', async () => {
  const directory = temporaryFolder();
  const table = refTo(bigTable());
  const first = await open({ directory });
  await first.open(table);
  await first.close();
  const snapshots = await open({ directory, maxBytes: 10_000 });
  expect(await scanAll(await snapshots.open(table))).toHaveLength(numFiles);
  await snapshots.close();
  expect(readdirSync(directory, { recursive: true }).filter(name => /lines|work/.test(String(name)))).toEqual([]);
});

it('is made of lines of any length', async () => {
  const directory = temporaryFolder();
  const long = Array.from({ length: 1500 }, (_, number) => ({
    add: { path: `part-${number}`, size: 1, tags: { note: 'x'.repeat(number === 700 ? 700_000 : number % 400) } },
  }));
  const snapshot = await (await open({ directory })).open(refTo(TestTable.plain(...long)));
  const first = await scanAll(snapshot, { format: 'delta' });
  await expect.poll(() => records(directory)).toHaveLength(1);
  expect(await scanAll(snapshot, { format: 'delta' })).toEqual(first);
  expect(Math.max(...first.map(({ json }) => json.length))).toBeGreaterThan(700_000);
});

it('that cannot be written does no harm', async () => {
  const { table, files, snapshots, record } = await recorded();
  await snapshots.close();
  const directory = temporaryFolder();
  const again = await open({ directory });
  const snapshot = await again.open(table);
  const inTheWay = join(directory, basename(dirname(record)), basename(record));
  mkdirSync(join(inTheWay, 'folder'), { recursive: true });
  expect(await scanAll(snapshot)).toHaveLength(files.length);
  expect(await scanAll(snapshot)).toHaveLength(files.length);
  await again.close();
  expect(statSync(inTheWay).isDirectory()).toBe(true);
});

it('has no place to be written to: the scan goes on, and its end tells', async () => {
  const recorder = new ScanRecorder(Promise.reject(new Error('no place')), 1000);
  await recorder.add(Buffer.from('a'));
  await recorder.add(Buffer.from('b'));
  await expect(recorder.finish()).rejects.toThrow('no place');
  await expect(recorder.close()).rejects.toThrow('no place');
});

it('is not whole when the disk took a part of its last lines, and leaves no part there', () => {
  const directory = temporaryFolder();
  const program = `
    import { ScanRecorder } from './scan-record.ts';
    const recorder = new ScanRecorder(Promise.resolve(process.argv[1]), 1_000_000);
    await recorder.add(Buffer.alloc(1_000));
    await recorder.add(Buffer.alloc(100_000));
    await recorder.finish().catch(error => process.stdout.write(error.message));
    await recorder.close();`;
  // The limit of the shell, some kilobytes for a file, stands for a disk that is full.
  const limited = ['-c', 'ulimit -f 8; exec "$@"', 'sh', process.execPath, ...process.execArgv];
  const args = [...limited, '--input-type=module', '--eval', program, directory];
  const said = execFileSync('/bin/sh', args, { cwd: import.meta.dirname, encoding: 'utf8' });
  expect(said).toBe('The disk has no room for a whole record');
  expect(statSync(join(directory, 'scan')).size).toBe(0);
});

it('takes no more of the disk than it may', async () => {
  const directory = temporaryFolder();
  const recorder = new ScanRecorder(Promise.resolve(directory), 10);
  for (const lines of ['four', 'five!', 'six']) await recorder.add(Buffer.from(lines));
  await expect(recorder.finish()).rejects.toThrow('longer than it may be');
  await recorder.close();
  expect(statSync(join(directory, 'scan')).size).toBe(0);
});
