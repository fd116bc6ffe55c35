import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Expected, type ExpectedVersion, fixtureNames } from '../packages/conformance/src/lab/lab.ts';

/**
 * Makes the fixtures of the conformance suite, which has to bring along all that it needs: copies of tables that Apache
 * Spark wrote, and `expected.json` beside their log, of what Spark itself said of them: the rows that it read from each
 * version, and the checksum files that it wrote.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'packages/delta/fixtures/spark');
const target = join(root, 'packages/conformance/fixtures');

interface SparkRead {
  readonly snapshots: readonly { readonly version: number; readonly rows: readonly unknown[] }[];
  readonly changes?: readonly { readonly from: number; readonly to: number; readonly rows: readonly ChangedRow[] }[];
}

interface ChangedRow {
  readonly _change_type: 'insert' | 'update_preimage' | 'update_postimage' | 'delete';
  readonly _commit_version: number;
}

interface Checksum {
  readonly numFiles: number;
  readonly tableSizeBytes: number;
  readonly inCommitTimestampOpt?: number;
  readonly metadata: { readonly schemaString: string; readonly partitionColumns: readonly string[] };
  readonly protocol: { readonly minReaderVersion: number; readonly readerFeatures?: readonly string[] };
}

const readJson = <Value>(path: string): Value => JSON.parse(readFileSync(path, 'utf8'));

const checksumOf = (table: string, version: number): Checksum =>
  readJson(join(source, table, '_delta_log', `${String(version).padStart(20, '0')}.crc`));

const countChanges = (rows: readonly ChangedRow[], version: number): NonNullable<ExpectedVersion['changes']> => {
  const counts: Partial<Record<ChangedRow['_change_type'], number>> = {};
  for (const { _change_type: type, _commit_version: at } of rows) {
    if (at === version) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
};

const expectedOf = (table: string): Expected => {
  const { snapshots, changes } = readJson<SparkRead>(join(source, `${table}.rows.json`));
  const newest = snapshots.length - 1;
  const feed = changes?.find(({ from, to }) => from === 0 && to === newest)?.rows;
  const versions = snapshots.map(({ version, rows }): ExpectedVersion => {
    const { numFiles, tableSizeBytes, inCommitTimestampOpt, metadata } = checksumOf(table, version);
    const { fields }: { fields: readonly { name: string }[] } = JSON.parse(metadata.schemaString);
    return {
      ...{ version, rows: rows.length, files: numFiles, bytes: tableSizeBytes },
      columns: fields.map(({ name }) => name),
      ...(inCommitTimestampOpt === undefined ? {} : { inCommitTimestamp: inCommitTimestampOpt }),
      ...(feed === undefined ? {} : { changes: countChanges(feed, version) }),
    };
  });
  const { metadata, protocol } = checksumOf(table, newest);
  // Before features had names, reader version 2 was column mapping.
  const readerFeatures = protocol.readerFeatures ?? (protocol.minReaderVersion === 2 ? ['columnMapping'] : []);
  return { versions, partitionColumns: metadata.partitionColumns, readerFeatures };
};

for (const table of fixtureNames) {
  const folder = join(target, table);
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  cpSync(join(source, table), folder, { recursive: true });
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expectedOf(table), null, 2)}\n`);
}
process.stdout.write(`${fixtureNames.length} fixtures are in ${target}.\n`);
