import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openProfile } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type AnswerLine, fetchFrom, profile, sparkTable, storage } from './testing/delta-answers.ts';
import { rowBitmapBytes } from './testing/row-bitmap-bytes.ts';

const table = sparkTable('deletion-vectors');

/** A file of ten rows, with a deletion vector. */
const withVector = (vector: object | undefined, fields: object = {}): AnswerLine => {
  const [line] = table.changesOf(1);
  const { deltaSingleAction, ...file } = (line?.['file'] ?? {}) as { deltaSingleAction?: { add: object } };
  const add = { ...deltaSingleAction?.add, ...(vector && { deletionVector: vector }) };
  return { file: { ...file, deltaSingleAction: { add }, ...fields } };
};

/** A file of deletion vectors with one of them at its third byte. */
const vectorFile = (bitmap: Buffer, checksum = crc32(bitmap)): Buffer => {
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(bitmap.length);
  frame.writeUInt32BE(checksum, 4);
  return Buffer.concat([Buffer.of(1, 0, 0), frame.subarray(0, 4), bitmap, frame.subarray(4)]);
};

const bitmap = rowBitmapBytes([0, 1, 2, 9]);
const stored = {
  storageType: 'p',
  pathOrInlineDv: `${storage}v.bin`,
  offset: 3,
  sizeInBytes: bitmap.length,
  cardinality: 4,
};

const idsOf = async (line: AnswerLine, vectors: Buffer = vectorFile(bitmap), options = {}): Promise<unknown[]> => {
  const fetch = fetchFrom(() => [table.protocol, table.metaData, line], new Map([...table.files, ['v.bin', vectors]]));
  const client = await openProfile(profile, { fetch, retries: 0 });
  return (await collect(client.table('a.b.c').rows(options))).map(row => row['id']);
};

describe('a deletion vector', () => {
  test('deletes its rows, from a file or from the line itself', async () => {
    expect(await idsOf(withVector(undefined))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await idsOf(withVector(stored))).toEqual([3, 4, 5, 6, 7, 8]);
    const inline = { storageType: 'i', pathOrInlineDv: z85(bitmap), sizeInBytes: bitmap.length, cardinality: 4 };
    expect(await idsOf(withVector(inline))).toEqual([3, 4, 5, 6, 7, 8]);
  });

  test('does not count against a limit', async () => {
    expect(await idsOf(withVector(stored), vectorFile(bitmap), { limit: 2 })).toEqual([3, 4]);
  });

  test('may come with its whole file from a storage that knows no ranges', async () => {
    const answers = fetchFrom(() => [table.protocol, table.metaData, withVector(stored)], table.files);
    const fetch: typeof globalThis.fetch = async (input, init) =>
      String(input).endsWith('v.bin') ? new Response(vectorFile(bitmap)) : answers(input, init);
    const client = await openProfile(profile, { fetch, retries: 0 });
    expect(await collect(client.table('a.b.c').rows({ columns: [] }))).toHaveLength(6);
  });

  test.each([
    ['whose checksum is wrong', stored, vectorFile(bitmap, 1), 'its checksum is wrong'],
    ['of another length', { ...stored, sizeInBytes: 8 }, vectorFile(bitmap), 'its length is not what the table says'],
    ['that deletes another number of rows', { ...stored, cardinality: 3 }, vectorFile(bitmap), 'deletes 4 rows'],
    ['that is none', stored, vectorFile(Buffer.alloc(bitmap.length)), 'portable bitmap'],
    ['behind the end of its file', { ...stored, offset: 40 }, vectorFile(bitmap), 'ends before it does'],
    ['of impossible size', { ...stored, sizeInBytes: 2 ** 40 }, vectorFile(bitmap), 'claims 1099511627776 bytes'],
    ['that leads elsewhere', { ...stored, pathOrInlineDv: 'file:///etc/passwd' }, vectorFile(bitmap), 'http or https'],
    [
      'inline, that is no Z85',
      { ...stored, storageType: 'i', pathOrInlineDv: '~' },
      vectorFile(bitmap),
      'multiple of 5',
    ],
    [
      'inline, that is too short',
      { ...stored, storageType: 'i', pathOrInlineDv: '00000' },
      vectorFile(bitmap),
      'too early',
    ],
  ])('%s is refused', async (_, vector, file, message) => {
    const error = await failureOf(idsOf(withVector(vector), file));
    expect(error).toMatchObject({ errorCode: 'INVALID_DATA_FILE', message: expect.stringContaining(message) });
  });

  test('that the storage does not have is named by its data file, and its URL is not shown', async () => {
    const error = await failureOf(idsOf(withVector({ ...stored, pathOrInlineDv: `${storage}none?signature=s` })));
    expect(error).toMatchObject({ status: 404, message: expect.stringContaining('Deletion vector of Data file') });
    expect(String(error)).not.toContain('signature');
  });

  test.each([
    ['a path in the table’s folder', { ...stored, storageType: 'u' }],
    ['no size', { ...stored, sizeInBytes: undefined }],
    ['a negative offset', { ...stored, offset: -1 }],
  ])('with %s is an invalid answer', async (_, vector) => {
    expect(await failureOf(idsOf(withVector(vector)))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('of a later version is not taken for the one whose URL ran out', async () => {
    let queries = 0;
    const later = { ...stored, cardinality: 5 };
    const fetch = fetchFrom(() => {
      queries += 1;
      const file = queries === 1 ? withVector(stored, { expirationTimestamp: 1 }) : withVector(later);
      return [table.protocol, table.metaData, file];
    }, table.files);
    const refusing: typeof globalThis.fetch = async (input, init) =>
      String(input).endsWith('v.bin') ? new Response('', { status: 403 }) : fetch(input, init);
    const client = await openProfile(profile, { fetch: refusing, retries: 0 });
    const error = await failureOf(collect(client.table('a.b.c').rows()));
    expect(error).toMatchObject({ errorCode: 'URL_EXPIRED', message: expect.stringContaining('has changed') });
  });
});

/** Z85 of whole groups, the rest filled with zeros. */
function z85(bytes: Buffer): string {
  const letters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
  const filled = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  let text = '';
  for (let at = 0; at < filled.length; at += 4) {
    const value = filled.readUInt32BE(at);
    for (const power of [85 ** 4, 85 ** 3, 85 ** 2, 85, 1]) text += letters[Math.floor(value / power) % 85];
  }
  return text;
}
