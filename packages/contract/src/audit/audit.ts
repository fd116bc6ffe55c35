import { pageToken } from '../fields.ts';
import { adminOnly, operation, service } from '../operation.ts';
import { described, Int64, Type } from '../schema.ts';
import {
  AuditOrder,
  AuditOutcome,
  FollowAuditResponse,
  ListAuditRecordsResponse,
  VerifyAuditResponse,
} from './audit-models.ts';

const filters = {
  recipient_name: Type.Optional(Type.String({ description: 'Only what this recipient did.' })),
  principal: Type.Optional(
    Type.String({ description: 'Only what this user (by name) or service principal (by application id) did.' }),
  ),
  service_name: Type.Optional(Type.String({ description: 'Only actions of this service.' })),
  action_name: Type.Optional(Type.String({ description: 'Only this action.' })),
  outcome: Type.Optional(described(AuditOutcome, 'Only what ended so.')),
  start_time: Type.Optional(Int64({ description: 'Only from this time on, in milliseconds since 1970.' })),
};

const maxResults = Type.Optional(
  Int64({ description: 'Records at most in the answer; 0 or absent: 1000, which is also the most.' }),
);

/** The audit trail, in the shape of Databricks' audit table. */
export const audit = service(
  'audit',
  'audit',
  'Reads and verifies the audit trail: every change, every denial, every read by a recipient.',
  {
    list: operation({
      summary: 'List audit records by their time',
      method: 'GET',
      path: '/api/2.0/boathouse/audit',
      request: Type.Object({
        ...filters,
        end_time: Type.Optional(Int64({ description: 'Only before this time, in milliseconds since 1970.' })),
        order: Type.Optional(described(AuditOrder, 'Which record comes first; `NEWEST_FIRST` when absent.')),
        max_results: maxResults,
        page_token: pageToken,
      }),
      response: ListAuditRecordsResponse,
      errors: [],
      access: adminOnly,
      paging: { items: 'records', style: 'token' },
      own: true,
    }),

    follow: operation({
      summary: 'Get what was added to the audit trail',
      description:
        'Gives records in the order in which they were kept, each once, and none is left out, however many servers write. Call it again with the `position` of the answer.',
      method: 'GET',
      path: '/api/2.0/boathouse/audit/follow',
      request: Type.Object({
        ...filters,
        position: Type.Optional(
          Type.String({
            description:
              'The `position` of the answer before; absent: from `start_time` on, or from now on without one.',
          }),
        ),
        max_results: maxResults,
      }),
      response: FollowAuditResponse,
      errors: [],
      access: adminOnly,
      own: true,
    }),

    verify: operation({
      summary: 'Verify that the audit trail is as it was written',
      description:
        'Checks a part of the trail by its seals, and the heads that were anchored beside the database; follow the pages for all of it. It changes nothing.',
      method: 'GET',
      path: '/api/2.0/boathouse/audit/verify',
      request: Type.Object({ page_token: pageToken }),
      response: VerifyAuditResponse,
      errors: [],
      access: adminOnly,
      paging: { items: 'problems', style: 'token' },
      own: true,
    }),
  },
);
