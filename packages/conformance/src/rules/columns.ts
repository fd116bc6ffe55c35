import { columnsOf, dataFilesOf, metaDataOf } from '../data-files.ts';
import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { metadata, query } from '../table-calls.ts';
import { isObject, type TableLine } from '../table-lines.ts';

const simple = /^(string|long|integer|short|byte|float|double|boolean|binary|date|timestamp|decimal(\(\d+, ?\d+\))?)$/;

/** No schema is nested deeper; one that is would exhaust the stack. */
const deepest = 200;

/** Finds in a type, and in what it is made of, one that the parquet format does not have. */
const unknownType = (type: unknown, depth = 0): string | undefined => {
  if (depth > deepest) return 'of too many levels';
  if (typeof type === 'string') return simple.test(type) ? undefined : type;
  if (!isObject(type)) return 'that is no type';
  const inner = (part: unknown) => unknownType(part, depth + 1);
  if (type['type'] === 'array') return inner(type['elementType']);
  if (type['type'] === 'map') return inner(type['keyType']) ?? inner(type['valueType']);
  if (type['type'] !== 'struct' || !Array.isArray(type['fields'])) return 'that is no type';
  return type['fields'].map(field => inner(isObject(field) ? field['type'] : field)).find(found => found !== undefined);
};

/** How the values of a partition are written, by the type of its column. */
const forms: Readonly<Record<string, RegExp>> = {
  long: /^-?\d+$/,
  integer: /^-?\d+$/,
  short: /^-?\d+$/,
  byte: /^-?\d+$/,
  boolean: /^(true|false)$/,
  date: /^-?\d{4,}-\d\d-\d\d$/,
  timestamp: /^-?\d{4,}-\d\d-\d\d(T| )\d\d:\d\d:\d\d(\.\d+)?Z?$/,
};

/** Each table in the parquet format, with the lines of a query. Throws `NotTried` when there is none. */
const parquetTables = async (
  trial: Trial,
): Promise<readonly { readonly name: string; readonly lines: readonly TableLine[] }[]> => {
  trial.tableWith({ parquet: true });
  const answers = [];
  for (const { path, name } of trial.tables.filter(({ parquet }) => parquet)) {
    answers.push({ name, lines: (await query(trial, path, {})).lines });
  }
  return answers;
};

const partitionColumnsOf = (lines: readonly TableLine[]): readonly string[] => {
  const { partitionColumns } = metaDataOf(lines);
  ensure(Array.isArray(partitionColumns), 'partitionColumns is no list.');
  return partitionColumns.map(String);
};

export const columnRules: readonly Rule[] = [
  {
    id: 'metadata/types',
    title: 'In the parquet format a schema has only types that its clients know',
    requirement: 'Delta Sharing Protocol, "Schema Object"; Python client: fails at any other type',
    protects: 'The Python client fails at timestamp_ntz and variant, which only the delta format has.',
    level: 'core',
    check: async trial => {
      trial.tableWith({ parquet: true });
      for (const { path, name } of trial.tables.filter(({ parquet }) => parquet)) {
        for (const column of columnsOf((await metadata(trial, path)).lines)) {
          const type = unknownType(column.type);
          ensure(type === undefined, `The column ${column.name} of ${name} has the type ${type}.`);
        }
      }
    },
  },
  {
    id: 'metadata/partition-columns',
    title: 'Partition columns are columns of the schema, and every file has values of these and no others',
    requirement: 'Delta Sharing Protocol, "Metadata": partitionColumns; "File": partitionValues',
    protects: 'Partition columns are not in the data files: clients fill them in from these values.',
    level: 'core',
    check: async trial => {
      for (const { name, lines } of await parquetTables(trial)) {
        const [columns, partitions] = [columnsOf(lines).map(column => column.name), partitionColumnsOf(lines)];
        const stray = partitions.find(column => !columns.includes(column));
        ensure(stray === undefined, `The partition column ${stray} of ${name} is not in its schema.`);
        for (const { id, partitionValues } of dataFilesOf(lines)) {
          const other = Object.keys(partitionValues).find(column => !partitions.includes(column));
          ensure(other === undefined, `${id} of ${name} has a value of ${other}, which is no partition column.`);
        }
      }
    },
  },
  {
    id: 'query/partition-values',
    title: 'Values of partitions are texts in the form of their type, or empty or null for none',
    requirement: 'Delta Sharing Protocol, "Partition Value Serialization"',
    protects: 'Clients turn these texts into the values of the column.',
    level: 'core',
    check: async trial => {
      trial.tableWith({ parquet: true, partitioned: true });
      for (const { name, lines } of await parquetTables(trial)) {
        const types = new Map(columnsOf(lines).map(column => [column.name, column.type]));
        for (const { id, partitionValues } of dataFilesOf(lines)) {
          for (const [column, value] of Object.entries(partitionValues)) {
            if (value === null || value === '') continue;
            ensure(typeof value === 'string', `The value of ${column} in ${id} of ${name} is no text.`);
            const form = forms[String(types.get(column))];
            ensure(form?.test(value) ?? true, `${column} of ${name} is ${types.get(column)}, and ${id} has ${value}.`);
          }
        }
      }
    },
  },
  {
    id: 'query/statistics',
    title: 'Statistics are JSON in a text, count records, and name no column that the table does not have',
    requirement: 'Delta Sharing Protocol, "Per-file Statistics", which are optional',
    protects: 'Clients leave out files by these, and count by them.',
    level: 'full',
    check: async trial => {
      for (const { name, lines } of await parquetTables(trial)) {
        const columns = new Set(columnsOf(lines).map(column => column.name));
        for (const { id, stats } of dataFilesOf(lines)) {
          if (stats === undefined) continue;
          const { numRecords } = stats;
          const counted = numRecords === undefined || (Number.isSafeInteger(numRecords) && Number(numRecords) >= 0);
          ensure(counted, `numRecords of ${id} of ${name} is ${JSON.stringify(numRecords)}.`);
          for (const part of ['minValues', 'maxValues', 'nullCount']) {
            const values = stats[part] ?? {};
            ensure(isObject(values), `${part} of ${id} of ${name} is no object.`);
            const stray = Object.keys(values).find(column => !columns.has(column));
            ensure(stray === undefined, `${part} of ${id} of ${name} names ${stray}, which is no column.`);
          }
        }
      }
    },
  },
];
