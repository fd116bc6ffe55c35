import { readFileSync } from 'node:fs';

// Reads deletion vectors, as the Delta protocol's appendix describes them, so that tests can check that the right one
// was found. They hold a bitmap of the format of RoaringFormatSpec for each 2^32 rows.

const magic = 1_681_511_377;

/** The rows, from 0, that a deletion vector in a file deletes. Before the vector stands its size, in four bytes. */
export function deletedRows(file: string, offset: number, sizeInBytes: number): ReadonlySet<number> {
  const bytes = readFileSync(file);
  if (bytes.readUInt32BE(offset) !== sizeInBytes)
    throw new Error(`no deletion vector of ${sizeInBytes} bytes in ${file}`);
  return readVector(bytes.subarray(offset + 4, offset + 4 + sizeInBytes));
}

function readVector(bytes: Buffer): ReadonlySet<number> {
  if (bytes.readUInt32LE(0) !== magic) throw new Error('not a deletion vector');
  const rows = new Set<number>();
  let at = 12;
  for (let bitmaps = Number(bytes.readBigInt64LE(4)); bitmaps > 0; bitmaps--) {
    at = readBitmap(bytes, at + 4, row => rows.add(bytes.readUInt32LE(at) * 2 ** 32 + row));
  }
  return rows;
}

/** Reads a bitmap of 32 bits. Returns where it ends. */
function readBitmap(bytes: Buffer, start: number, add: (row: number) => void): number {
  const cookie = bytes.readUInt32LE(start);
  const hasRuns = (cookie & 0xffff) === 12_347;
  const size = hasRuns ? (cookie >>> 16) + 1 : bytes.readUInt32LE(start + 4);
  const flags = start + 4;
  const headers = hasRuns ? flags + Math.ceil(size / 8) : start + 8;
  let at = headers + size * 4 + (hasRuns && size < 4 ? 0 : size * 4);
  for (let index = 0; index < size; index++) {
    const high = bytes.readUInt16LE(headers + index * 4) * 65_536;
    const cardinality = bytes.readUInt16LE(headers + index * 4 + 2) + 1;
    const isRun = hasRuns && ((bytes[flags + (index >> 3)] ?? 0) >> (index & 7)) % 2 === 1;
    at = isRun
      ? readRuns(bytes, at, low => add(high + low))
      : readValues(bytes, at, cardinality, low => add(high + low));
  }
  return at;
}

function readRuns(bytes: Buffer, at: number, add: (low: number) => void): number {
  const runs = bytes.readUInt16LE(at);
  for (let run = 0; run < runs; run++) {
    const first = bytes.readUInt16LE(at + 2 + run * 4);
    const more = bytes.readUInt16LE(at + 4 + run * 4);
    for (let low = first; low <= first + more; low++) add(low);
  }
  return at + 2 + runs * 4;
}

function readValues(bytes: Buffer, at: number, cardinality: number, add: (low: number) => void): number {
  if (cardinality <= 4096) {
    for (let index = 0; index < cardinality; index++) add(bytes.readUInt16LE(at + index * 2));
    return at + cardinality * 2;
  }
  for (let low = 0; low < 65_536; low++) if (((bytes[at + (low >> 3)] ?? 0) >> (low & 7)) % 2 === 1) add(low);
  return at + 8192;
}
