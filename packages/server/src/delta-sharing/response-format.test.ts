import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { add, created } from './testing/log-table.ts';
import { linesOf, pathOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

const features = 'readerfeatures=deletionvectors,columnmapping';
const vectorFile = {
  storageType: 'u',
  pathOrInlineDv: 'ab^-aqEH.-t@S}K{vb[*k^',
  offset: 4,
  sizeInBytes: 40,
  cardinality: 6,
};
const inlineVector = {
  storageType: 'i',
  pathOrInlineDv: 'wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L',
  sizeInBytes: 40,
  cardinality: 6,
};
const mapped = [
  {
    name: 'id',
    type: 'integer',
    nullable: true,
    metadata: { 'delta.columnMapping.id': 1, 'delta.columnMapping.physicalName': 'col-1' },
  },
];

describe('the response format', () => {
  let shared: SharedTables;

  beforeAll(async () => {
    const vectors = { features: ['deletionVectors'] };
    const mapping = {
      features: ['columnMapping'],
      configuration: { 'delta.columnMapping.mode': 'name' },
      fields: mapped,
    };
    shared = await shareTables({
      plain: { commits: [[...created(), add('a.parquet'), add('b.parquet')]] },
      deleted: {
        commits: [
          [
            ...created(vectors),
            add('a.parquet', { deletionVector: vectorFile }),
            add('b.parquet', { deletionVector: inlineVector }),
            add('c.parquet'),
          ],
        ],
      },
      mapped: { commits: [[...created(mapping), add('a.parquet')]] },
      cloned: { commits: [[...created(), add('s3://elsewhere/a.parquet')]] },
    });
  });
  afterAll(() => shared.close());

  describe.each([
    [undefined, 'responseformat=parquet'],
    ['responseformat=parquet', 'responseformat=parquet'],
    ['responseFormat=DELTA;readerFeatures=deletionVectors', 'responseformat=delta'],
    ['responseformat=delta,parquet', 'responseformat=parquet'],
    ['responseformat=iceberg,delta', 'responseformat=delta'],
    ['responseformat=parquet;includeendstreamaction=true', 'responseformat=parquet;includeendstreamaction=true'],
    ['responseformat=delta;includeEndStreamAction=TRUE', 'responseformat=delta;includeendstreamaction=true'],
    ['includeendstreamaction=false;;=;nonsense', 'responseformat=parquet'],
  ])('for a plain table and a client that sends %s', (capabilities, answered) => {
    const request = capabilities === undefined ? {} : { capabilities };

    it(`of a query is ${answered}`, async () => {
      const response = await shared.query('plain', {}, request);
      expect([response.status, response.headers['delta-sharing-capabilities']]).toEqual([200, answered]);
      const lines = linesOf(response);
      expect(lines.at(-1)?.['endStreamAction'] !== undefined).toBe(answered.includes('endstream'));
      const isDelta = answered.includes('=delta');
      expect(lines[0]).toEqual({
        protocol: isDelta ? { deltaProtocol: { minReaderVersion: 1, minWriterVersion: 2 } } : { minReaderVersion: 1 },
      });
      expect(Object.hasOwn(lines[1]?.['metaData'], 'deltaMetadata')).toBe(isDelta);
      expect(lines[1]?.['metaData']).toMatchObject({ version: 0, size: 200, numFiles: 2 });
    });

    it('of metadata is the same, in two lines', async () => {
      const response = await shared.get(`${pathOf('plain')}/metadata`, request);
      expect(response.headers['delta-sharing-capabilities']).toBe(answered.split(';')[0]);
      expect(linesOf(response)).toHaveLength(2);
    });
  });

  it.each(['deleted', 'mapped'])('of the table %s is delta, for whoever knows its features', async table => {
    for (const capabilities of [`responseformat=delta;${features}`, `responseformat=parquet,delta;${features}`]) {
      const { status, headers } = await shared.query(table, {}, { capabilities });
      expect([status, headers['delta-sharing-capabilities']]).toEqual([200, 'responseformat=delta']);
    }
  });

  it.each([
    ['deleted', undefined, 'deletionVectors'],
    ['deleted', 'responseformat=parquet', 'deletionVectors'],
    ['deleted', 'responseformat=delta', 'deletionVectors'],
    ['deleted', 'responseformat=delta;readerfeatures=', 'deletionVectors'],
    ['deleted', 'responseformat=parquet,delta;readerfeatures=columnmapping', 'deletionVectors'],
    ['mapped', 'responseformat=delta;readerfeatures=deletionvectors', 'columnMapping'],
    ['plain', 'responseformat=iceberg', 'iceberg'],
  ])(
    'of the table %s is refused to a client that sends %s, naming what is missing',
    async (table, capabilities, named) => {
      const request = capabilities === undefined ? {} : { capabilities };
      const path = pathOf(table);
      for (const response of [await shared.query(table, {}, request), await shared.get(`${path}/metadata`, request)]) {
        expect([response.status, response.json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(response.json.message).toContain(named);
      }
    },
  );

  it('of a file with deleted rows has its deletion vector by URL, or inline as it is', async () => {
    const response = await shared.query('deleted', {}, { capabilities: `responseformat=delta;${features}` });
    const files = linesOf(response)
      .slice(2)
      .map(({ file }) => file);
    const addOf = (name: string) =>
      files.find(({ deltaSingleAction }) => deltaSingleAction.add.path.includes(`/${name}.parquet`));
    const { deletionVector } = addOf('a').deltaSingleAction.add;
    expect(deletionVector).toEqual({
      storageType: 'p',
      pathOrInlineDv: expect.stringMatching(/^http:.*deletion_vector_.*\.bin/),
      offset: 4,
      sizeInBytes: 40,
      cardinality: 6,
    });
    expect(addOf('b').deltaSingleAction.add.deletionVector).toEqual(inlineVector);
    expect(addOf('c').deltaSingleAction.add).not.toHaveProperty('deletionVector');
    expect(addOf('c')).not.toHaveProperty('deletionVectorFileId');
    expect(addOf('a').deletionVectorFileId).not.toBe(addOf('b').deletionVectorFileId);
    expect(addOf('a').deltaSingleAction.add).toMatchObject({ size: 100, dataChange: true, partitionValues: {} });
  });

  it('of a table whose files are elsewhere is refused: they are not what was shared', async () => {
    const response = await shared.query('cloned');
    expect([response.status, response.json.message]).toEqual([400, expect.stringContaining('shallow clones')]);
  });

  it('counts no row of a file with deleted rows towards a limit that may need it', async () => {
    const capabilities = `responseformat=delta;${features}`;
    const whole = linesOf(await shared.query('deleted', { limitHint: 15 }, { capabilities })).slice(2);
    expect(whole.length).toBeGreaterThanOrEqual(2);
  });

  describe('and the header fileidhash', () => {
    const idsOf = async (headers: Record<string, string>, capabilities = 'responseformat=parquet') => {
      const response = await shared.query('plain', {}, { capabilities, headers });
      return [response.headers['fileidhash'], linesOf(response)[2]?.['file'].id.length] as const;
    };

    it('make ids by MD5 or SHA-256, and say which in lower case', async () => {
      expect(await idsOf({})).toEqual([undefined, 32]);
      expect(await idsOf({}, 'responseformat=delta')).toEqual([undefined, 64]);
      expect(await idsOf({ fileidhash: 'Delta' })).toEqual(['delta', 64]);
      expect(await idsOf({ fileidhash: 'PARQUET' }, 'responseformat=delta')).toEqual(['parquet', 32]);
    });

    it.each(['md5', '', ' '])('refuse the value "%s"', async value => {
      const { status, json } = await shared.query('plain', {}, { headers: { fileidhash: value } });
      expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    });
  });
});
