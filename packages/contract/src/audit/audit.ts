import { nextPageToken, pageToken } from '../fields.ts';
import { adminOnly, operation, service } from '../operation.ts';
import { Int64, StringMap, Type } from '../schema.ts';

export const AuditRecord = Type.Object(
  {
    id: Type.String({ description: 'Id of the record: a UUID.' }),
    event_time: Int64({ description: 'When it happened, in milliseconds since 1970.' }),
    service_name: Type.String({ description: 'Service that the action belongs to: `unityCatalog`, `accounts`, …' }),
    action_name: Type.String({ description: 'What was done: `createShare`, `deltaSharingQueryTable`, …' }),
    user_identity: Type.Optional(
      Type.String({ description: 'User name or application id of whoever did it; absent for recipients.' }),
    ),
    recipient_name: Type.Optional(Type.String({ description: 'Recipient that did it; absent for others.' })),
    request_id: Type.String({ description: 'Id of the request, which the answer carried as `X-Request-Id`.' }),
    source_ip_address: Type.String({ description: 'Address that the request came from.' }),
    user_agent: Type.String({ description: 'What the client called itself.' }),
    request_params: StringMap({ description: 'What was asked for; secrets are left out.' }),
    status_code: Int64({ description: 'HTTP status of the answer.' }),
    error_message: Type.Optional(Type.String({ description: 'Why it failed; absent when it did not.' })),
    result: Type.Optional(StringMap({ description: 'Figures of what was done, such as files and bytes of a query.' })),
  },
  { title: 'AuditRecord', description: 'One thing that was done, or tried.' },
);

export const ListAuditRecordsResponse = Type.Object(
  {
    records: Type.Array(AuditRecord, { description: 'Records, newest first.' }),
    next_page_token: nextPageToken,
  },
  { title: 'ListAuditRecordsResponse', description: 'A page of the audit trail.' },
);

/** The audit trail, in the shape of Databricks' audit table. */
export const audit = service(
  'audit',
  'audit',
  'Reads the audit trail: every change, every denial, every read by a recipient.',
  {
    list: operation({
      summary: 'List audit records, newest first',
      method: 'GET',
      path: '/api/2.0/boathouse/audit',
      request: Type.Object({
        recipient_name: Type.Optional(Type.String({ description: 'Only what this recipient did.' })),
        action_name: Type.Optional(Type.String({ description: 'Only this action.' })),
        start_time: Type.Optional(Int64({ description: 'Only from this time on, in milliseconds since 1970.' })),
        end_time: Type.Optional(Int64({ description: 'Only before this time, in milliseconds since 1970.' })),
        max_results: Type.Optional(Int64({ description: 'Records at most in this page; 0 or absent: 1000.' })),
        page_token: pageToken,
      }),
      response: ListAuditRecordsResponse,
      errors: [],
      access: adminOnly,
      paging: { items: 'records', style: 'token' },
      own: true,
    }),
  },
);
