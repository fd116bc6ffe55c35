import { ensure, Finding } from './finding.ts';
import type { Probe } from './probe.ts';

/** Reads Thrift's compact protocol as far as a Parquet footer needs it: numbers, and stepping over the rest. */
interface Reader {
  readonly bytes: Buffer;
  at: number;
  /** How many lists, maps and structs are open. */
  depth: number;
}

/** No schema is nested deeper; a footer that is would exhaust the stack. */
const deepest = 200;

/** Types of fields in the compact protocol. */
const types = { stop: 0, yes: 1, no: 2, byte: 3, double: 7, binary: 8, list: 9, set: 10, map: 11, struct: 12 } as const;

const readByte = (reader: Reader): number => {
  const byte = reader.bytes[reader.at];
  ensure(byte !== undefined, 'The footer of a Parquet file ends too early.');
  reader.at += 1;
  return byte;
};

const readNumber = (reader: Reader): bigint => {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = readByte(reader);
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw new Finding('The footer of a Parquet file holds a number that is too long.');
};

/** Numbers with a sign are written so that small ones are short. */
const unzigzag = (value: bigint): bigint => (value >> 1n) ^ -(value & 1n);

const skipText = (reader: Reader): void => {
  const length = Number(readNumber(reader));
  reader.at += length;
};

const skipList = (reader: Reader): void => {
  const head = readByte(reader);
  const size = head >> 4 === 15 ? Number(readNumber(reader)) : head >> 4;
  for (let index = 0; index < size; index += 1) skip(reader, head & 15, true);
};

const skipStruct = (reader: Reader): void => {
  for (let type = readByte(reader); type !== types.stop; type = readByte(reader)) {
    if (type >> 4 === 0) readNumber(reader);
    skip(reader, type & 15, false);
  }
};

const skipMap = (reader: Reader): void => {
  const size = Number(readNumber(reader));
  const kinds = size === 0 ? 0 : readByte(reader);
  for (let index = 0; index < size; index += 1) {
    skip(reader, kinds >> 4, true);
    skip(reader, kinds & 15, true);
  }
};

/** Steps over a value. In lists a truth value is a byte; in structs it is its type. */
const skip = (reader: Reader, type: number, inList: boolean): void => {
  ensure(reader.depth < deepest, 'The footer of a Parquet file is nested too deep.');
  // A list says how many elements it has: there cannot be more than bytes.
  ensure(reader.at < reader.bytes.length, 'The footer of a Parquet file ends too early.');
  reader.depth += 1;
  skipValue(reader, type, inList);
  reader.depth -= 1;
};

const skipValue = (reader: Reader, type: number, inList: boolean): void => {
  if (type === types.yes || type === types.no) reader.at += inList ? 1 : 0;
  else if (type === types.byte) reader.at += 1;
  else if (type === types.double) reader.at += 8;
  else if (type === types.binary) skipText(reader);
  else if (type === types.list || type === types.set) skipList(reader);
  else if (type === types.map) skipMap(reader);
  else if (type === types.struct) skipStruct(reader);
  else readNumber(reader);
};

/** `num_rows` is the third field of `FileMetaData`. */
const rowsField = 3;

/**
 * How many records a Parquet footer says that its file has.
 *
 * @param footer the `FileMetaData` alone
 * @throws Finding when it is none
 */
export const recordsInFooter = (footer: Buffer): number => {
  const reader: Reader = { bytes: footer, at: 0, depth: 0 };
  for (let field = 0, head = readByte(reader); head !== types.stop; head = readByte(reader)) {
    field = head >> 4 === 0 ? Number(unzigzag(readNumber(reader))) : field + (head >> 4);
    if (field === rowsField) return Number(unzigzag(readNumber(reader)));
    skip(reader, head & 15, false);
  }
  throw new Finding('The footer of a Parquet file does not say how many records it has.');
};

type Fetcher = Pick<Probe, 'fetchFile'>;

const readRange = async ({ fetchFile }: Fetcher, url: string, from: number, end: number): Promise<Buffer> => {
  const { status, bytes } = await fetchFile(url, { range: [from, end - 1], maxBytes: end - from });
  ensure(status === 206, `A range of a file has status ${status} instead of 206.`);
  ensure(bytes.length === end - from, `A range of a file has ${bytes.length} bytes instead of ${end - from}.`);
  return bytes;
};

/** A footer that is larger is no honest one of the small files that this is for. */
const largestFooter = 16 * 1024 * 1024;

/**
 * How many records a Parquet file holds, by its footer alone.
 *
 * @param size bytes of the file
 * @throws Finding when it cannot be fetched, or is no Parquet file
 */
export const countRecords = async (fetcher: Fetcher, url: string, size: number): Promise<number> => {
  const end = await readRange(fetcher, url, size - 8, size);
  ensure(end.toString('latin1', 4) === 'PAR1', 'The last bytes by the stated size are not the end of a Parquet file.');
  const length = end.readUInt32LE(0);
  ensure(length <= Math.min(size - 8, largestFooter), `The footer of a Parquet file has ${length} bytes.`);
  return recordsInFooter(await readRange(fetcher, url, size - 8 - length, size - 8));
};
