import type { FileFormat, Protocol, TableMetadata } from '@boathouse/delta';
import type { DirectoryFacts } from './directory-access.ts';

/** A table as the first lines of an answer tell it. */
export interface TableHead {
  readonly format: FileFormat;
  readonly version: number;
  readonly protocol: Protocol;
  readonly metadata: TableMetadata;
  /** The figures of a snapshot; absent where they are not the recipient's to know, and in answers that tell changes. */
  readonly figures?: { readonly sizeInBytes: number; readonly numFiles: number };
  /** Where the table may be read as a directory, too. */
  readonly directory?: DirectoryFacts | undefined;
}

/** The parquet format asks nothing of a client beyond the first version of the protocol. */
const parquetProtocol = '{"protocol":{"minReaderVersion":1}}\n';

/**
 * The line `protocol`.
 *
 * @param version where the protocol changed, for lines between those of files
 */
export const protocolLine = (format: FileFormat, protocol: Protocol, version?: number): string =>
  format === 'parquet'
    ? parquetProtocol
    : `${JSON.stringify({ protocol: { deltaProtocol: protocol, ...(version !== undefined && { version }) } })}\n`;

/** What the parquet format says of a table. */
const parquetMetadata = ({ id, name, description, schemaString, partitionColumns, configuration }: TableMetadata) => ({
  id,
  ...(name !== undefined && { name }),
  ...(description !== undefined && { description }),
  format: { provider: 'parquet' },
  schemaString,
  partitionColumns,
  configuration,
});

/** Properties that say what commits hold. A recipient sees none, and readers look for it in the log that they make up. */
const ofCommits = /^delta\.(enableInCommitTimestamps|inCommitTimestampEnablement\w+)$/;

/** The table as the delta format tells it. */
const deltaMetadata = (metadata: TableMetadata): TableMetadata => ({
  ...metadata,
  configuration: Object.fromEntries(Object.entries(metadata.configuration).filter(([name]) => !ofCommits.test(name))),
});

/** The line `metaData`: schema and facts of the table. */
export const metadataLine = ({
  format,
  metadata,
  version,
  figures,
  directory,
}: Omit<TableHead, 'protocol'>): string => {
  const metaData = {
    ...(format === 'parquet' ? parquetMetadata(metadata) : { deltaMetadata: deltaMetadata(metadata) }),
    version,
    ...(figures && { size: figures.sizeInBytes, numFiles: figures.numFiles }),
    ...directory,
  };
  return `${JSON.stringify({ metaData })}\n`;
};

/** The two lines that every answer begins with. On all pages of an answer they are the same, byte by byte. */
export const headLines = (head: TableHead): string => protocolLine(head.format, head.protocol) + metadataLine(head);
