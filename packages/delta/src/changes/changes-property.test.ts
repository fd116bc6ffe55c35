import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadVersion, readAll } from '../testing/read-changes.ts';
import { referenceChanges } from '../testing/reference-changes.ts';
import { refTo, shared } from '../testing/test-snapshots.ts';
import { featureProtocol, metaData, type TestAction, TestTable } from '../testing/test-table.ts';
import type { ChangesOptions } from './changes.ts';

const inline = fc.record({
  storageType: fc.constant('i'),
  pathOrInlineDv: fc.constantFrom('00000', '12345', 'abcde'),
  sizeInBytes: fc.constant(4),
  cardinality: fc.nat(9),
});
const day = fc.constantFrom('1', '2', '03', null);
const file = fc.record(
  { dataChange: fc.boolean(), deletionVector: inline, size: fc.nat(1e6), stats: fc.json() },
  { requiredKeys: [] },
);
const noRows = { numTargetRowsInserted: '0', numTargetRowsUpdated: '0', numTargetRowsDeleted: '0' };

/** The actions of one commit; `number` makes its paths its own. */
const actionsOf = (number: number): fc.Arbitrary<readonly TestAction[]> => {
  const kinds = fc.constantFrom('add' as const, 'remove' as const, 'cdc' as const);
  const fileAction = fc.tuple(kinds, fc.boolean(), day, file);
  const other = fc.constantFrom<TestAction>(
    { commitInfo: { operation: 'MERGE', operationMetrics: noRows } },
    { domainMetadata: { domain: 'x', configuration: '', removed: false } },
  );
  return fc.tuple(fc.array(fileAction, { maxLength: 6 }), fc.array(other, { maxLength: 1 })).map(([files, others]) => {
    const made = files.map(([kind, keep, value, more], index): TestAction => {
      const path = `v${number}-${index}`;
      const fields = { path, partitionValues: { day: value }, size: 1, ...more };
      if (kind === 'cdc' && !keep) return { cdc: { path, partitionValues: { day: value } } };
      return kind === 'remove' ? { remove: fields } : { add: fields };
    });
    return [{ commitInfo: { operation: 'WRITE' } }, ...made, ...others];
  });
};

const history = fc
  .integer({ min: 1, max: 8 })
  .chain(count => fc.tuple(...Array.from({ length: count }, (_, index) => actionsOf(index + 1))));

function tableOf(commits: readonly (readonly TestAction[])[]): TestTable {
  const table = new TestTable();
  const metadata = {
    ...metaData({ id: 'long', day: 'integer' }, ['day']),
    configuration: { 'delta.enableChangeDataFeed': 'true' },
  };
  table.commit(0, [{ protocol: featureProtocol('deletionVectors') }, { metaData: metadata }]);
  for (const [index, actions] of commits.entries()) table.commit(index + 1, actions);
  return table;
}

const textOf = ({ version, files }: ReadVersion) =>
  [
    version,
    files.map(({ action, path, deletionVector }) => `${action} ${path} ${deletionVector?.inline ?? ''}`.trimEnd()),
  ] as const;

describe('changes of any history', () => {
  it('agree with the rules read out loud, whole and in pages, with and without a filter', async () => {
    const snapshots = await shared();
    const options = fc.record({
      kind: fc.constantFrom('stream' as const, 'feed' as const),
      from: fc.nat(8),
      length: fc.nat(8),
      pageSize: fc.integer({ min: 1, max: 9 }),
      wanted: fc.option(fc.constantFrom('1', '3', null), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(history, options, async (commits, { kind, from: begin, length, pageSize, wanted }) => {
        const table = tableOf(commits);
        const from = Math.min(begin, commits.length);
        const to = Math.min(from + length, commits.length);
        const filter =
          wanted === undefined ? undefined : { clauses: [[{ column: 'Day', op: 'EQUAL' as const, value: wanted }]] };
        const request: ChangesOptions = { from, to, kind, ...(filter && { filter }) };
        const passes = ({ partitionValues }: { partitionValues?: Readonly<Record<string, string | null>> }) =>
          wanted === undefined ||
          Number(partitionValues?.['day'] ?? Number.NaN) === Number(wanted ?? Number.NaN) ||
          (wanted === null && partitionValues?.['day'] === null);
        const expected = commits
          .slice(Math.max(0, from - 1), to)
          .map((actions, index) => [Math.max(1, from) + index, referenceChanges(actions, kind, passes)]);
        const all = await readAll(await snapshots.changes(refTo(table), request));
        expect(all.map(textOf).filter(([version]) => version > 0)).toEqual(expected);

        let resume = { version: from, files: 0 };
        const paged: string[] = [];
        for (let taken = pageSize; taken === pageSize; ) {
          taken = 0;
          const page = await snapshots.changes(refTo(table), { ...request, resume });
          for (const { version, files } of await readAll(page)) {
            if (taken === pageSize) break;
            const some = files.slice(0, pageSize - taken);
            const before = resume.version === version ? resume.files : 0;
            resume = { version, files: before + some.length };
            taken += some.length;
            paged.push(...some.map(({ path }) => path));
          }
        }
        expect(paged).toEqual(all.flatMap(({ files }) => files.map(({ path }) => path)));
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
