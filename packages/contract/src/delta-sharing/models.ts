import { described, Int64, Json, Secret, StringMap, Type } from '../schema.ts';

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

export const FoundTable = Type.Object(
  { ...SharedTable.properties, format: text('How the table is kept: `delta`.') },
  { title: 'FoundTable', description: 'A table that the recipient may read, and how it is kept.' },
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
  {
    minReaderVersion: Type.Optional(
      Int64({ description: 'Version of the protocol that a client has to know: 1. In the parquet format.' }),
    ),
    deltaProtocol: Type.Optional(Json({ description: 'The `protocol` action of the Delta log. In the delta format.' })),
    version: Type.Optional(Int64({ description: 'Version of the table that changed its protocol so.' })),
  },
  { title: 'SharedTableProtocol', description: 'What a client has to support to read the table.' },
);

export const TableMetadataLine = Type.Object(
  {
    id: optionalText('Id of the Delta table. This and what follows up to `configuration` is of the parquet format.'),
    name: optionalText('Name that the Delta log gives the table.'),
    description: optionalText('Description that the Delta log gives the table.'),
    format: Type.Optional(described(Format, 'Format of the data files.')),
    schemaString: optionalText('Schema of the table: a Delta schema as JSON text.'),
    partitionColumns: Type.Optional(
      Type.Array(text('Name of a column.'), {
        description: 'Columns that the table is partitioned by, in order; empty when it is not.',
      }),
    ),
    configuration: Type.Optional(StringMap({ description: 'Table properties of the Delta log.' })),
    deltaMetadata: Type.Optional(Json({ description: 'The `metaData` action of the Delta log. In the delta format.' })),
    version: Type.Optional(Int64({ description: 'Version of the table that the metadata is of.' })),
    size: Type.Optional(
      Int64({ description: 'Bytes of all data files; absent when only some of them are shared, and of changes.' }),
    ),
    numFiles: Type.Optional(Int64({ description: 'Number of data files; absent as `size` is.' })),
    location: optionalText('Root of the table, when it may be read as a directory.'),
    accessModes: Type.Optional(
      Type.Array(text('`url` or `dir`.'), {
        description: 'How the data may be read: absent, by signed URLs alone; `dir`, as a directory too.',
      }),
    ),
  },
  { title: 'SharedTableMetadata', description: 'Schema and facts of a shared table.' },
);

export const TableFileLine = Type.Object(
  {
    url: optionalText('Signed URL of the data file. In the parquet format.'),
    id: text('Id of the file, the same in every answer.'),
    partitionValues: Type.Optional(
      Json({
        description:
          'Value of each partition column of the file, as text; null or empty for null. In the parquet format.',
      }),
    ),
    size: Type.Optional(Int64({ description: 'Bytes of the file. In the parquet format.' })),
    stats: optionalText(
      'Statistics of the file as JSON text: numRecords, minValues, maxValues, nullCount. In the parquet format.',
    ),
    deltaSingleAction: Type.Optional(
      Json({
        description:
          'The `add`, `remove` or `cdc` action of the Delta log, with signed URLs in place of paths. In the delta format.',
      }),
    ),
    deletionVectorFileId: optionalText('Id of the deletion vector of the file, where it has one. In the delta format.'),
    version: Type.Optional(Int64({ description: 'Version of the table, when one was asked for.' })),
    timestamp: Type.Optional(Int64({ description: 'When that version was committed, in milliseconds since 1970.' })),
    expirationTimestamp: Type.Optional(Int64({ description: 'When the URL ends, in milliseconds since 1970.' })),
  },
  { title: 'SharedTableFile', description: 'A data file of a table.' },
);

export const EndStreamLine = Type.Object(
  {
    nextPageToken: optionalText('Continues the answer; absent on its last page.'),
    refreshToken: optionalText('Renews the URLs of the answer.'),
    minUrlExpirationTimestamp: Type.Optional(
      Int64({ description: 'When the first of the URLs ends, in milliseconds since 1970.' }),
    ),
    errorMessage: optionalText('Why the answer failed after it had begun; the lines before this one do not count.'),
    httpStatusErrorCode: Type.Optional(Int64({ description: 'The status that the failure would have had.' })),
  },
  { title: 'SharedTableEndOfStream', description: 'The end of an answer.' },
);

export const QueryStatusLine = Type.Object(
  { queryId: text('Id of the query.'), status: text('`pending`: ask again.') },
  { title: 'SharedQueryStatus', description: 'An asynchronous query whose answer is not there yet.' },
);

/** A line of an answer: exactly one of the keys is there. */
export const TableLine = Type.Object(
  {
    protocol: Type.Optional(described(TableProtocolLine, 'The first line.')),
    metaData: Type.Optional(
      described(TableMetadataLine, 'The second line; in answers that tell changes also later ones.'),
    ),
    file: Type.Optional(described(TableFileLine, 'A data file of a snapshot; in the delta format of a change too.')),
    add: Type.Optional(described(TableFileLine, 'A data file that was added. In the parquet format.')),
    remove: Type.Optional(described(TableFileLine, 'A data file that was removed. In the parquet format.')),
    cdf: Type.Optional(described(TableFileLine, 'A data file of changed rows. In the parquet format.')),
    endStreamAction: Type.Optional(described(EndStreamLine, 'The last line, where there is one.')),
    queryStatus: Type.Optional(described(QueryStatusLine, 'The only line, when the answer is not there yet.')),
  },
  { title: 'SharedTableLine', description: 'A line of an NDJSON answer: exactly one of the keys is there.' },
);

export const AwsTempCredentials = Type.Object(
  {
    accessKeyId: text('Id of the key.'),
    secretAccessKey: Secret({ description: 'Secret of the key.' }),
    sessionToken: Secret({ description: 'Token that goes with the key.' }),
  },
  { title: 'SharedTableAwsCredentials', description: 'Keys of a session in AWS.' },
);

export const AzureSas = Type.Object(
  { sasToken: Secret({ description: 'The signature: the query of a URL, without `?`.' }) },
  { title: 'SharedTableAzureCredentials', description: 'A shared access signature for Azure storage.' },
);

export const GcpToken = Type.Object(
  { oauthToken: Secret({ description: 'The token, to be sent as bearer.' }) },
  { title: 'SharedTableGcpCredentials', description: 'A token for Google Cloud Storage.' },
);

const DirectoryCredentials = Type.Object(
  {
    location: text('Root of the table: what the credentials open.'),
    expirationTime: Int64({ description: 'When they end, in milliseconds since 1970.' }),
    awsTempCredentials: Type.Optional(described(AwsTempCredentials, 'For `s3://` locations.')),
    azureUserDelegationSas: Type.Optional(described(AzureSas, 'For `abfss://` locations.')),
    gcpOauthToken: Type.Optional(described(GcpToken, 'For `gs://` locations.')),
  },
  { title: 'SharedTableDirectoryCredentials', description: 'Credentials of one cloud; exactly one kind is set.' },
);

export const TemporaryCredentials = Type.Object(
  { credentials: described(DirectoryCredentials, 'Credentials that read everything below the location.') },
  { title: 'SharedTableCredentials', description: 'Credentials for the folder of a table.' },
);
