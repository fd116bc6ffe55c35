import { describe, expect, it } from 'vitest';
import { parseMetadata, tableSchema } from './metadata.ts';
import { metaData } from './testing/test-table.ts';

const parse = (value: object) => parseMetadata(JSON.stringify(value), 'version 0');
const plain = metaData({ id: 'long', day: 'date' }, ['day']);

describe('parseMetadata', () => {
  it('reads all fields, and leaves out those that are null', () => {
    const full = { ...plain, name: 'n', description: 'd', createdTime: 5, configuration: { a: 'b', c: null } };
    expect(parse(full)).toEqual({ ...full, configuration: { a: 'b' } });
    expect(parse({ ...plain, name: null, configuration: null })).toEqual({ ...plain, configuration: {} });
  });

  it.each<[string, object]>([
    ['id', { ...plain, id: 1 }],
    ['name', { ...plain, name: {} }],
    ['format', { ...plain, format: 'parquet' }],
    ['provider', { ...plain, format: {} }],
    ['schemaString', { ...plain, schemaString: null }],
    ['partitionColumns', { ...plain, partitionColumns: 'day' }],
    ['partitionColumns', { ...plain, partitionColumns: [1] }],
    ['configuration', { ...plain, configuration: { a: 1 } }],
  ])('says that %s is wrong, and where', (name, value) => {
    const message = expect.stringMatching(new RegExp(`version 0.*${name} is not`));
    expect(() => parse(value)).toThrow(expect.objectContaining({ code: 'CORRUPT_LOG', message }));
  });
});

describe('tableSchema', () => {
  it('refuses data that is not Parquet', () => {
    const metadata = parse({ ...plain, format: { provider: 'orc' } });
    expect(() => tableSchema(metadata)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_FEATURE' }));
  });

  it('refuses a partition column that is no column', () => {
    const metadata = parse({ ...plain, partitionColumns: ['lost'] });
    const message = expect.stringContaining('"lost"');
    expect(() => tableSchema(metadata)).toThrow(expect.objectContaining({ code: 'CORRUPT_LOG', message }));
  });
});
