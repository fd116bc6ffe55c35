import { audit } from '@boathouse/contract';
import type { Selectable } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { pageSize, readPage } from '../http/paging.ts';

const parse = (text: string) => JSON.parse(text) as Record<string, string>;

const describe = (row: Selectable<Tables['audit_log']>) => ({
  id: row.id,
  event_time: row.time,
  service_name: row.service_name,
  action_name: row.action_name,
  ...(row.identity === '' ? {} : { user_identity: row.identity }),
  ...(row.recipient_name === null ? {} : { recipient_name: row.recipient_name }),
  request_id: row.request_id,
  source_ip_address: row.source_ip,
  user_agent: row.user_agent,
  request_params: parse(row.request_params),
  status_code: row.status_code,
  ...(row.error_message === null ? {} : { error_message: row.error_message }),
  ...(row.result === null ? {} : { result: parse(row.result) }),
});

/** Keys of a page are texts; records are numbered and read from the newest down. */
const before = (after: string): number => (after === '' ? Number.MAX_SAFE_INTEGER : Number(after));

export const auditRoom = room(audit, authenticateCaller, {
  list: async (
    { recipient_name, action_name, start_time, end_time, max_results, page_token },
    { workspace, principal },
  ) => {
    const { items, nextPageToken } = await readPage(
      workspace,
      {
        binding: ['audit', principal.id, recipient_name, action_name, start_time, end_time],
        token: page_token,
        // The trail is long: it is never given whole.
        size: pageSize(max_results ?? 0),
      },
      (after, limit) =>
        workspace.database.read
          .selectFrom('audit_log')
          .selectAll()
          .where('sequence', '<', before(after))
          .$if(recipient_name !== undefined, query => query.where('recipient_name', '=', recipient_name ?? ''))
          .$if(action_name !== undefined, query => query.where('action_name', '=', action_name ?? ''))
          .$if(start_time !== undefined, query => query.where('time', '>=', start_time ?? 0))
          .$if(end_time !== undefined, query => query.where('time', '<', end_time ?? 0))
          .orderBy('sequence', 'desc')
          .limit(limit)
          .execute(),
      row => String(row.sequence),
    );
    return { records: items.map(describe), ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }) };
  },
});
