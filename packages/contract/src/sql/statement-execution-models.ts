import { described, Enum, Int64, Secret, StringMap, Type } from '../schema.ts';

export const BaseChunkInfo = Type.Object(
  {
    byte_count: Type.Optional(Int64({ description: 'Size of the chunk in bytes; only with `EXTERNAL_LINKS`.' })),
    chunk_index: Type.Optional(Int64({ description: 'Number of this chunk within the result, from 0.' })),
    row_count: Type.Optional(Int64({ description: 'Number of rows in this chunk.' })),
    row_offset: Type.Optional(Int64({ description: 'Number of rows of the result that come before this chunk.' })),
  },
  { title: 'BaseChunkInfo', description: 'Place and size of one chunk of a result.' },
);

export const Format = Enum(['ARROW_STREAM', 'CSV', 'JSON_ARRAY'], {
  title: 'Format',
  description:
    'Form of a result: rows as JSON arrays of text, Arrow IPC streams, or CSV (RFC 4180) with the header in the first chunk.',
});

export const ColumnInfoTypeName = Enum(
  [
    'ARRAY',
    'BINARY',
    'BOOLEAN',
    'BYTE',
    'CHAR',
    'DATE',
    'DECIMAL',
    'DOUBLE',
    'FLOAT',
    'INT',
    'INTERVAL',
    'LONG',
    'MAP',
    'NULL',
    'SHORT',
    'STRING',
    'STRUCT',
    'TIMESTAMP',
    'USER_DEFINED_TYPE',
  ],
  {
    title: 'ColumnInfoTypeName',
    description:
      'Base type of a column: BYTE, SHORT and LONG are TINYINT, SMALLINT and BIGINT. TIMESTAMP_NTZ shows as TIMESTAMP and VARIANT as STRING.',
  },
);

export const ColumnInfo = Type.Object(
  {
    name: Type.Optional(
      Type.String({ description: 'Name of the column, or the alias or expression behind it; need not be unique.' }),
    ),
    position: Type.Optional(Int64({ description: 'Place of the column from the left, from 0.' })),
    type_interval_type: Type.Optional(
      Type.String({ description: 'Units of an interval, such as `YEAR TO MONTH`; only for INTERVAL.' }),
    ),
    type_name: Type.Optional(described(ColumnInfoTypeName, 'Base type of the column, without its parameters.')),
    type_precision: Type.Optional(Int64({ description: 'Total number of digits; only for DECIMAL.' })),
    type_scale: Type.Optional(Int64({ description: 'Number of digits after the point; only for DECIMAL.' })),
    type_text: Type.Optional(
      Type.String({ description: 'Full SQL type with its parameters, such as `DECIMAL(10,2)` or `ARRAY<INT>`.' }),
    ),
  },
  { title: 'ColumnInfo', description: 'One column of a result.' },
);

export const ResultSchema = Type.Object(
  {
    column_count: Type.Optional(Int64({ description: 'Number of columns of the result.' })),
    columns: Type.Optional(Type.Array(ColumnInfo, { description: 'The columns, from left to right.' })),
  },
  { title: 'ResultSchema', description: 'The columns of a result.' },
);

export const ResultManifest = Type.Object(
  {
    chunks: Type.Optional(
      Type.Array(BaseChunkInfo, { description: 'The chunks that the result is divided into, in order.' }),
    ),
    format: Type.Optional(described(Format, 'Form that the chunks are in, as requested.')),
    schema: Type.Optional(described(ResultSchema, 'The columns of the result, in order.')),
    total_byte_count: Type.Optional(
      Int64({ description: 'Size of the whole result in bytes; only with `EXTERNAL_LINKS`.' }),
    ),
    total_chunk_count: Type.Optional(Int64({ description: 'Number of chunks; 0 for a statement without rows.' })),
    total_row_count: Type.Optional(Int64({ description: 'Number of rows in all chunks together.' })),
    truncated: Type.Optional(
      Type.Boolean({ description: 'True if rows were cut off by `row_limit` or `byte_limit`.' }),
    ),
  },
  { title: 'ResultManifest', description: 'What a result consists of.' },
);

export const ExternalLink = Type.Object(
  {
    byte_count: Type.Optional(Int64({ description: 'Size of the chunk in bytes, before any compression by HTTP.' })),
    chunk_index: Type.Optional(Int64({ description: 'Number of this chunk within the result, from 0.' })),
    expiration: Type.Optional(
      Type.String({ description: 'When the link stops working, as RFC 3339 time; at most 15 minutes from now.' }),
    ),
    external_link: Type.Optional(
      Secret({
        description: 'Presigned URL of the chunk; fetch it without an Authorization header. Whoever has it can read.',
      }),
    ),
    http_headers: Type.Optional(
      StringMap({
        description: 'Headers to send along with the fetch, by name; may hold keys. Usually absent.',
        'x-secret': true,
      }),
    ),
    next_chunk_index: Type.Optional(Int64({ description: 'Number of the following chunk; absent in the last one.' })),
    next_chunk_internal_link: Type.Optional(
      Type.String({ description: 'Path of the call that gives the following chunk; absent in the last one.' }),
    ),
    row_count: Type.Optional(Int64({ description: 'Number of rows in this chunk.' })),
    row_offset: Type.Optional(Int64({ description: 'Number of rows of the result that come before this chunk.' })),
  },
  { title: 'ExternalLink', description: 'A presigned URL of one chunk of a result.' },
);

export const ResultData = Type.Object(
  {
    byte_count: Type.Optional(Int64({ description: 'Size of the chunk in bytes, before any compression by HTTP.' })),
    chunk_index: Type.Optional(Int64({ description: 'Number of this chunk within the result, from 0.' })),
    data_array: Type.Optional(
      Type.Array(Type.Array(Type.Union([Type.String(), Type.Null()])), {
        description: 'Rows of cells, each a text or null, whatever the column type; only with `INLINE`.',
      }),
    ),
    external_links: Type.Optional(
      Type.Array(ExternalLink, { description: 'Where to fetch the chunk; only with `EXTERNAL_LINKS`.' }),
    ),
    next_chunk_index: Type.Optional(Int64({ description: 'Number of the following chunk; absent in the last one.' })),
    next_chunk_internal_link: Type.Optional(
      Type.String({ description: 'Path of the call that gives the following chunk; absent in the last one.' }),
    ),
    row_count: Type.Optional(Int64({ description: 'Number of rows in this chunk.' })),
    row_offset: Type.Optional(Int64({ description: 'Number of rows of the result that come before this chunk.' })),
  },
  { title: 'ResultData', description: 'One chunk of a result: its rows, or links to them.' },
);

export const ServiceErrorCode = Enum(
  [
    'ABORTED',
    'ALREADY_EXISTS',
    'BAD_REQUEST',
    'CANCELLED',
    'DEADLINE_EXCEEDED',
    'INTERNAL_ERROR',
    'IO_ERROR',
    'NOT_FOUND',
    'RESOURCE_EXHAUSTED',
    'SERVICE_UNDER_MAINTENANCE',
    'TEMPORARILY_UNAVAILABLE',
    'UNAUTHENTICATED',
    'UNKNOWN',
    'WORKSPACE_TEMPORARILY_UNAVAILABLE',
  ],
  {
    title: 'ServiceErrorCode',
    description:
      'Class of a failed statement. BAD_REQUEST is a fault of the statement; RESOURCE_EXHAUSTED a result too large for INLINE; the rest are faults of the service.',
  },
);

export const ServiceError = Type.Object(
  {
    error_code: Type.Optional(
      described(ServiceErrorCode, 'Class of the failure; errors in the SQL itself are BAD_REQUEST.'),
    ),
    message: Type.Optional(
      Type.String({ description: 'What was wrong, starting with the error class in brackets for SQL errors.' }),
    ),
  },
  { title: 'ServiceError', description: 'Why a statement failed, for programs and for people.' },
);

export const StatementState = Enum(['CANCELED', 'CLOSED', 'FAILED', 'PENDING', 'RUNNING', 'SUCCEEDED'], {
  title: 'StatementState',
  description:
    'Life cycle of a statement: PENDING, RUNNING, then SUCCEEDED, FAILED or CANCELED; CLOSED once the result of a success is dropped.',
});

export const StatementStatus = Type.Object(
  {
    error: Type.Optional(described(ServiceError, 'Why the statement failed; only in state FAILED.')),
    sql_state: Type.Optional(
      Type.String({ description: 'SQLSTATE of the failure, five characters; absent if there is none.' }),
    ),
    state: Type.Optional(described(StatementState, 'Where the statement is in its life cycle.')),
  },
  { title: 'StatementStatus', description: 'How far a statement has come.' },
);

export const StatementResponse = Type.Object(
  {
    manifest: Type.Optional(
      described(ResultManifest, 'Columns, size and chunks of the result; only once the statement has succeeded.'),
    ),
    result: Type.Optional(described(ResultData, 'First chunk of the result; only once the statement has succeeded.')),
    statement_id: Type.Optional(
      Type.String({ description: 'Id of the statement (UUID), for polling, chunks and cancellation.' }),
    ),
    status: Type.Optional(described(StatementStatus, 'State of the statement, and the error if it failed.')),
  },
  { title: 'StatementResponse', description: 'A statement with its status and, once it has succeeded, its result.' },
);

export const Disposition = Enum(['EXTERNAL_LINKS', 'INLINE'], {
  title: 'Disposition',
  description: 'How a result is handed out: in the answer itself, or by presigned links.',
});

export const ExecuteStatementRequestOnWaitTimeout = Enum(['CANCEL', 'CONTINUE'], {
  title: 'ExecuteStatementRequestOnWaitTimeout',
  description: 'Whether a statement that outlasts `wait_timeout` continues in the background or is cancelled.',
});

export const StatementParameterListItem = Type.Object(
  {
    name: Type.String({ description: 'Name of the marker, without its colon.' }),
    type: Type.Optional(
      Type.String({
        description:
          'SQL type that the value is cast to, such as `INT` or `DECIMAL(10,2)`; no ARRAY, MAP or STRUCT. `STRING` when absent.',
      }),
    ),
    value: Type.Optional(Secret({ description: 'The value as text; NULL when absent or null.' })),
  },
  { title: 'StatementParameterListItem', description: 'The value of one named marker.' },
);

export const QueryTag = Type.Object(
  {
    key: Type.String({ description: 'Key of the tag, which searches name.' }),
    value: Type.Optional(Type.String({ description: 'Value of the tag; absent for a bare tag.' })),
  },
  { title: 'QueryTag', description: 'One tag of a statement.' },
);
