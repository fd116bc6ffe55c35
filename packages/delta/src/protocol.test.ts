import { describe, expect, it } from 'vitest';
import { type FeatureUse, type Protocol, readerFeatures, usedFeatures } from './protocol.ts';
import { parseSchema } from './schema.ts';
import { featureProtocol, schemaString } from './testing/test-table.ts';

/** The features that a table uses which lists everything that there is. */
function used(columns: Readonly<Record<string, unknown>>, use: Partial<FeatureUse> = {}): readonly string[] {
  const protocol = featureProtocol(
    ...['columnMapping', 'deletionVectors', 'timestampNtz', 'typeWidening', 'typeWidening-preview', 'v2Checkpoint'],
    ...['variantType', 'variantType-preview', 'variantShredding', 'variantShredding-preview', 'vacuumProtocolCheck'],
  );
  const fields = Object.entries(columns).map(([name, type]) => ({ name, type, metadata: {} }));
  const schema = parseSchema(JSON.stringify({ type: 'struct', fields }));
  return usedFeatures(protocol, { schema, isMapped: false, hasVectors: false, ...use });
}

describe('the features that a client must know', () => {
  it('are none when a table lists everything and uses nothing', () => {
    expect(used({ id: 'long', at: 'timestamp' })).toEqual([]);
  });

  it('are those of its files and its column mapping', () => {
    expect(used({ id: 'long' }, { hasVectors: true })).toEqual(['deletionVectors']);
    expect(used({ id: 'long' }, { isMapped: true })).toEqual(['columnMapping']);
  });

  it('are those of its types, however deep they are', () => {
    const list = { type: 'array', elementType: 'timestamp_ntz' };
    expect(used({ at: 'timestamp_ntz' })).toEqual(['timestampNtz']);
    expect(used({ many: { type: 'map', keyType: 'string', valueType: list } })).toEqual(['timestampNtz']);
    const variants = ['variantType', 'variantType-preview', 'variantShredding', 'variantShredding-preview'];
    expect(used({ any: { type: 'struct', fields: [{ name: 'v', type: 'variant' }] } })).toEqual(variants);
  });

  it('have type widening when the type of some field has changed', () => {
    const metadata = { 'delta.typeChanges': [{ fromType: 'integer', toType: 'long' }] };
    const widened = { type: 'struct', fields: [{ name: 'x', type: 'long', metadata }] };
    expect(used({ nested: widened })).toEqual(['typeWidening', 'typeWidening-preview']);
    expect(used({ nested: { type: 'array', elementType: widened } })).toEqual(['typeWidening', 'typeWidening-preview']);
  });

  it('are never more than the protocol lists, each once', () => {
    const schema = parseSchema(schemaString({ at: 'timestamp_ntz' }));
    const use = { schema, isMapped: true, hasVectors: true };
    expect(usedFeatures({ minReaderVersion: 1, minWriterVersion: 2 }, use)).toEqual([]);
    expect(usedFeatures({ minReaderVersion: 2, minWriterVersion: 5 }, use)).toEqual(['columnMapping']);
    expect(usedFeatures(featureProtocol('timestampNtz', 'timestampNtz'), use)).toEqual(['timestampNtz']);
  });
});

it.each<[Protocol, readonly string[]]>([
  [{ minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['x'] }, []],
  [{ minReaderVersion: 2, minWriterVersion: 5 }, ['columnMapping']],
  [featureProtocol('a', 'b'), ['a', 'b']],
])('a protocol %j has the reader features %j', (protocol, features) => {
  expect(readerFeatures(protocol)).toEqual(features);
});
