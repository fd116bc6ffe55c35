/** The schema of the tables that benchmarks read: the types that partitions and statistics mostly have. */
const fields = {
  date: 'date',
  id: 'long',
  name: 'string',
  amount: 'double',
  ts: 'timestamp',
  qty: 'integer',
  city: 'string',
};

const schemaString = JSON.stringify({
  type: 'struct',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type, nullable: true, metadata: {} })),
});

/** When the tables are said to be written, in milliseconds since 1970. */
export const writtenAt = 1_700_000_000_000;

/**
 * SQL: functions that make the actions of data file number `i`, the same each time. A file has statistics of six
 * columns, one value out of a thousand partitions, and a name as Spark gives it.
 */
export const actionMacros = `
CREATE MACRO file_date(i) AS strftime(DATE '2020-01-01' + CAST(i % 1000 AS INTEGER), '%Y-%m-%d');
CREATE MACRO file_path(i) AS concat('date=', file_date(i), '/part-', lpad(CAST(i % 100000 AS VARCHAR), 5, '0'), '-',
  CAST(md5(CAST(i AS VARCHAR)) AS UUID), '-c000.snappy.parquet');
CREATE MACRO file_time(year, i) AS concat(year, '-06-01T12:00:', lpad(CAST(i % 60 AS VARCHAR), 2, '0'), '.000Z');
CREATE MACRO file_stats(i) AS CAST(to_json({
  numRecords: 1000 + i % 5000,
  minValues: { id: i * 1000, name: 'Aaron ' || md5(CAST(i AS VARCHAR))[:12], amount: (i % 1000) * 1.5,
    ts: file_time(2023, i), qty: i % 77, city: 'Amsterdam ' || (i % 91) },
  maxValues: { id: i * 1000 + 999, name: 'Zoe ' || md5(CAST(i + 1 AS VARCHAR))[:12], amount: (i % 1000) * 1.5 + 1000.25,
    ts: file_time(2024, i), qty: i % 77 + 1000, city: 'Zurich ' || (i % 91) },
  nullCount: { id: 0, name: i % 7, amount: 0, ts: 0, qty: i % 3, city: 0 } }) AS VARCHAR);
CREATE MACRO add_action(i, changes) AS {
  path: file_path(i), partitionValues: MAP { 'date': file_date(i) }, size: 1000000 + i * 7919 % 100000000,
  modificationTime: ${writtenAt} + i, dataChange: changes, stats: file_stats(i) };
CREATE MACRO remove_action(i) AS { path: file_path(i), deletionTimestamp: ${writtenAt} + i, dataChange: true };
`;

/** SQL: the action that says what a reader must be able to do. */
export const protocolAction = '{ minReaderVersion: 1, minWriterVersion: 2 }';

/** SQL: the action that says what the table is. */
export const metadataAction = `{
  id: '0f0e0d0c-0b0a-4909-8807-060504030201', format: { provider: 'parquet', options: MAP {}::MAP(VARCHAR, VARCHAR) },
  schemaString: '${schemaString}', partitionColumns: ['date'],
  configuration: MAP {}::MAP(VARCHAR, VARCHAR), createdTime: ${writtenAt} }`;
