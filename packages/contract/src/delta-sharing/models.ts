import { described, Int64, Json, StringMap, Type } from '../schema.ts';

const text = (description: string) => Type.String({ description });
const optionalText = (description: string) => Type.Optional(text(description));

export const SharedShare = Type.Object(
  {
    name: text('Name of the share, as its provider wrote it.'),
    id: optionalText('Id that stays the same when the share is renamed: a UUID.'),
    displayName: optionalText('Name to show, at most 255 characters.'),
    comment: optionalText('What the provider says of the share.'),
  },
  { title: 'SharedShare', description: 'A share that the recipient may read.' },
);

export const SharedSchema = Type.Object(
  { name: text('Name of the schema within the share.'), share: text('Name of the share.') },
  { title: 'SharedSchema', description: 'A schema of a share: a name that its tables have in common.' },
);

export const SharedTable = Type.Object(
  {
    name: text('Name of the table within its schema.'),
    schema: text('Name of the schema.'),
    share: text('Name of the share.'),
    shareId: optionalText('Id of the share: a UUID.'),
    id: optionalText('Id of the table: a UUID that stays the same when the table is renamed.'),
    accessModes: Type.Optional(
      Type.Array(text('`url` or `dir`.'), { description: 'How the data is read: `url` by signed URLs of files.' }),
    ),
  },
  { title: 'SharedTable', description: 'A table that the recipient may read.' },
);

const pageEnd = Type.Optional(Type.String({ description: 'Continues the list; absent on the last page.' }));

const pageOf = <Item extends typeof SharedShare | typeof SharedSchema | typeof SharedTable>(
  title: string,
  item: Item,
) =>
  Type.Object(
    { items: Type.Optional(Type.Array(item, { description: 'Items of this page.' })), nextPageToken: pageEnd },
    { title, description: 'A page of a list.' },
  );

export const SharedSharePage = pageOf('SharedSharePage', SharedShare);
export const SharedSchemaPage = pageOf('SharedSchemaPage', SharedSchema);
export const SharedTablePage = pageOf('SharedTablePage', SharedTable);

export const SharedShareAnswer = Type.Object(
  { share: described(SharedShare, 'The share.') },
  { title: 'SharedShareAnswer', description: 'One share.' },
);

const Format = Type.Object(
  { provider: text('Format of the data files: `parquet`.') },
  { title: 'SharedTableFormat', description: 'Format of the data files.' },
);

export const TableProtocolLine = Type.Object(
  { minReaderVersion: Int64({ description: 'Version of the protocol that a client has to know: 1.' }) },
  { title: 'SharedTableProtocol', description: 'What a client has to support to read the table.' },
);

export const TableMetadataLine = Type.Object(
  {
    id: text('Id of the Delta table.'),
    name: optionalText('Name that the Delta log gives the table.'),
    description: optionalText('Description that the Delta log gives the table.'),
    format: described(Format, 'Format of the data files.'),
    schemaString: text('Schema of the table: a Delta schema as JSON text.'),
    partitionColumns: Type.Array(text('Name of a column.'), {
      description: 'Columns that the table is partitioned by, in order; empty when it is not.',
    }),
    configuration: Type.Optional(StringMap({ description: 'Table properties of the Delta log.' })),
    version: Type.Optional(Int64({ description: 'Version of the table that the metadata is of.' })),
    size: Type.Optional(Int64({ description: 'Bytes of all data files.' })),
    numFiles: Type.Optional(Int64({ description: 'Number of data files.' })),
  },
  { title: 'SharedTableMetadata', description: 'Schema and facts of a shared table.' },
);

export const TableFileLine = Type.Object(
  {
    url: text('Signed URL of the data file.'),
    id: text('Id of the file, the same in every answer.'),
    partitionValues: Json({
      description: 'Value of each partition column of the file, as text; null or empty for null.',
    }),
    size: Int64({ description: 'Bytes of the file.' }),
    stats: optionalText('Statistics of the file as JSON text: numRecords, minValues, maxValues, nullCount.'),
    version: Type.Optional(Int64({ description: 'Version of the table, when one was asked for.' })),
    expirationTimestamp: Type.Optional(Int64({ description: 'When the URL ends, in milliseconds since 1970.' })),
  },
  { title: 'SharedTableFile', description: 'A data file of a table.' },
);

/** A line of an answer: exactly one of the keys is there. */
export const TableLine = Type.Object(
  {
    protocol: Type.Optional(described(TableProtocolLine, 'The first line.')),
    metaData: Type.Optional(described(TableMetadataLine, 'The second line.')),
    file: Type.Optional(described(TableFileLine, 'Any line after those.')),
  },
  { title: 'SharedTableLine', description: 'A line of an NDJSON answer: exactly one of the keys is there.' },
);

export const TemporaryCredentials = Type.Object(
  {
    credentials: Type.Optional(
      Json({ description: 'The location, when the credentials end, and those of the cloud that the table is in.' }),
    ),
  },
  { title: 'SharedTableCredentials', description: 'Credentials for the folder of a table.' },
);
