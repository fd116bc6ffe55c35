/** Reader features whose data this client reads. */
const ofData = [
  'deletionVectors',
  'columnMapping',
  'timestampNtz',
  'typeWidening',
  'typeWidening-preview',
  'variantType',
  'variantType-preview',
  'variantShredding',
  'variantShredding-preview',
] as const;

/** Reader features of a table's log, which only its server reads. */
const ofLog = ['v2Checkpoint', 'vacuumProtocolCheck', 'catalogManaged', 'catalogOwned-preview'] as const;

const known: ReadonlySet<string> = new Set([...ofData, ...ofLog]);

/** Whether a table that asks for a reader feature can be read. */
export function isKnownFeature(feature: string): boolean {
  return known.has(feature);
}

/**
 * What this client understands, in the header `delta-sharing-capabilities`: both response formats, and an end line, by which
 * an answer that was cut off is told from one that is whole. Servers that do not know the header answer in the parquet
 * format.
 */
export const capabilities = {
  'delta-sharing-capabilities': [
    'responseformat=parquet,delta',
    `readerfeatures=${ofData.join(',').toLowerCase()}`,
    'includeendstreamaction=true',
  ].join(';'),
};

/** The same, from a client that comes again for an answer that takes long. */
export const asyncCapabilities = {
  'delta-sharing-capabilities': `${capabilities['delta-sharing-capabilities']};asyncquery=true`,
};
