import { ensureType, versionOf } from '../answers.ts';
import { ensure } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { parseObject, readLines } from '../table-lines.ts';

export const metadataRules: readonly Rule[] = [
  {
    id: 'metadata/two-lines',
    title: 'Metadata is two lines of NDJSON: protocol, then metaData, with the version in a header',
    requirement: 'Delta Sharing Protocol, "Query Table Metadata"; Python client: demands the header',
    protects: 'The Python client fails without the header, Spark at a third line.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const reply = await send({ path: `${tableWith({ parquet: true }).path}/metadata` });
      const kinds = readLines(reply).map(({ kind }) => kind);
      ensure(kinds.join() === 'protocol,metaData', `The lines are ${kinds.join(', ')}.`);
      ensureType(reply, 'application/x-ndjson', 'The metadata');
      versionOf(reply);
    },
  },
  {
    id: 'metadata/fields',
    title: 'metaData has id, parquet as its format, a schema that is JSON, and its partition columns as a list',
    requirement: 'Delta Sharing Protocol, "Metadata" and "Schema Object"',
    protects: 'Clients build their tables from these.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const [protocol, metaData] = readLines(await send({ path: `${tableWith({ parquet: true }).path}/metadata` }));
      ensure(protocol?.fields['minReaderVersion'] === 1, 'minReaderVersion is not 1.');
      const { id, format, schemaString, partitionColumns } = metaData?.fields ?? {};
      ensure(typeof id === 'string' && id !== '', 'There is no id.');
      ensure((format as { provider?: unknown } | undefined)?.provider === 'parquet', 'format.provider is not parquet.');
      ensure(Array.isArray(partitionColumns), 'partitionColumns is not a list.');
      const schema = parseObject(String(schemaString), 'schemaString');
      ensure(schema['type'] === 'struct' && Array.isArray(schema['fields']), 'The schema is not a struct with fields.');
    },
  },
];
