import type { Snapshot } from '@boathouse/delta';

/** The first line: the parquet format asks nothing of a client beyond the first version of the protocol. */
export const protocolLine = '{"protocol":{"minReaderVersion":1}}\n';

/** The second line: schema and facts of the table. */
export const metadataLine = ({ metadata, version, sizeInBytes, numFiles }: Snapshot): string => {
  const metaData = {
    id: metadata.id,
    ...(metadata.name === undefined ? {} : { name: metadata.name }),
    ...(metadata.description === undefined ? {} : { description: metadata.description }),
    format: { provider: 'parquet' },
    schemaString: metadata.schemaString,
    partitionColumns: metadata.partitionColumns,
    configuration: metadata.configuration,
    version,
    size: sizeInBytes,
    numFiles,
  };
  return `${JSON.stringify({ metaData })}\n`;
};
