import { allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import {
  Disposition,
  ExecuteStatementRequestOnWaitTimeout,
  Format,
  QueryTag,
  ResultData,
  StatementParameterListItem,
  StatementResponse,
} from './statement-execution-models.ts';

/** `statementExecution`, under `/api/2.0/sql/statements`. */
export const statementExecution = service(
  'statementExecution',
  'sql',
  'Runs SQL statements on a warehouse and hands out their results, inline or as links.',
  {
    cancelExecution: operation({
      summary: 'Cancel a statement',
      description:
        'Only requests cancellation: poll until CANCELED. A statement that ends first keeps its own outcome.',
      method: 'POST',
      path: '/api/2.0/sql/statements/{statement_id}/cancel',
      request: Type.Object({
        statement_id: Type.String({ description: 'Id of the statement to cancel, as the execution answered it.' }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('submitter of the statement'),
    }),

    executeStatement: operation({
      summary: 'Execute a SQL statement',
      description:
        'A failing statement is not an HTTP error: the answer is 200 and `status` holds FAILED with the reason. Past the wait, the answer has only id and state; poll with the id. Results are kept for one hour.',
      method: 'POST',
      path: '/api/2.0/sql/statements',
      request: Type.Object({
        statement: Type.String({
          description: 'SQL text of one statement, at most 16 MiB; markers `:name` take values from `parameters`.',
          minLength: 1,
          maxLength: 16777216,
        }),
        warehouse_id: Type.String({
          description:
            'Id of the warehouse to run on; a stopped one starts by itself, the statement being PENDING meanwhile.',
          minLength: 1,
        }),
        byte_limit: Type.Optional(
          Int64({
            description:
              'Most bytes of result; more is cut and `truncated` set. With `EXTERNAL_LINKS` 100 GiB when absent.',
            minimum: 0,
          }),
        ),
        catalog: Type.Optional(
          Type.String({
            description:
              'Catalog that unqualified names refer to, as after `USE CATALOG`; the default catalog when absent.',
          }),
        ),
        disposition: Type.Optional(
          described(
            Disposition,
            '`INLINE` (default) returns up to 25 MiB in the answer; `EXTERNAL_LINKS` returns URLs, up to 100 GiB.',
          ),
        ),
        format: Type.Optional(
          described(
            Format,
            'Form of the result, `JSON_ARRAY` when absent; `ARROW_STREAM` and `CSV` need `EXTERNAL_LINKS`.',
          ),
        ),
        on_wait_timeout: Type.Optional(
          described(
            ExecuteStatementRequestOnWaitTimeout,
            'What happens when `wait_timeout` passes first: `CONTINUE` (default) or `CANCEL`; ignored with `0s`.',
          ),
        ),
        parameters: Type.Optional(
          Type.Array(StatementParameterListItem, {
            description: 'Values for the named markers of the statement; every marker needs one.',
          }),
        ),
        query_tags: Type.Optional(
          Type.Array(QueryTag, {
            description: 'Tags to find the statement by in the query history; only the first 20 count.',
          }),
        ),
        row_limit: Type.Optional(
          Int64({
            description: 'Most rows of result, like an outer `LIMIT`; when rows are cut, `truncated` is set.',
            minimum: 0,
          }),
        ),
        schema: Type.Optional(
          Type.String({
            description: 'Schema that unqualified names refer to, as after `USE SCHEMA`; `default` when absent.',
          }),
        ),
        wait_timeout: Type.Optional(
          Type.String({
            description: 'How long the call waits for the end: `0s`, or `5s` to `50s`; `10s` when absent.',
          }),
        ),
      }),
      response: StatementResponse,
      errors: [],
      access: allowedTo('CAN_USE on the warehouse, and the privileges that the statement needs'),
    }),

    getStatement: operation({
      summary: 'Get the status and first result of a statement',
      description:
        'Poll until the state is final. Results are kept for one hour after success; the status for at least 12 hours after the end.',
      method: 'GET',
      path: '/api/2.0/sql/statements/{statement_id}',
      request: Type.Object({
        statement_id: Type.String({ description: 'Id of the statement, as the execution answered it.' }),
      }),
      response: StatementResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('submitter of the statement'),
    }),

    getStatementResultChunkN: operation({
      summary: 'Get one chunk of a result',
      description:
        'Fails when the statement has not succeeded or its result has been dropped. With `EXTERNAL_LINKS` each call signs new links.',
      method: 'GET',
      path: '/api/2.0/sql/statements/{statement_id}/result/chunks/{chunk_index}',
      request: Type.Object({
        statement_id: Type.String({
          description: 'Id of a statement that has SUCCEEDED, as the execution answered it.',
        }),
        chunk_index: Int64({
          description: 'Which chunk, from 0 to `total_chunk_count` - 1; in any order, also in parallel.',
          minimum: 0,
        }),
      }),
      response: ResultData,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('submitter of the statement'),
    }),
  },
);
