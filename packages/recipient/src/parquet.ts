import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { compressors, decompressZstd } from 'hyparquet-compressors';
import { invalidDataFile } from './errors.ts';

/** The rows of one row group, column by column: `columns.get(name)?.[i]` belongs to row `i` of `rowCount`. */
export interface ColumnBatch {
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, ArrayLike<unknown>>;
}

/** An opened Parquet file. */
export interface ParquetFile {
  /** The columns that the file has, with its own types. */
  readonly nodes: ReadonlyMap<string, SchemaTree>;
  /**
   * Reads columns, a row group at a time.
   *
   * @param columns all of them in `nodes`
   * @param limit stops after this many rows
   */
  batches(columns: readonly string[], limit: number): AsyncGenerator<ColumnBatch>;
}

/** The largest page that is decompressed. Writers make pages of about one megabyte. */
const largestPage = 256 * 1024 * 1024;

/** Values stay exact: microseconds and days as numbers, decimals as their bytes, text decoded, binary untouched. */
const parsers = {
  timestampFromMilliseconds: (millis: bigint) => millis * 1000n,
  timestampFromMicroseconds: (micros: bigint) => micros,
  timestampFromNanoseconds: (nanos: bigint) => (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n,
  dateFromDays: (days: number) => days,
  jsonFromBytes: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
};

/**
 * Reads the index of a Parquet file.
 *
 * Pages and byte ranges are bounded. Run lengths inside a page are not, for the decoder does not check them: a file made
 * for it can cost seconds and gigabytes. Who reads from providers that are not trusted does so in a process of its own.
 *
 * @param what names the file in errors
 * @throws {SharingError} `INVALID_DATA_FILE`, also later from `batches`; and what the source throws
 */
export async function openParquet(source: AsyncBuffer, what: string): Promise<ParquetFile> {
  const { file, decoding } = guard(source, what);
  const metadata = await decoding(() => parquetMetadataAsync(file, { parsers, geoparquet: false }));
  const counts = metadata.row_groups.map(group => Number(group.num_rows));
  if (!counts.every(count => Number.isSafeInteger(count) && count >= 0)) {
    throw invalidDataFile(`${what} claims an impossible number of rows.`);
  }
  const nodes = await decoding(async () => parquetSchema(metadata).children);
  const readable = withoutDecimals(metadata);
  return {
    nodes: new Map(nodes.map(node => [node.element.name, node])),
    async *batches(columns, limit) {
      let rowStart = 0;
      for (const count of counts) {
        if (rowStart >= limit) return;
        const range = { columns, rowStart, rowEnd: Math.min(rowStart + count, limit) };
        yield await decoding(() => readRange(file, readable, range));
        rowStart += count;
      }
    },
  };
}

interface RowRange {
  readonly columns: readonly string[];
  readonly rowStart: number;
  readonly rowEnd: number;
}

async function readRange(file: AsyncBuffer, metadata: FileMetaData, range: RowRange): Promise<ColumnBatch> {
  const { columns, rowStart, rowEnd } = range;
  const parts = new Map<string, ArrayLike<unknown>[]>(columns.map(name => [name, []]));
  await parquetRead({
    file,
    metadata,
    columns: [...columns],
    rowStart,
    rowEnd,
    parsers,
    utf8: false,
    geoparquet: false,
    useOffsetIndex: true,
    compressors: boundedCompressors,
    onChunk: ({ columnName, columnData }) => parts.get(columnName)?.push(columnData),
  });
  const rowCount = rowEnd - rowStart;
  const joined = new Map([...parts].map(([name, chunks]) => [name, join(chunks)]));
  for (const [name, values] of joined) {
    if (values.length < rowCount) throw new Error(`column ${name} has ${values.length} values for ${rowCount} rows`);
  }
  return { rowCount, columns: joined };
}

function join(chunks: readonly ArrayLike<unknown>[]): ArrayLike<unknown> {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const values: unknown[] = [];
  for (const chunk of chunks) {
    for (let i = 0; i < chunk.length; i += 1) values.push(chunk[i]);
  }
  return values;
}

/** The reader turns annotated decimals into floating point; without the annotation it leaves their digits alone. */
function withoutDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map(element => {
    if (element.converted_type !== 'DECIMAL') return element;
    const { converted_type: _, ...rest } = element;
    return rest;
  });
  return { ...metadata, schema };
}

const boundedCompressors: typeof compressors = {
  ...Object.fromEntries(
    Object.entries(compressors).map(([codec, decompress]) => [
      codec,
      (input: Uint8Array, length: number) => decompress(input, bounded(length)),
    ]),
  ),
  // Given the room, it does not trust the size that the compressed data claim.
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(bounded(length))),
};

function bounded(length: number): number {
  if (length > largestPage) throw new Error(`a page claims ${length} bytes`);
  return length;
}

/**
 * What the source throws passes through; whatever the decoder throws over a damaged or hostile file becomes one kind of
 * error.
 */
function guard(source: AsyncBuffer, what: string) {
  let failure: { readonly error: unknown } | undefined;
  const read = async (start: number, end?: number): Promise<ArrayBuffer> => {
    try {
      return await source.slice(start, end);
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  const slice = (start: number, end?: number): Promise<ArrayBuffer> => {
    const bytes = read(start, end);
    // The decoder fetches ahead, and may never look at what it fetched.
    bytes.catch(() => undefined);
    return bytes;
  };
  const decoding = async <T>(decode: () => Promise<T>): Promise<T> => {
    try {
      return await decode();
    } catch (error) {
      if (failure !== undefined) throw failure.error;
      const reason = error instanceof Error ? error.message : String(error);
      throw invalidDataFile(`${what} is not readable as Parquet (${reason}).`, error);
    }
  };
  return { file: { byteLength: source.byteLength, slice }, decoding };
}
