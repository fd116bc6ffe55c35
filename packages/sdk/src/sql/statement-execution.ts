// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type {
  Disposition,
  ExecuteStatementRequestOnWaitTimeout,
  Format,
  QueryTag,
  ResultData,
  StatementParameterListItem,
  StatementResponse,
} from './statement-execution-models.ts';

/** What `statementExecution.cancelExecution` takes. */
export interface CancelExecutionRequest {
  /** Id of the statement to cancel, as the execution answered it. */
  statement_id: string;
}

/** What `statementExecution.executeStatement` takes. */
export interface ExecuteStatementRequest {
  /** SQL text of one statement, at most 16 MiB; markers `:name` take values from `parameters`. */
  statement: string;
  /** Id of the warehouse to run on; a stopped one starts by itself, the statement being PENDING meanwhile. */
  warehouse_id: string;
  /** Most bytes of result; more is cut and `truncated` set. With `EXTERNAL_LINKS` 100 GiB when absent. */
  byte_limit?: number;
  /** Catalog that unqualified names refer to, as after `USE CATALOG`; the default catalog when absent. */
  catalog?: string;
  /** `INLINE` (default) returns up to 25 MiB in the answer; `EXTERNAL_LINKS` returns URLs, up to 100 GiB. */
  disposition?: Disposition;
  /** Form of the result, `JSON_ARRAY` when absent; `ARROW_STREAM` and `CSV` need `EXTERNAL_LINKS`. */
  format?: Format;
  /** What happens when `wait_timeout` passes first: `CONTINUE` (default) or `CANCEL`; ignored with `0s`. */
  on_wait_timeout?: ExecuteStatementRequestOnWaitTimeout;
  /** Values for the named markers of the statement; every marker needs one. */
  parameters?: readonly StatementParameterListItem[];
  /** Tags to find the statement by in the query history; only the first 20 count. */
  query_tags?: readonly QueryTag[];
  /** Most rows of result, like an outer `LIMIT`; when rows are cut, `truncated` is set. */
  row_limit?: number;
  /** Schema that unqualified names refer to, as after `USE SCHEMA`; `default` when absent. */
  schema?: string;
  /** How long the call waits for the end: `0s`, or `5s` to `50s`; `10s` when absent. */
  wait_timeout?: string;
}

/** What `statementExecution.getStatement` takes. */
export interface GetStatementRequest {
  /** Id of the statement, as the execution answered it. */
  statement_id: string;
}

/** What `statementExecution.getStatementResultChunkN` takes. */
export interface GetStatementResultChunkNRequest {
  /** Id of a statement that has SUCCEEDED, as the execution answered it. */
  statement_id: string;
  /** Which chunk, from 0 to `total_chunk_count` - 1; in any order, also in parallel. */
  chunk_index: number;
}

/** Runs SQL statements on a warehouse and hands out their results, inline or as links. */
export class StatementExecutionApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Cancel a statement.
   *
   * Only requests cancellation: poll until CANCELED. A statement that ends first keeps its own outcome.
   *
   * Allowed: submitter of the statement.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async cancelExecution(request: CancelExecutionRequest, options?: CallOptions): Promise<void> {
    const { statement_id } = request;
    await this.#send(
      { method: 'POST', path: '/api/2.0/sql/statements/{statement_id}/cancel', params: { statement_id } },
      options,
    );
  }

  /**
   * Execute a SQL statement.
   *
   * A failing statement is not an HTTP error: the answer is 200 and `status` holds FAILED with the reason. Past the
   * wait, the answer has only id and state; poll with the id. Results are kept for one hour.
   *
   * Allowed: CAN_USE on the warehouse, and the privileges that the statement needs.
   */
  executeStatement(request: ExecuteStatementRequest, options?: CallOptions): Promise<StatementResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/sql/statements', body: request }, options);
  }

  /**
   * Get the status and first result of a statement.
   *
   * Poll until the state is final. Results are kept for one hour after success; the status for at least 12 hours after
   * the end.
   *
   * Allowed: submitter of the statement.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  getStatement(request: GetStatementRequest, options?: CallOptions): Promise<StatementResponse> {
    const { statement_id } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.0/sql/statements/{statement_id}', params: { statement_id } },
      options,
    );
  }

  /**
   * Get one chunk of a result.
   *
   * Fails when the statement has not succeeded or its result has been dropped. With `EXTERNAL_LINKS` each call signs
   * new links.
   *
   * Allowed: submitter of the statement.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  getStatementResultChunkN(request: GetStatementResultChunkNRequest, options?: CallOptions): Promise<ResultData> {
    const { statement_id, chunk_index } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.0/sql/statements/{statement_id}/result/chunks/{chunk_index}',
        params: { statement_id, chunk_index },
      },
      options,
    );
  }
}
