import { ensure } from './finding.ts';
import { isObject, parseObject, type TableLine } from './table-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a line says of a data file, the same of both formats. */
export interface DataFile {
  /** What happened to it: `file` of a snapshot in the parquet format, `add` of one in the delta format. */
  readonly action: 'file' | 'add' | 'remove' | 'cdf';
  readonly id: string;
  readonly url: string;
  readonly size: number;
  readonly partitionValues: Fields;
  /** Statistics of the file; undefined when the line has none. */
  readonly stats: Fields | undefined;
  /** In the delta format, which of its rows are gone. */
  readonly deletionVector: Fields | undefined;
  /** Of changes and time travel: the version of the commit. */
  readonly version: number | undefined;
  /** Of changes and time travel: milliseconds since 1970. */
  readonly timestamp: number | undefined;
  /** When its URL ends, in milliseconds since 1970. */
  readonly expiration: number | undefined;
}

const numberOrNone = (value: unknown, what: string): number | undefined => {
  if (value === undefined || value === null) return undefined;
  ensure(Number.isSafeInteger(value), `${what} is ${JSON.stringify(value)} instead of a whole number.`);
  return Number(value);
};

/** The last time that a date can be, in milliseconds since 1970. */
const endOfTime = 8.64e15;

const timeOrNone = (value: unknown, what: string): number | undefined => {
  const time = numberOrNone(value, what);
  ensure(time === undefined || Math.abs(time) <= endOfTime, `${what} is ${time}, which is no time.`);
  return time;
};

const statsOf = (value: unknown, id: string): Fields | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  ensure(typeof value === 'string', `The stats of ${id} are no text.`);
  return parseObject(value, `The stats of ${id}`);
};

const readFile = (action: DataFile['action'], line: Fields, file: Fields, url: unknown): DataFile => {
  const id = line['id'];
  ensure(typeof id === 'string' && id !== '', `A line ${action} has no id.`);
  ensure(typeof url === 'string' && URL.canParse(url), `The URL of ${id} is ${JSON.stringify(url)}.`);
  const size = numberOrNone(file['size'], `The size of ${id}`);
  const values = file['partitionValues'] ?? {};
  ensure(isObject(values), `The partitionValues of ${id} are no object.`);
  const vector = file['deletionVector'] ?? undefined;
  ensure(vector === undefined || isObject(vector), `The deletionVector of ${id} is no object.`);
  return {
    ...{ action, id, url, size: size ?? 0, partitionValues: values, deletionVector: vector },
    stats: statsOf(file['stats'], id),
    version: numberOrNone(line['version'], `The version of ${id}`),
    timestamp: timeOrNone(line['timestamp'], `The timestamp of ${id}`),
    expiration: timeOrNone(line['expirationTimestamp'], `The expirationTimestamp of ${id}`),
  };
};

const deltaActions = { add: 'add', remove: 'remove', cdc: 'cdf' } as const;

const readDeltaFile = (line: Fields, single: Fields): DataFile => {
  const key = (['add', 'remove', 'cdc'] as const).find(name => name in single);
  ensure(key !== undefined, `The deltaSingleAction of ${line['id']} is none of add, remove and cdc.`);
  const file = single[key];
  ensure(isObject(file), `The ${key} of ${line['id']} is no object.`);
  return readFile(deltaActions[key], line, file, file['path']);
};

/**
 * The data files of an answer, of either format.
 *
 * @throws Finding when a line has no id, no URL or a field of the wrong type
 */
export const dataFilesOf = (lines: readonly TableLine[]): readonly DataFile[] =>
  lines.flatMap(({ kind, fields }) => {
    const single = fields['deltaSingleAction'];
    if (kind === 'file' && isObject(single)) return [readDeltaFile(fields, single)];
    if (kind === 'file' || kind === 'add' || kind === 'remove' || kind === 'cdf') {
      return [readFile(kind, fields, fields, fields['url'])];
    }
    return [];
  });

/** How many rows of a file are there still; undefined when its statistics do not say. */
export const rowsOf = ({ stats, deletionVector }: DataFile): number | undefined => {
  const records = stats?.['numRecords'];
  if (typeof records !== 'number') return undefined;
  return records - Number(deletionVector?.['cardinality'] ?? 0);
};

/** Rows of files together; undefined when the statistics of one do not say. */
export const countRows = (files: readonly DataFile[]): number | undefined =>
  files.reduce<number | undefined>((sum, file) => {
    const rows = rowsOf(file);
    return sum === undefined || rows === undefined ? undefined : sum + rows;
  }, 0);

/** The fields of the line `metaData`, of either format. Throws `Finding` when the second line is none. */
export const metaDataOf = (lines: readonly TableLine[]): Fields => {
  const [, line] = lines;
  ensure(line?.kind === 'metaData', 'The second line is no metaData.');
  const { deltaMetadata } = line.fields;
  return isObject(deltaMetadata) ? deltaMetadata : line.fields;
};

/** The fields of the line `protocol`, of either format. Throws `Finding` when the first line is none. */
export const protocolOf = (lines: readonly TableLine[]): Fields => {
  const [line] = lines;
  ensure(line?.kind === 'protocol', 'The first line is no protocol.');
  const { deltaProtocol } = line.fields;
  return isObject(deltaProtocol) ? deltaProtocol : line.fields;
};

/** A column as the schema has it. */
export interface Column {
  readonly name: string;
  readonly type: unknown;
  readonly metadata: Fields;
}

/** The columns of the table that an answer is of. Throws `Finding` when `schemaString` is no schema. */
export const columnsOf = (lines: readonly TableLine[]): readonly Column[] => {
  const { fields } = parseObject(String(metaDataOf(lines)['schemaString']), 'schemaString');
  ensure(Array.isArray(fields), 'The schema has no fields.');
  return fields.map((field: unknown) => {
    ensure(isObject(field) && typeof field['name'] === 'string', 'A field of the schema has no name.');
    const { name, type, metadata } = field;
    return { name: String(name), type, metadata: isObject(metadata) ? metadata : {} };
  });
};
