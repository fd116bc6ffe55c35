import type { AsyncBuffer, RowGroup } from 'hyparquet';

/** A part of a file: from `start` to before `end`. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes between two columns that are fetched although nobody asked: a request of their own would cost more. */
const smallestGap = 64 * 1024;

/**
 * Fetches the bytes of columns of one row group, by as few requests as it takes, one after another: how many files are read
 * at once is how many requests there are at once.
 *
 * @returns the file, with those bytes in memory
 * @throws what the file throws
 */
export async function fetchColumns(
  file: AsyncBuffer,
  group: RowGroup | undefined,
  columns: readonly string[],
): Promise<AsyncBuffer> {
  const fetched: { readonly start: number; readonly bytes: ArrayBuffer }[] = [];
  for (const { start, end } of rangesOf(group, columns)) {
    fetched.push({ start, bytes: await file.slice(start, end) });
  }
  return {
    byteLength: file.byteLength,
    slice(start, end = file.byteLength) {
      const part = fetched.find(one => one.start <= start && end <= one.start + one.bytes.byteLength);
      return part ? part.bytes.slice(start - part.start, end - part.start) : file.slice(start, end);
    },
  };
}

function rangesOf(group: RowGroup | undefined, columns: readonly string[]): readonly ByteRange[] {
  const wanted = new Set(columns);
  const ranges: ByteRange[] = [];
  for (const { meta_data: chunk } of group?.columns ?? []) {
    if (chunk === undefined || !wanted.has(chunk.path_in_schema[0] ?? '')) continue;
    const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
    ranges.push({ start, end: start + Number(chunk.total_compressed_size) });
  }
  ranges.sort((a, b) => a.start - b.start);
  const joined: ByteRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && range.start <= last.end + smallestGap) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      joined.push(range);
    }
  }
  return joined;
}
