import { describe, expect, test } from 'vitest';
import { openRange } from './range-source.ts';
import { failureOf } from './testing/collect.ts';
import type { Transport } from './transport.ts';

const mebibyte = 1024 * 1024;

/** A storage that holds one file, and remembers which ranges were asked for. */
function storage(size: number, knowsRanges = true) {
  const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const range = new Headers(init?.headers).get('range') ?? '';
    asked.push(range);
    if (!knowsRanges) return new Response(bytes);
    const [start = 0, end = 0] = range.replace('bytes=', '').split('-').map(Number);
    return new Response(bytes.slice(start, end + 1), { status: 206 });
  };
  const transport: Transport = { fetch, timeout: 1000, retries: 0, retryDelay: 1 };
  const file = openRange(
    { transport },
    { url: 'https://storage.example/f?sig=1', id: 'f1', size, partitionValues: {} },
  );
  const read = async (start: number, end?: number) => new Uint8Array(await file.slice(start, end));
  return { bytes, asked, read };
}

describe('a data file', () => {
  test('that is small comes in one request', async () => {
    const { bytes, asked, read } = storage(1000);
    expect(await read(900)).toEqual(bytes.slice(900));
    expect(await read(10, 20)).toEqual(bytes.slice(10, 20));
    expect(asked).toEqual(['bytes=0-999']);
  });

  test('that is large comes in the parts that are needed, its end once', async () => {
    const size = 3 * mebibyte;
    const { bytes, asked, read } = storage(size);
    expect(await read(size - 8)).toEqual(bytes.slice(size - 8));
    expect(await read(size - 1000, size - 8)).toEqual(bytes.slice(size - 1000, size - 8));
    expect(await read(4, 1004)).toEqual(bytes.slice(4, 1004));
    expect(asked).toEqual([`bytes=${size - mebibyte / 2}-${size - 1}`, 'bytes=4-1003']);
  });

  test('that is large comes whole, and once, from a storage that knows no ranges', async () => {
    const size = 2 * mebibyte;
    const { bytes, asked, read } = storage(size, false);
    expect(await read(size - 8)).toEqual(bytes.slice(size - 8));
    expect(await read(4, 1004)).toEqual(bytes.slice(4, 1004));
    expect(asked).toHaveLength(1);
  });

  test.each([
    [-1, 10],
    [0, 1001],
    [20, 10],
    [Number.NaN, 10],
  ])('whose index points to bytes %d to %d is refused', async (start, end) => {
    const { asked, read } = storage(1000);
    expect(await failureOf(read(start, end))).toMatchObject({ errorCode: 'INVALID_DATA_FILE' });
    expect(asked).toEqual([]);
  });
});
