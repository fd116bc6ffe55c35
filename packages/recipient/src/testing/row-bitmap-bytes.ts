/** How the numbers of a container are written. */
export type ContainerKind = 'numbers' | 'bits' | 'runs';

/**
 * Writes the bitmap of a deletion vector, as the Delta protocol describes it.
 *
 * @param rows ascending, each once
 * @param kindOf how each container is written; one of more than 4096 numbers is bits or runs always, of fewer never bits
 */
export function rowBitmapBytes(
  rows: readonly number[],
  kindOf: (key: number) => ContainerKind = () => 'numbers',
): Buffer {
  const bitmaps = groupBy(rows, row => Math.floor(row / 2 ** 32));
  const parts = [...bitmaps].map(([key, numbers]) => Buffer.concat([uint32(key), bitmapBytes(numbers, kindOf)]));
  const count = Buffer.alloc(8);
  count.writeBigUInt64LE(BigInt(parts.length));
  return Buffer.concat([uint32(1_681_511_377), count, ...parts]);
}

function bitmapBytes(rows: readonly number[], kindOf: (key: number) => ContainerKind): Buffer {
  const containers = [...groupBy(rows, row => Math.floor((row % 2 ** 32) / 65_536))].map(([key, numbers]) => {
    const lows = numbers.map(row => row % 65_536);
    const wanted = kindOf(key);
    const plain = lows.length > 4096 ? 'bits' : 'numbers';
    return { key, lows, kind: wanted === 'runs' ? 'runs' : plain } as const;
  });
  const hasRuns = containers.some(({ kind }) => kind === 'runs');
  const flags = Buffer.alloc(hasRuns ? Math.ceil(containers.length / 8) : 0);
  for (const [i, { kind }] of containers.entries()) {
    if (kind === 'runs') flags[i >> 3] = (flags[i >> 3] ?? 0) | (1 << (i & 7));
  }
  const cookie = hasRuns
    ? uint32(((containers.length - 1) * 65_536 + 12_347) >>> 0)
    : Buffer.concat([uint32(12_346), uint32(containers.length)]);
  const headers = containers.map(({ key, lows }) => uint16(key, lows.length - 1));
  const offsets = Buffer.alloc(hasRuns && containers.length < 4 ? 0 : containers.length * 4);
  const bodies = containers.map(({ lows, kind }) => containerBytes(lows, kind));
  return Buffer.concat([cookie, flags, ...headers, offsets, ...bodies]);
}

function containerBytes(lows: readonly number[], kind: ContainerKind): Buffer {
  if (kind === 'numbers') return uint16(...lows);
  if (kind === 'bits') {
    const bits = Buffer.alloc(8192);
    for (const low of lows) bits[low >> 3] = (bits[low >> 3] ?? 0) | (1 << (low & 7));
    return bits;
  }
  const runs: [number, number][] = [];
  for (const low of lows) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] + 1 === low) last[1] += 1;
    else runs.push([low, 0]);
  }
  return uint16(runs.length, ...runs.flat());
}

function groupBy(rows: readonly number[], keyOf: (row: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint16(...values: readonly number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer);
}
