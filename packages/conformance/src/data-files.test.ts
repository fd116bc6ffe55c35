import { describe, expect, it } from 'vitest';
import { columnsOf, countRows, dataFilesOf, metaDataOf, protocolOf } from './data-files.ts';
import { readLines } from './table-lines.ts';

const linesOf = (...lines: readonly object[]) =>
  readLines({ status: 200, headers: new Headers(), text: lines.map(line => `${JSON.stringify(line)}\n`).join('') });

const stats = JSON.stringify({ numRecords: 10 });
const schemaString = JSON.stringify({ type: 'struct', fields: [{ name: 'id', type: 'long', nullable: true }] });
const add = { path: 'https://s.example/f', size: 5, partitionValues: { day: 'mon' }, stats };

describe('files of an answer', () => {
  it('are the same in both formats', () => {
    const file = {
      id: 'f',
      url: add.path,
      size: 5,
      partitionValues: add.partitionValues,
      stats,
      version: 3,
      timestamp: 7,
    };
    const [plain] = dataFilesOf(linesOf({ add: file }));
    const delta = { id: 'f', version: 3, timestamp: 7, deltaSingleAction: { add } };
    const [other] = dataFilesOf(linesOf({ file: delta }));
    expect(other).toEqual(plain);
    expect(other).toMatchObject({ action: 'add', id: 'f', version: 3, timestamp: 7, stats: { numRecords: 10 } });
  });

  it('are none of protocol, metaData and endStreamAction', () => {
    expect(dataFilesOf(linesOf({ protocol: {} }, { metaData: {} }, { endStreamAction: {} }))).toEqual([]);
  });

  it.each([
    [{ file: { url: add.path } }, 'no id'],
    [{ file: { id: 'f', url: 'part-0.parquet' } }, 'The URL of f is'],
    [{ file: { id: 'f', url: add.path, size: '5' } }, 'The size of f is "5"'],
    [{ file: { id: 'f', url: add.path, stats: '{' } }, 'The stats of f is not JSON'],
    [{ file: { id: 'f', deltaSingleAction: { txn: {} } } }, 'none of add, remove and cdc'],
    [{ file: { id: 'f', deltaSingleAction: { add: { ...add, deletionVector: 7 } } } }, 'deletionVector of f'],
    [{ add: { id: 'f', url: add.path, version: 1.5 } }, 'The version of f is 1.5'],
    [{ add: { id: 'f', url: add.path, timestamp: 9e15 } }, 'The timestamp of f is 9000000000000000, which is no time'],
  ])('%j is a finding', (line, message) => expect(() => dataFilesOf(linesOf(line))).toThrow(message));

  it('have the rows that deletion vectors leave, if their statistics say how many there were', () => {
    const deletionVector = { storageType: 'p', cardinality: 4 };
    const files = dataFilesOf(
      linesOf(
        { file: { id: 'f', deltaSingleAction: { add: { ...add, deletionVector } } } },
        { file: { id: 'g', url: add.path, stats } },
      ),
    );
    expect(countRows(files)).toBe(16);
    expect(countRows([...files, ...dataFilesOf(linesOf({ file: { id: 'h', url: add.path } }))])).toBeUndefined();
    expect(countRows([])).toBe(0);
  });
});

describe('the first lines of an answer', () => {
  it('are read in both formats', () => {
    const plain = linesOf({ protocol: { minReaderVersion: 1 } }, { metaData: { schemaString } });
    const delta = linesOf(
      { protocol: { deltaProtocol: { minReaderVersion: 1 } } },
      { metaData: { deltaMetadata: { schemaString } } },
    );
    for (const lines of [plain, delta]) {
      expect(protocolOf(lines)).toEqual({ minReaderVersion: 1 });
      expect(columnsOf(lines)).toEqual([{ name: 'id', type: 'long', metadata: {} }]);
    }
  });

  it.each([
    [[{ metaData: {} }], () => protocolOf, 'The first line is no protocol'],
    [[{ protocol: {} }], () => metaDataOf, 'The second line is no metaData'],
    [[{ protocol: {} }, { metaData: {} }], () => columnsOf, 'schemaString is not JSON'],
    [[{ protocol: {} }, { metaData: { schemaString: '{"fields":[7]}' } }], () => columnsOf, 'has no name'],
  ])('%j are a finding', (lines, read, message) => expect(() => read()(linesOf(...lines))).toThrow(message));
});
