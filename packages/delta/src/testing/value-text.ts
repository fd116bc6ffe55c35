/** A time in microseconds since 1970 as a log has it: in UTC with a zone, or without one. */
export function timestampText(value: bigint, zoned: boolean): string {
  const micros = ((value % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((value - micros) / 1000n)).toJSON().slice(0, 19);
  const fraction = String(micros).padStart(6, '0');
  return zoned ? `${seconds}.${fraction}Z` : `${seconds.replace('T', ' ')}.${fraction}`;
}

/** A float as one writer or the other has it: with all digits of a double, or with as few as tell it from other floats. */
export function floatText(value: number, allDigits: boolean): string {
  return allDigits || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(7)));
}
