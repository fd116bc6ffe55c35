import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedFiles } from './changed-files.ts';
import { equal, openProfile, type Row, type TableChanges } from './index.ts';
import type { DeletionVector, FileLine } from './lines.ts';
import type { ScanFile } from './scan-file.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type AnswerLine, fetchFrom, profile, sparkTable } from './testing/delta-answers.ts';

const table = sparkTable('deletion-vectors');

/** The changes that a server tells by these lines. */
const changesOf = async (lines: readonly AnswerLine[]): Promise<TableChanges> => {
  const fetch = fetchFrom(() => [table.protocol, table.metaData, ...lines], table.files);
  const client = await openProfile(profile, { fetch, retries: 0 });
  return client.table('a.b.c').changes({ startingVersion: 0 });
};

/** What became of rows: those that are only before, and only after. */
const difference = (version: number): readonly string[] => {
  const textsOf = (at: number) => new Set(table.rowsOf(at).map(row => JSON.stringify(row)));
  const [before, after] = [textsOf(version - 1), textsOf(version)];
  return [
    ...[...before].filter(row => !after.has(row)).map(row => `${version} delete ${row}`),
    ...[...after].filter(row => !before.has(row)).map(row => `${version} insert ${row}`),
  ];
};

const told = (rows: readonly Row[]): readonly string[] =>
  rows.map(({ _change_type: type, _commit_version: version, _commit_timestamp: _, ...row }) => {
    return `${version} ${type} ${JSON.stringify(row)}`;
  });

describe('changes by deletion vectors', () => {
  const versions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  test('are the rows between the vectors of a version and the one before it', async () => {
    for (const version of versions) {
      const rows = await collect((await changesOf(table.changesOf(version))).rows());
      expect(told(rows).toSorted()).toEqual(difference(version).toSorted());
    }
  });

  test('are told apart by version, in whatever order the server lists them', async () => {
    const lines = versions.flatMap(table.changesOf).toReversed();
    const rows = await collect((await changesOf(lines)).rows());
    expect(told(rows).toSorted()).toEqual(versions.flatMap(difference).toSorted());
    const order = rows.map(row => row['_commit_version']);
    expect(order).toEqual(order.toSorted((a, b) => Number(a) - Number(b)));
    expect(rows[0]?.['_commit_timestamp']).toEqual(new Date(1_700_000_000_001));
  });

  test('backwards, as a restore makes them, are rows that are there again', async () => {
    const swapped = table.changesOf(3).map(line => {
      const { deltaSingleAction: action, ...file } = line['file'] as Record<string, Record<string, unknown>>;
      const { add, remove } = action ?? {};
      return { file: { ...file, deltaSingleAction: add ? { remove: add } : { add: remove } } };
    });
    const rows = await collect((await changesOf(swapped)).rows());
    expect(told(rows)).toEqual(difference(3).map(row => row.replace('delete', 'insert')));
  });

  test('can be narrowed down by what a commit says of them', async () => {
    const changes = await changesOf(versions.flatMap(table.changesOf));
    const rows = await collect(changes.rows({ predicate: equal('_change_type', 'delete'), columns: ['id'], limit: 3 }));
    const deleted = versions.flatMap(difference).filter(row => row.includes('delete'));
    expect(rows).toHaveLength(3);
    for (const { id } of rows) expect(deleted.some(row => row.includes(`"id":${id},`))).toBe(true);
  });
});

describe('a change feed', () => {
  test('has its columns behind those of the table', async () => {
    const { schema } = await (await changesOf([])).metadata();
    expect(schema.fields.map(field => field.name)).toEqual([
      'id',
      'name',
      '_change_type',
      '_commit_version',
      '_commit_timestamp',
    ]);
  });

  test('that does not say when a change was is refused', async () => {
    const [line] = table.changesOf(1);
    const { version: _, ...file } = (line?.['file'] ?? {}) as Record<string, unknown>;
    const reading = collect((await changesOf([{ file }])).rows());
    expect(await failureOf(reading)).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test.each([
    [{}, 'Give one of startingVersion and startingTimestamp'],
    [{ startingVersion: 1, startingTimestamp: '2024-01-01' }, 'and not both'],
    [{ startingVersion: 1, endingVersion: 2, endingTimestamp: '2024-01-01' }, 'exclude each other'],
    [{ startingTimestamp: '2024-01-01T00:00:00' }, 'with its zone'],
    [{ startingVersion: 1.5 }, 'whole number'],
  ])('of the range %j is refused', async (range, message) => {
    const shared = (await openProfile(profile)).table('a.b.c');
    expect(() => shared.changes(range)).toThrow(message);
  });

  test('has its URLs renewed, each from the line of the same change', async () => {
    const versions = [1, 3, 4, 5, 6];
    let answers = 0;
    const fetch = fetchFrom(() => {
      answers += 1;
      const lines = versions.flatMap(table.changesOf);
      if (answers > 1) return [table.protocol, table.metaData, ...lines];
      const text = JSON.stringify(lines).replaceAll('.parquet"', '.parquet?old"').replaceAll('.bin"', '.bin?old"');
      const expired = text.replaceAll('"timestamp":', '"expirationTimestamp":1,"timestamp":');
      return [table.protocol, table.metaData, ...JSON.parse(expired)];
    }, table.files);
    const client = await openProfile(profile, { fetch, retries: 0 });
    const rows = await collect(client.table('a.b.c').changes({ startingVersion: 1 }).rows());
    expect(told(rows).toSorted()).toEqual(versions.flatMap(difference).toSorted());
    // All are found in one answer, also those that two changes are read from.
    expect(answers).toBe(2);
  });

  test('follows pages, whose tokens go into the query string', async () => {
    const asked: string[] = [];
    const fetch = fetchFrom((_, { url }) => {
      asked.push(url.search);
      const version = asked.length;
      const end = { endStreamAction: version === 1 ? { nextPageToken: 'two' } : {} };
      return [table.protocol, table.metaData, ...table.changesOf(version), end];
    }, table.files);
    const client = await openProfile(profile, { fetch });
    const range = { startingTimestamp: new Date('2024-01-31T12:00:00Z'), endingVersion: 2 };
    const rows = await collect(client.table('a.b.c').changes(range).rows());
    expect(rows).toHaveLength(table.rowsOf(2).length);
    const query = '?startingTimestamp=2024-01-31T12%3A00%3A00.000Z&endingVersion=2';
    expect(asked).toEqual([query, `${query}&pageToken=two`]);
  });
});

describe('a long list of changed files', () => {
  const withVectors = {
    responseFormat: 'delta',
    protocol: { minReaderVersion: 3, readerFeatures: ['deletionVectors'] },
  } as const;
  const withoutVectors = { responseFormat: 'delta', protocol: { minReaderVersion: 1 } } as const;
  const vector: DeletionVector = { storageType: 'i', pathOrInlineDv: '', sizeInBytes: 1, cardinality: 1 };
  const line = (version: number, id: string, action: FileLine['action'] = 'add', fields = {}): FileLine => ({
    url: 'https://storage.example/file',
    id,
    size: 100,
    partitionValues: {},
    timestamp: version,
    version,
    ...(action && { action }),
    ...fields,
  });
  const labels = (files: readonly ScanFile[]) =>
    files.map(
      ({ version, action, id, onlyDeletedBy }) => `${version} ${action} ${id}${onlyDeletedBy ? ' partly' : ''}`,
    );
  async function* each<T>(items: readonly T[], onPull: (count: number) => void = () => undefined): AsyncGenerator<T> {
    for (const [i, item] of items.entries()) {
      onPull(i + 1);
      yield item;
    }
  }
  const anyLines = fc
    .uniqueArray(
      fc.record({ version: fc.nat(4), id: fc.constantFrom('a', 'b', 'c'), action: fc.constantFrom('add', 'remove') }),
      { selector: ({ version, id, action }) => `${version} ${action} ${id}` },
    )
    .chain(keys =>
      fc
        .array(fc.boolean(), { minLength: keys.length, maxLength: keys.length })
        .map(vectors =>
          keys.map(({ version, id, action }, i) =>
            line(version, id, action as FileLine['action'], vectors[i] ? { deletionVector: vector } : {}),
          ),
        ),
    );

  test.each([
    ['of a table with deletion vectors is given version by version', withVectors, 5],
    ['of a table without them is given file by file, also of a single version', withoutVectors, 1000],
  ])('%s while it comes', async (_, table, filesOfVersion) => {
    const lines = Array.from({ length: 1000 }, (_, i) => line(Math.floor(i / filesOfVersion), `f${i}`));
    let pulled = 0;
    const files = changedFiles(
      each(lines, count => (pulled = count)),
      table,
      20,
    );
    for (let given = 1; given <= 1000; given += 1) {
      expect((await files.next()).value).toMatchObject({ id: `f${given - 1}` });
      expect(pulled - given).toBeLessThanOrEqual(25);
    }
    expect(await files.next()).toMatchObject({ done: true });
  });

  test('is told the same in versions that ascend, however few files are held', async () => {
    await fc.assert(
      fc.asyncProperty(anyLines, fc.nat(6), async (lines, mostHeld) => {
        const ascending = lines.toSorted((a, b) => (a.version ?? 0) - (b.version ?? 0));
        const all = labels(await collect(changedFiles(each(ascending), withVectors)));
        expect(labels(await collect(changedFiles(each(ascending), withVectors, mostHeld)))).toEqual(all);
      }),
    );
  });

  test.each([
    ['', withVectors],
    [', also when the protocol does not tell of deletion vectors', withoutVectors],
  ])('is told the same in any order, or refused: never with a pair torn apart%s', async (_, table) => {
    await fc.assert(
      fc.asyncProperty(anyLines, fc.nat(6), async (lines, mostHeld) => {
        const all = labels(await collect(changedFiles(each(lines), table))).toSorted();
        const given = await collect(changedFiles(each(lines), table, mostHeld)).catch(failure => {
          expect(failure).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
        });
        // Without a vector on either side a pair is not looked at, and both of it come.
        if (given !== undefined) expect(labels(given)).toEqual(expect.arrayContaining(all));
      }),
    );
  });

  test.each([withVectors, withoutVectors])('without deletion vectors may come in any order', async table => {
    const kinds = (['cdc', 'add', 'remove'] as const).flatMap((action, kind) =>
      [0, 1, 2].map(version => line(3 * version + kind, `${action}${version}`, action)),
    );
    const given = await collect(changedFiles(each(kinds), table, 1));
    expect(labels(given).toSorted()).toEqual(labels(await collect(changedFiles(each(kinds), table))).toSorted());
  });

  test('that goes back to a version with deletion vectors is refused, and the error says what to do', async () => {
    const lines = [line(1, 'a', 'add', { deletionVector: vector }), line(2, 'b'), line(3, 'c'), line(1, 'a', 'remove')];
    expect(await failureOf(collect(changedFiles(each(lines), withVectors, 1)))).toMatchObject({
      errorCode: 'INVALID_RESPONSE',
      message: expect.stringContaining('a change of version 1 after all of version 2'),
    });
  });
});
