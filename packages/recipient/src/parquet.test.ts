import { readdir, readFile } from 'node:fs/promises';
import type { AsyncBuffer } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { openParquet, type RawGroup } from './parquet.ts';
import { failureOf } from './testing/collect.ts';
import { sampleData } from './testing/sample-table.ts';

let good: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const names = await readdir(`${sampleData}airlines`);
  const name = names.find(file => file.endsWith('.parquet')) ?? '';
  good = new Uint8Array(await readFile(`${sampleData}airlines/${name}`));
});

const sourceOf = (bytes: Uint8Array<ArrayBuffer>): AsyncBuffer => ({
  byteLength: bytes.length,
  slice: (start, end) => bytes.slice(start, end).buffer,
});

async function read(source: AsyncBuffer, limit = Number.POSITIVE_INFINITY) {
  const file = await openParquet(source, 'The file');
  const groups: RawGroup[] = [];
  for await (const group of file.groups([...file.nodes.keys()], limit)) groups.push(await group.decode());
  return groups;
}

describe('a Parquet file', () => {
  test('is read column by column, as far as the limit', async () => {
    const [batch] = await read(sourceOf(good));
    expect(batch?.rowCount).toBe(16);
    expect(Array.from(batch?.columns.get('carrier')?.[0] ?? []).slice(0, 3)).toEqual(['9E', 'AA', 'AS']);
    expect((await read(sourceOf(good), 5)).map(({ rowCount }) => rowCount)).toEqual([5]);
    expect(await read(sourceOf(good), 0)).toEqual([]);
  });

  test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>]>([
    ['without its end', bytes => bytes.slice(0, -1)],
    ['without its beginning', bytes => bytes.slice(200)],
    ['with zeros for its pages', bytes => new Uint8Array(bytes).fill(0, 4, 200)],
    [
      'with noise for its pages',
      bytes => new Uint8Array(bytes).map((byte, i) => (i > 4 && i < 200 ? (i * 89) % 256 : byte)),
    ],
    ['with zeros for its index', bytes => new Uint8Array(bytes).fill(0, bytes.length - 300, bytes.length - 8)],
    ['of text', () => new TextEncoder().encode('<Error><Code>AccessDenied</Code></Error>')],
  ])('%s is an error that names it', async (_, damage) => {
    const error = await failureOf(read(sourceOf(damage(good))));
    expect(error).toMatchObject({ errorCode: 'INVALID_DATA_FILE', message: expect.stringContaining('The file') });
  });

  test('that cannot be fetched fails with the reason of its source', async () => {
    const reason = new Error('the storage is away');
    const inner = sourceOf(good);
    const slice: AsyncBuffer['slice'] = (start, end) => (start > 0 ? inner.slice(start, end) : Promise.reject(reason));
    expect(await failureOf(read({ byteLength: good.length, slice }))).toBe(reason);
  });
});
