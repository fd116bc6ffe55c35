// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** Place and size of one chunk of a result. */
export interface BaseChunkInfo {
  /** Size of the chunk in bytes; only with `EXTERNAL_LINKS`. */
  byte_count?: number;
  /** Number of this chunk within the result, from 0. */
  chunk_index?: number;
  /** Number of rows in this chunk. */
  row_count?: number;
  /** Number of rows of the result that come before this chunk. */
  row_offset?: number;
}

/** One column of a result. */
export interface ColumnInfo {
  /** Name of the column, or the alias or expression behind it; need not be unique. */
  name?: string;
  /** Place of the column from the left, from 0. */
  position?: number;
  /** Units of an interval, such as `YEAR TO MONTH`; only for INTERVAL. */
  type_interval_type?: string;
  /** Base type of the column, without its parameters. */
  type_name?: Open<ColumnInfoTypeName>;
  /** Total number of digits; only for DECIMAL. */
  type_precision?: number;
  /** Number of digits after the point; only for DECIMAL. */
  type_scale?: number;
  /** Full SQL type with its parameters, such as `DECIMAL(10,2)` or `ARRAY<INT>`. */
  type_text?: string;
}

/**
 * Base type of a column: BYTE, SHORT and LONG are TINYINT, SMALLINT and BIGINT. TIMESTAMP_NTZ shows as TIMESTAMP and
 * VARIANT as STRING.
 */
export type ColumnInfoTypeName =
  | 'ARRAY'
  | 'BINARY'
  | 'BOOLEAN'
  | 'BYTE'
  | 'CHAR'
  | 'DATE'
  | 'DECIMAL'
  | 'DOUBLE'
  | 'FLOAT'
  | 'INT'
  | 'INTERVAL'
  | 'LONG'
  | 'MAP'
  | 'NULL'
  | 'SHORT'
  | 'STRING'
  | 'STRUCT'
  | 'TIMESTAMP'
  | 'USER_DEFINED_TYPE';

/** How a result is handed out: in the answer itself, or by presigned links. */
export type Disposition = 'EXTERNAL_LINKS' | 'INLINE';

/** Whether a statement that outlasts `wait_timeout` continues in the background or is cancelled. */
export type ExecuteStatementRequestOnWaitTimeout = 'CANCEL' | 'CONTINUE';

/** A presigned URL of one chunk of a result. */
export interface ExternalLink {
  /** Size of the chunk in bytes, before any compression by HTTP. */
  byte_count?: number;
  /** Number of this chunk within the result, from 0. */
  chunk_index?: number;
  /** When the link stops working, as RFC 3339 time; at most 15 minutes from now. */
  expiration?: string;
  /** Presigned URL of the chunk; fetch it without an Authorization header. Whoever has it can read. */
  external_link?: string;
  /** Headers to send along with the fetch, by name; may hold keys. Usually absent. */
  http_headers?: Record<string, string>;
  /** Number of the following chunk; absent in the last one. */
  next_chunk_index?: number;
  /** Path of the call that gives the following chunk; absent in the last one. */
  next_chunk_internal_link?: string;
  /** Number of rows in this chunk. */
  row_count?: number;
  /** Number of rows of the result that come before this chunk. */
  row_offset?: number;
}

/**
 * Form of a result: rows as JSON arrays of text, Arrow IPC streams, or CSV (RFC 4180) with the header in the first
 * chunk.
 */
export type Format = 'ARROW_STREAM' | 'CSV' | 'JSON_ARRAY';

/** One tag of a statement. */
export interface QueryTag {
  /** Key of the tag, which searches name. */
  key: string;
  /** Value of the tag; absent for a bare tag. */
  value?: string;
}

/** One chunk of a result: its rows, or links to them. */
export interface ResultData {
  /** Size of the chunk in bytes, before any compression by HTTP. */
  byte_count?: number;
  /** Number of this chunk within the result, from 0. */
  chunk_index?: number;
  /** Rows of cells, each a text or null, whatever the column type; only with `INLINE`. */
  data_array?: readonly (readonly (string | null)[])[];
  /** Where to fetch the chunk; only with `EXTERNAL_LINKS`. */
  external_links?: readonly ExternalLink[];
  /** Number of the following chunk; absent in the last one. */
  next_chunk_index?: number;
  /** Path of the call that gives the following chunk; absent in the last one. */
  next_chunk_internal_link?: string;
  /** Number of rows in this chunk. */
  row_count?: number;
  /** Number of rows of the result that come before this chunk. */
  row_offset?: number;
}

/** What a result consists of. */
export interface ResultManifest {
  /** The chunks that the result is divided into, in order. */
  chunks?: readonly BaseChunkInfo[];
  /** Form that the chunks are in, as requested. */
  format?: Open<Format>;
  /** The columns of the result, in order. */
  schema?: ResultSchema;
  /** Size of the whole result in bytes; only with `EXTERNAL_LINKS`. */
  total_byte_count?: number;
  /** Number of chunks; 0 for a statement without rows. */
  total_chunk_count?: number;
  /** Number of rows in all chunks together. */
  total_row_count?: number;
  /** True if rows were cut off by `row_limit` or `byte_limit`. */
  truncated?: boolean;
}

/** The columns of a result. */
export interface ResultSchema {
  /** Number of columns of the result. */
  column_count?: number;
  /** The columns, from left to right. */
  columns?: readonly ColumnInfo[];
}

/** Why a statement failed, for programs and for people. */
export interface ServiceError {
  /** Class of the failure; errors in the SQL itself are BAD_REQUEST. */
  error_code?: Open<ServiceErrorCode>;
  /** What was wrong, starting with the error class in brackets for SQL errors. */
  message?: string;
}

/**
 * Class of a failed statement. BAD_REQUEST is a fault of the statement; RESOURCE_EXHAUSTED a result too large for
 * INLINE; the rest are faults of the service.
 */
export type ServiceErrorCode =
  | 'ABORTED'
  | 'ALREADY_EXISTS'
  | 'BAD_REQUEST'
  | 'CANCELLED'
  | 'DEADLINE_EXCEEDED'
  | 'INTERNAL_ERROR'
  | 'IO_ERROR'
  | 'NOT_FOUND'
  | 'RESOURCE_EXHAUSTED'
  | 'SERVICE_UNDER_MAINTENANCE'
  | 'TEMPORARILY_UNAVAILABLE'
  | 'UNAUTHENTICATED'
  | 'UNKNOWN'
  | 'WORKSPACE_TEMPORARILY_UNAVAILABLE';

/** The value of one named marker. */
export interface StatementParameterListItem {
  /** Name of the marker, without its colon. */
  name: string;
  /**
   * SQL type that the value is cast to, such as `INT` or `DECIMAL(10,2)`; no ARRAY, MAP or STRUCT. `STRING` when
   * absent.
   */
  type?: string;
  /** The value as text; NULL when absent or null. */
  value?: string;
}

/** A statement with its status and, once it has succeeded, its result. */
export interface StatementResponse {
  /** Columns, size and chunks of the result; only once the statement has succeeded. */
  manifest?: ResultManifest;
  /** First chunk of the result; only once the statement has succeeded. */
  result?: ResultData;
  /** Id of the statement (UUID), for polling, chunks and cancellation. */
  statement_id?: string;
  /** State of the statement, and the error if it failed. */
  status?: StatementStatus;
}

/**
 * Life cycle of a statement: PENDING, RUNNING, then SUCCEEDED, FAILED or CANCELED; CLOSED once the result of a success
 * is dropped.
 */
export type StatementState = 'CANCELED' | 'CLOSED' | 'FAILED' | 'PENDING' | 'RUNNING' | 'SUCCEEDED';

/** How far a statement has come. */
export interface StatementStatus {
  /** Why the statement failed; only in state FAILED. */
  error?: ServiceError;
  /** SQLSTATE of the failure, five characters; absent if there is none. */
  sql_state?: string;
  /** Where the statement is in its life cycle. */
  state?: Open<StatementState>;
}
