import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { compressors, decompressZstd } from 'hyparquet-compressors';
import { nodesByName } from './column-mapping.ts';
import { invalidDataFile } from './errors.ts';
import { fetchColumns } from './fetch-columns.ts';
import { nanosToMicros } from './scalar.ts';

/** A row group as it was decoded, column by column, each in one or more parts. */
export interface RawGroup {
  /** The number of its first row in the file. */
  readonly rowStart: number;
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, readonly ArrayLike<unknown>[]>;
}

/** A row group whose bytes are here and not decoded yet. */
export interface FetchedGroup {
  /** To be called once. */
  decode(): Promise<RawGroup>;
}

/** An opened Parquet file. */
export interface ParquetFile {
  /** The columns that the file has, with its own types. */
  readonly nodes: ReadonlyMap<string, SchemaTree>;
  /**
   * Fetches columns, a row group at a time.
   *
   * @param columns all of them in `nodes`
   * @param limit stops after this many rows
   */
  groups(columns: readonly string[], limit: number): AsyncGenerator<FetchedGroup>;
}

/** The largest page that is decompressed. Writers make pages of about one megabyte. */
const largestPage = 256 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text as it is in the file, and 96-bit timestamps as microseconds. */
const parsers = {
  stringFromBytes: (bytes: Uint8Array) => bytes && utf8.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array) => bytes && utf8.decode(bytes),
  timestampFromNanoseconds: nanosToMicros,
};

/**
 * Reads the index of a Parquet file.
 *
 * Pages and byte ranges are bounded. Run lengths inside a page are not, for the decoder does not check them: a file made
 * for it can cost seconds and gigabytes. Who reads from providers that are not trusted does so in a process of its own.
 *
 * @param what names the file in errors
 * @throws {SharingError} `INVALID_DATA_FILE`, also later from `groups` and `decode`; and what the source throws
 */
export async function openParquet(source: AsyncBuffer, what: string): Promise<ParquetFile> {
  const { file, decoding } = guard(source, what);
  const metadata = await decoding(() => parquetMetadataAsync(file, { parsers, geoparquet: false }));
  const counts = metadata.row_groups.map(group => Number(group.num_rows));
  if (!counts.every(count => Number.isSafeInteger(count) && count >= 0)) {
    throw invalidDataFile(`${what} claims an impossible number of rows.`);
  }
  const nodes = await decoding(async () => parquetSchema(metadata).children);
  const readable = physicalMetadata(metadata);
  return {
    nodes: nodesByName(nodes),
    async *groups(columns, limit) {
      let rowStart = 0;
      for (const [index, count] of counts.entries()) {
        if (rowStart >= limit) return;
        const range = { columns, rowStart, rowEnd: Math.min(rowStart + count, limit) };
        // Of a row group that is cut short, the reader fetches only the pages that are needed, when it decodes them.
        const isWhole = range.rowEnd === rowStart + count;
        const bytes = isWhole ? await decoding(() => fetchColumns(file, metadata.row_groups[index], columns)) : file;
        yield { decode: () => decoding(() => readRange(bytes, readable, range)) };
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

async function readRange(file: AsyncBuffer, metadata: FileMetaData, range: RowRange): Promise<RawGroup> {
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
  for (const [name, chunks] of parts) {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (length < rowCount) throw new Error(`column ${name} has ${length} values for ${rowCount} rows`);
  }
  return { rowStart, rowCount, columns: parts };
}

/**
 * The reader rounds annotated decimals to floating point, also those in variants, makes dates and timestamps one by one, and
 * turns maps into objects whose keys are text. Without the annotations it leaves all of them alone.
 */
function physicalMetadata(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map(element => {
    const { converted_type: converted, logical_type: logical, ...rest } = element;
    const keepsConverted = converted !== undefined && !rewritten.has(converted);
    return {
      ...rest,
      ...(keepsConverted ? { converted_type: converted } : {}),
      ...(logical === undefined || rewritten.has(logical.type) ? {} : { logical_type: logical }),
    };
  });
  return { ...metadata, schema };
}

const rewritten: ReadonlySet<string> = new Set([
  'DECIMAL',
  'DATE',
  'TIMESTAMP',
  'TIMESTAMP_MILLIS',
  'TIMESTAMP_MICROS',
  'MAP',
  'MAP_KEY_VALUE',
  'VARIANT',
]);

const boundedCompressors: typeof compressors = {
  ...Object.fromEntries(
    Object.entries(compressors).map(([codec, decompress]) => [
      codec,
      // A page of nulls alone has no bytes, which not every decompressor understands.
      (input: Uint8Array, length: number) => (length === 0 ? new Uint8Array() : decompress(input, bounded(length))),
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
