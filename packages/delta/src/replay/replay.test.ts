import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitPath, versionPrefix } from '../log-path.ts';
import { referenceCompaction, referenceReplay } from '../testing/reference-replay.ts';
import { replayVersion } from '../testing/replay-version.ts';
import {
  featureProtocol,
  metaData,
  plainProtocol,
  type TestAction,
  type TestAdd,
  TestTable,
  type TestVector,
} from '../testing/test-table.ts';

const protocol = featureProtocol('deletionVectors');
const begin: readonly TestAction[] = [{ protocol }, { metaData: metaData({ id: 'long' }) }];
const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

/** After `N.checkpoint.`, the name of a V2 checkpoint. */
const v2Name = (format: string) => `3a0d65cd-4056-49b8-937b-95f9e3ee90e5.${format}`;

const names = ['a', 'b', 'c', 'd%20d', 'é', 'p=1/x', "it's", 'z z'];
const inline = (cardinality: number) => {
  return { storageType: 'i', pathOrInlineDv: '0rr91', sizeInBytes: 4, cardinality };
};
const onDisk = { ...inline(1), storageType: 'u', pathOrInlineDv: '^-aqEH.-t@S}K{vb[*k^' };
const randomVector = fc.constantFrom(undefined, undefined, inline(1), onDisk, { ...onDisk, offset: 1 });
const randomAction = fc.tuple(fc.constantFrom(...names), fc.boolean(), fc.nat(1000), randomVector);
const randomCommit = fc.uniqueArray(randomAction, { selector: ([path]) => path, maxLength: 6 });
const randomLog = fc.record({
  commits: fc.array(randomCommit, { minLength: 1, maxLength: 8 }),
  checkpoints: fc.array(
    fc.record({
      version: fc.nat(8),
      form: fc.oneof(
        fc.record({ parts: fc.integer({ min: 1, max: 3 }) }),
        fc.record({
          name: fc.constantFrom(v2Name('json'), v2Name('parquet'), 'parquet'),
          sidecars: fc.nat(3),
        }),
      ),
    }),
    { maxLength: 2 },
  ),
  compacted: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 3 }),
  cleaned: fc.boolean(),
  past: fc.nat(7),
});

type RandomAction = readonly [path: string, isAdd: boolean, size: number, vector: TestVector | undefined];

/** The actions of each version. What is there with another deletion vector is removed before it is added. */
function historyOf(commits: readonly (readonly RandomAction[])[]): readonly (readonly TestAction[])[] {
  const vectors = new Map<string, TestVector | undefined>();
  return commits.map((files, version) => [
    ...(version === 0 ? begin : [{ commitInfo: { version } }]),
    ...files.flatMap(([path, isAdd, size, vector]): readonly TestAction[] => {
      const old = vectors.get(path);
      const remove = { remove: { path, ...(old && { deletionVector: old }) } };
      const isOther = vectors.has(path) && old !== vector;
      if (isAdd) vectors.set(path, vector);
      else vectors.delete(path);
      const add = { path, size, partitionValues: { p: null, q: String(size) }, stats: `{"numRecords":${size}}` };
      if (!isAdd) return [remove];
      return [...(isOther ? [remove] : []), { add: { ...add, ...(vector && { deletionVector: vector }) } }];
    }),
  ]);
}

/** Files as a replay gives them. */
function asRead(adds: readonly TestAdd[]): ReadonlySet<unknown> {
  return new Set(
    adds.map(({ path, size, partitionValues, stats, deletionVector: own }) => {
      const { storageType, pathOrInlineDv, offset = null, sizeInBytes, cardinality } = own ?? {};
      const vector = own ? JSON.stringify({ storageType, pathOrInlineDv, offset, sizeInBytes, cardinality }) : null;
      return { path, vector, size, stats, partition_values: JSON.stringify(partitionValues) };
    }),
  );
}

describe('replay', () => {
  it('agrees with the reference over random logs, whatever checkpoints and compacted files there are', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog, async ({ commits, checkpoints, compacted, cleaned, past }) => {
        const history = historyOf(commits);
        const table = new TestTable();
        for (const [version, actions] of history.entries()) table.commit(version, actions);
        const expected = [...referenceReplay(history).values()];
        const before = await replayVersion(table);
        for (const { version, form } of checkpoints.filter(at => at.version < commits.length)) {
          const state = referenceReplay(history.slice(0, version + 1)).values();
          const adds = [...state].map((add): TestAction => ({ add }));
          const actions = [...begin, ...adds, { remove: { path: 'long gone' } }];
          if ('parts' in form) await table.checkpoint(version, actions, form.parts);
          else await table.v2Checkpoint(version, actions, form.name, form.sidecars);
          if (cleaned) for (let old = 0; old < version; old++) table.write(commitPath(old), 'cleaned up');
        }
        for (const [from, to] of compacted.filter(range => range[0] < range[1] && range[1] < commits.length)) {
          table.compact(from, to, referenceCompaction(history.slice(from, to + 1)));
        }
        const after = await replayVersion(table);
        const total = expected.reduce((sum, { size = 0 }) => sum + size, 0);
        expect(after).toMatchObject({ numFiles: expected.length, sizeInBytes: total, protocol });
        const hasVectors = expected.some(({ deletionVector }) => deletionVector !== undefined);
        expect(after.requiredFeatures).toEqual(hasVectors ? ['deletionVectors'] : []);
        // Numbered alike, whatever was read.
        expect(after.files).toEqual(before.files);
        expect(new Set(after.files)).toEqual(asRead(expected));
        if (cleaned || past >= commits.length) return;
        const then = referenceReplay(history.slice(0, past + 1)).values();
        expect(new Set((await replayVersion(table, past)).files)).toEqual(asRead([...then]));
      }),
      { numRuns: 40 },
    );
  });

  it('reads a checkpoint in parts that has one', async () => {
    const table = TestTable.plain();
    await table.checkpoint(0, [...begin, { add: { path: 'a' } }]);
    const whole = `${versionPrefix(0)}.checkpoint.parquet`;
    const part = `${versionPrefix(0)}.checkpoint.0000000001.0000000001.parquet`;
    table.write(part, readFileSync(join(table.root, whole)));
    table.delete(whole);
    expect((await replayVersion(table)).files).toMatchObject([{ path: 'a' }]);
  });

  it('takes the newest protocol and metadata, from commits before the checkpoint', async () => {
    const table = TestTable.plain();
    table.commit(1, [{ metaData: { ...metaData({ id: 'long' }), name: 'renamed' } }]);
    await table.checkpoint(1, [
      { protocol: plainProtocol },
      { metaData: { ...metaData({ id: 'long' }), name: 'renamed' } },
    ]);
    expect((await replayVersion(table)).metadata.name).toBe('renamed');
    table.commit(2, [{ metaData: metaData({ id: 'long', more: 'string' }) }]);
    table.commit(3, [{ protocol: { minReaderVersion: 2, minWriterVersion: 5 } }]);
    const { metadata, protocol } = await replayVersion(table);
    expect(metadata.name).toBeUndefined();
    expect(metadata.schemaString).toContain('more');
    expect(protocol).toEqual({ minReaderVersion: 2, minWriterVersion: 5 });
  });

  it('tells logical files apart by their deletion vectors', async () => {
    const deletionVector = { storageType: 'u', pathOrInlineDv: 'ab^-aqEH.-t@S}K{vb[*k^', offset: 4 };
    const table = TestTable.plain({ add: { path: 'a', deletionVector } }, { add: { path: 'b' } });
    table.commit(1, [{ remove: { path: 'a', deletionVector } }, { add: { path: 'a' } }]);
    table.commit(2, [{ remove: { path: 'b', deletionVector } }]);
    expect((await replayVersion(table)).files).toMatchObject([{ path: 'a' }, { path: 'b' }].sort());
  });

  it('ignores actions and fields that it does not know', async () => {
    const table = TestTable.plain();
    table.write(
      '_delta_log/00000000000000000001.json',
      lines(
        '{"commitInfo":"anything"}',
        '',
        '{"novelty":{"deep":[1,{"x":2}]}}',
        '{"add":{"path":"a","size":1,"partitionValues":{},"novel":{"x":1}}}',
      ),
    );
    expect((await replayVersion(table)).files).toMatchObject([{ path: 'a' }]);
  });

  it('takes the time of the commit where the table keeps it', async () => {
    const table = new TestTable();
    const configuration = { 'delta.enableInCommitTimestamps': 'true' };
    const metadata = { ...metaData({ id: 'long' }), configuration };
    table.commit(0, [{ commitInfo: { inCommitTimestamp: 1234 } }, { protocol: plainProtocol }, { metaData: metadata }]);
    expect((await replayVersion(table)).inCommitTimestamp).toBe(1234);
    await table.checkpoint(0, [{ protocol: plainProtocol }, { metaData: metadata }]);
    expect((await replayVersion(table)).inCommitTimestamp).toBe(1234);
    table.commit(1, [{ add: { path: 'a' } }]);
    await expect(replayVersion(table)).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringContaining('inCommitTimestamp'),
    });
  });
});

describe('a table that asks too much of a reader', () => {
  it.each<[string, object, string, RegExp]>([
    ['reader version 4', { minReaderVersion: 4, minWriterVersion: 7 }, 'UNSUPPORTED_FEATURE', /reader version 4/],
    [
      'features',
      featureProtocol('vacuumProtocolCheck', 'catalogManaged', 'v2Checkpoint', 'geospatial'),
      'UNSUPPORTED_FEATURE',
      /cannot do yet: catalogManaged, geospatial$/,
    ],
    ['a feature named like a method', featureProtocol('constructor'), 'UNSUPPORTED_FEATURE', /constructor/],
    ['version 3 without a list', { minReaderVersion: 3, minWriterVersion: 7 }, 'CORRUPT_LOG', /readerFeatures/],
  ])('is refused: %s', async (_, protocol, code, message) => {
    const table = new TestTable();
    table.commit(0, [{ protocol }, { metaData: metaData({ id: 'long' }) }]);
    await expect(replayVersion(table)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each<[string, object, object]>([
    ['no features', { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: [] }, {}],
    ['vacuumProtocolCheck', { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['vacuumProtocolCheck'] }, {}],
    ['v2Checkpoint', { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['v2Checkpoint'] }, {}],
    [
      'features of writers alone',
      {
        minReaderVersion: 3,
        minWriterVersion: 7,
        readerFeatures: [],
        writerFeatures: ['clustering', 'domainMetadata', 'inCommitTimestamp', 'rowTracking', 'checkConstraints'],
      },
      {},
    ],
    [
      'column mapping that is off',
      { minReaderVersion: 2, minWriterVersion: 5 },
      { 'delta.columnMapping.mode': 'none' },
    ],
  ])('is read when it asks for %s', async (_, protocol, configuration) => {
    const table = new TestTable();
    table.commit(0, [{ protocol }, { metaData: { ...metaData({ id: 'long' }), configuration } }]);
    expect((await replayVersion(table)).protocol).toEqual(protocol);
  });
});
