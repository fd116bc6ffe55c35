import { nextPageToken } from '../fields.ts';
import { described, Enum, Int64, StringMap, Type } from '../schema.ts';

export const AuditOutcome = Enum(['SUCCEEDED', 'FAILED', 'DENIED'], {
  title: 'AuditOutcome',
  description: 'How a call ended: SUCCEEDED below status 400, FAILED from there on, DENIED with 401 or 403.',
});

export const AuditOrder = Enum(['NEWEST_FIRST', 'OLDEST_FIRST'], {
  title: 'AuditOrder',
  description: 'Which record comes first.',
});

export const UserIdentity = Type.Object(
  {
    email: Type.Optional(Type.String({ description: 'User name; absent for a service principal.' })),
    subject_name: Type.Optional(
      Type.String({ description: 'Application id of the service principal; absent for a user.' }),
    ),
  },
  { title: 'UserIdentity', description: 'Who did it.' },
);

export const IdentityMetadata = Type.Object(
  {
    run_by: Type.Optional(Type.String({ description: 'User name or application id of whoever made the call.' })),
    run_as: Type.Optional(Type.String({ description: 'User name or application id whose rights the call had.' })),
    acting_resource: Type.Optional(
      Type.String({ description: 'Resource that acted for somebody else; absent when nothing did.' }),
    ),
  },
  { title: 'IdentityMetadata', description: 'By whom and on whose rights it was done.' },
);

export const AuditResponse = Type.Object(
  {
    status_code: Int64({ description: 'HTTP status of the answer.' }),
    error_message: Type.Optional(Type.String({ description: 'Code and reason of a failure; absent for a success.' })),
    result: Type.Optional(
      Type.String({ description: 'Figures of what was done, as JSON: files and bytes of a query. Usually absent.' }),
    ),
  },
  { title: 'AuditResponse', description: 'How it ended.' },
);

export const AuditLevel = Enum(['ACCOUNT_LEVEL', 'WORKSPACE_LEVEL'], {
  title: 'AuditLevel',
  description: 'Whether a record is about the metastore and those it shares with, or about one workspace.',
});

export const AuditRecord = Type.Object(
  {
    account_id: Type.String({ description: 'Id of the account: a UUID that is made from the id of the workspace.' }),
    workspace_id: Type.String({ description: 'Id of the workspace; `0` for a record of `ACCOUNT_LEVEL`.' }),
    version: Type.String({ description: 'Version of the form of a record: `2.0`.' }),
    event_id: Type.String({ description: 'Id of the record: a UUID.' }),
    event_time: Int64({ description: 'When it happened, in milliseconds since 1970.' }),
    event_date: Type.String({ description: 'Day of the event in UTC: `2026-01-31`.' }),
    audit_level: described(AuditLevel, 'What the record is about.'),
    service_name: Type.String({ description: 'Service that the action belongs to: `unityCatalog`, `accounts`, …' }),
    action_name: Type.String({ description: 'What was done: `createShare`, `deltaSharingQueryTable`, …' }),
    user_identity: Type.Optional(
      described(UserIdentity, 'Who did it; absent for a recipient, the workspace itself and callers who are unknown.'),
    ),
    identity_metadata: Type.Optional(
      described(IdentityMetadata, 'On whose rights it was done; absent where `user_identity` is.'),
    ),
    recipient_name: Type.Optional(Type.String({ description: 'Recipient that did it; absent for others.' })),
    source_ip_address: Type.String({ description: 'Address that the request came from; empty without a request.' }),
    user_agent: Type.String({ description: 'What the client called itself.' }),
    session_id: Type.Optional(
      Type.String({ description: 'Session of a browser; absent for everything that is called by a token.' }),
    ),
    request_id: Type.String({ description: 'Id of the request, which the answer carried as `X-Request-Id`.' }),
    request_params: StringMap({ description: 'What was asked for; secrets are left out.' }),
    response: described(AuditResponse, 'How it ended.'),
  },
  { title: 'AuditRecord', description: 'One thing that was done, or tried, in the shape of Databricks’ audit table.' },
);

export const ListAuditRecordsResponse = Type.Object(
  {
    records: Type.Array(AuditRecord, {
      description: 'Records in the order that was asked for. A page may be empty and still have one behind it.',
    }),
    next_page_token: nextPageToken,
  },
  { title: 'ListAuditRecordsResponse', description: 'A page of the audit trail.' },
);

export const FollowAuditResponse = Type.Object(
  {
    records: Type.Array(AuditRecord, { description: 'Records in the order in which they were kept.' }),
    position: Type.String({ description: 'Send it as `position` to get what is kept from here on.' }),
    caught_up: Type.Boolean({
      description: 'Whether there is nothing behind `position` at present. When false, ask again at once.',
    }),
  },
  { title: 'FollowAuditResponse', description: 'What was added to the audit trail.' },
);

export const AuditProblemKind = Enum(
  ['ROWS_ALTERED', 'ROWS_REMOVED', 'ROWS_ADDED', 'ROWS_NOT_SEALED', 'SEAL_ALTERED', 'SEAL_REMOVED', 'HEAD_ALTERED'],
  { title: 'AuditProblemKind', description: 'What is not as it was written.' },
);

export const AuditProblem = Type.Object(
  {
    kind: described(AuditProblemKind, 'What is not as it was written.'),
    replica: Type.String({ description: 'Server process that wrote the batch.' }),
    batch: Int64({ description: 'Number of the batch, counted by the process from 1 on.' }),
    message: Type.String({ description: 'What was found, in words.' }),
    first_time: Type.Optional(
      Int64({ description: 'Time of the first record of the batch as it was sealed, in milliseconds since 1970.' }),
    ),
    last_time: Type.Optional(
      Int64({ description: 'Time of the last record of the batch as it was sealed, in milliseconds since 1970.' }),
    ),
  },
  { title: 'AuditProblem', description: 'A place where the audit trail is not as it was written.' },
);

export const VerifyAuditResponse = Type.Object(
  {
    problems: Type.Array(AuditProblem, {
      description: 'What is wrong with what this page checked; empty when nothing is.',
    }),
    batches: Int64({ description: 'Sealed batches that this page checked.' }),
    rows: Int64({ description: 'Records in them that this page checked.' }),
    pruned_batches: Int64({
      description: 'Batches of this page whose records were deleted at the end of their retention.',
    }),
    recovered_batches: Int64({
      description: 'Batches of this page that were sealed later, because the process that wrote them was killed.',
    }),
    unsealed_rows: Int64({ description: 'Records that are too new to be sealed, or wait for it after a crash.' }),
    unsigned_batches: Int64({
      description: 'Batches of this page whose signature could not be checked, because its key is not there.',
    }),
    heads: Int64({ description: 'Anchored heads, from the file beside the database, that this page checked.' }),
    total_batches: Int64({ description: 'Sealed batches that there are in all, for a progress bar.' }),
    next_page_token: nextPageToken,
  },
  { title: 'VerifyAuditResponse', description: 'What a page of the verification found.' },
);
